import { describe, expect, it } from 'vitest';
import type { ExistingRelation } from '../adapters/warehouse.ts';
import { duckDbDialect } from '../adapters/warehouses/duckdb/duckdb-dialect.ts';
import type { Model, ModelConfig } from '../parse/project.ts';
import type { Operation } from '../plan/plan.ts';
import type { MaterializationContext, ModelBody } from './materialization.ts';
import { materializations } from './registry.ts';

const relation = { schema: 'marts', name: 'orders' };
const standing = (type: 'table' | 'view'): ExistingRelation => ({
  ...relation,
  type,
  columns: [{ name: 'id', type: 'bigint' }],
});

const sql: ModelBody = {
  language: 'sql',
  full: { sql: 'select 1 as id', map: [] },
  incremental: { sql: 'select 2 as id', map: [] },
};
const typeScript: ModelBody = {
  language: 'typescript',
  columns: [{ name: 'id', type: 'bigint' }],
  batchSize: 500,
  fullInputs: [{ name: 'raw', select: 'select * from "main"."raw"' }],
  incrementalInputs: [{ name: 'raw', select: 'select * from "main"."raw" where id > 7' }],
};

interface Situation {
  readonly config?: Partial<ModelConfig>;
  readonly body?: ModelBody;
  readonly existing?: ExistingRelation;
  readonly fullRefresh?: boolean;
  readonly tests?: number;
}

/** The plan of a materialization as a person would read it: one line for each operation. */
function planned(
  name: ModelConfig['materialized'],
  { config = {}, body = sql, existing, fullRefresh = false, tests = 0 }: Situation = {},
): string {
  const model = {
    name: 'orders',
    path: 'models/orders.sql',
    config: { materialized: name, uniqueKey: [], onSchemaChange: 'ignore', ...config },
  } as unknown as Model;
  const context: MaterializationContext = {
    model,
    body,
    dialect: duckDbDialect,
    relation,
    existing,
    fullRefresh,
    tests,
  };
  const { strategy, build, audit, publish, cleanup } = materializations.get(name)!.plan(context);
  const list = (title: string, operations: readonly Operation[]): string[] =>
    operations.map((each) => `${title.padEnd(8)} ${line(each)}`);
  const snapshot = audit.snapshotOf === undefined ? '' : `, a copy of ${audit.snapshotOf.name}`;
  return [
    strategy,
    ...list('build', build),
    `audit    ${audit.relation.name} ${audit.when}${snapshot}`,
    ...list('publish', publish),
    ...list('cleanup', cleanup),
  ].join('\n');
}

function line(operation: Operation): string {
  if (operation.op === 'sql')
    return `${operation.sql.replaceAll('\n', ' ')}${operation.counts === true ? '  [counts]' : ''}`;
  const { op, ...rest } = operation;
  return `${op} ${JSON.stringify(rest, (key, value: unknown) => (key === 'columns' ? undefined : value)).replaceAll(/\\?"/g, '')}`;
}

describe('a table', () => {
  it('is created', () =>
    expect(planned('table')).toMatchInlineSnapshot(`
    "create
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('replaces a table', () =>
    expect(planned('table', { existing: standing('table') })).toMatchInlineSnapshot(`
    "replace
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  drop table if exists "marts"."orders"
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('replaces a view', () =>
    expect(planned('table', { existing: standing('view') })).toMatchInlineSnapshot(`
    "replace
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  drop view if exists "marts"."orders"
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('is made of TypeScript', () =>
    expect(planned('table', { body: typeScript })).toMatchInlineSnapshot(`
      "create
      build    create or replace table "marts"."orders__alambic_next" ("id" bigint)
      build    transform {model:orders,into:{schema:marts,name:orders__alambic_next},inputs:[{name:raw,select:select * from main.raw}],batchSize:500}
      audit    orders__alambic_next before_publish
      publish  alter table "marts"."orders__alambic_next" rename to "orders""
    `));
});

describe('a view', () => {
  it('is created', () =>
    expect(planned('view')).toMatchInlineSnapshot(`
    "create
    build    create or replace view "marts"."orders__alambic_next" as select 1 as id
    audit    orders__alambic_next before_publish
    publish  create or replace view "marts"."orders" as select 1 as id
    publish  drop view if exists "marts"."orders__alambic_next""
  `));
  it('replaces a view', () =>
    expect(planned('view', { existing: standing('view') })).toMatchInlineSnapshot(`
    "replace
    build    create or replace view "marts"."orders__alambic_next" as select 1 as id
    audit    orders__alambic_next before_publish
    publish  create or replace view "marts"."orders" as select 1 as id
    publish  drop view if exists "marts"."orders__alambic_next""
  `));
  it('replaces a table', () =>
    expect(planned('view', { existing: standing('table') })).toMatchInlineSnapshot(`
    "replace
    build    create or replace view "marts"."orders__alambic_next" as select 1 as id
    audit    orders__alambic_next before_publish
    publish  drop table if exists "marts"."orders"
    publish  create or replace view "marts"."orders" as select 1 as id
    publish  drop view if exists "marts"."orders__alambic_next""
  `));

  const join: ModelBody = {
    language: 'sql',
    full: { sql: 'select 1 as id from a join b using (id)', map: [] },
    incremental: { sql: '', map: [] },
  };
  it('that is costly is copied once for several tests', () =>
    expect(planned('view', { body: join, tests: 2 })).toMatchInlineSnapshot(`
    "create
    build    create or replace view "marts"."orders__alambic_next" as select 1 as id from a join b using (id)
    audit    orders__alambic_snapshot before_publish, a copy of orders__alambic_next
    publish  create or replace view "marts"."orders" as select 1 as id from a join b using (id)
    publish  drop view if exists "marts"."orders__alambic_next""
  `));
  it('that is costly is not copied for one test', () =>
    expect(planned('view', { body: join, tests: 1 })).not.toContain('snapshot'));
  it('that is cheap is not copied', () => expect(planned('view', { tests: 9 })).not.toContain('snapshot'));
});

describe('an incremental model', () => {
  const existing = standing('table');
  const uniqueKey = ['id', 'day'];
  it('is created', () =>
    expect(planned('incremental')).toMatchInlineSnapshot(`
    "create
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('is created with its keys checked', () =>
    expect(planned('incremental', { config: { uniqueKey } })).toMatchInlineSnapshot(`
    "create
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    build    check_keys {rows:{schema:marts,name:orders__alambic_next},of:orders,keys:[id,day]}
    audit    orders__alambic_next before_publish
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('appends', () =>
    expect(planned('incremental', { existing })).toMatchInlineSnapshot(`
    "append
    build    create or replace table "marts"."orders__alambic_delta" as select 2 as id  [counts]
    audit    orders in_transaction
    publish  upsert {from:{schema:marts,name:orders__alambic_delta},into:{schema:marts,name:orders},keys:[],strategy:append,onSchemaChange:ignore}
    cleanup  drop table if exists "marts"."orders__alambic_delta""
  `));
  it('deletes and inserts by key', () =>
    expect(planned('incremental', { existing, config: { uniqueKey } })).toMatchInlineSnapshot(`
    "delete+insert
    build    create or replace table "marts"."orders__alambic_delta" as select 2 as id  [counts]
    build    check_keys {rows:{schema:marts,name:orders__alambic_delta},of:orders,keys:[id,day]}
    audit    orders in_transaction
    publish  upsert {from:{schema:marts,name:orders__alambic_delta},into:{schema:marts,name:orders},keys:[id,day],strategy:delete+insert,onSchemaChange:ignore}
    cleanup  drop table if exists "marts"."orders__alambic_delta""
  `));
  it('merges', () =>
    expect(
      planned('incremental', { existing, config: { uniqueKey, incrementalStrategy: 'merge', onSchemaChange: 'fail' } }),
    ).toMatchInlineSnapshot(`
      "merge
      build    create or replace table "marts"."orders__alambic_delta" as select 2 as id  [counts]
      build    check_keys {rows:{schema:marts,name:orders__alambic_delta},of:orders,keys:[id,day]}
      audit    orders in_transaction
      publish  upsert {from:{schema:marts,name:orders__alambic_delta},into:{schema:marts,name:orders},keys:[id,day],strategy:merge,onSchemaChange:fail}
      cleanup  drop table if exists "marts"."orders__alambic_delta""
    `));
  it('appends in spite of a key', () =>
    expect(planned('incremental', { existing, config: { uniqueKey, incrementalStrategy: 'append' } }))
      .toMatchInlineSnapshot(`
    "append
    build    create or replace table "marts"."orders__alambic_delta" as select 2 as id  [counts]
    audit    orders in_transaction
    publish  upsert {from:{schema:marts,name:orders__alambic_delta},into:{schema:marts,name:orders},keys:[],strategy:append,onSchemaChange:ignore}
    cleanup  drop table if exists "marts"."orders__alambic_delta""
  `));
  it('is rebuilt on demand', () =>
    expect(planned('incremental', { existing, fullRefresh: true })).toMatchInlineSnapshot(`
    "full refresh
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  drop table if exists "marts"."orders"
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('takes the place of a view', () =>
    expect(planned('incremental', { existing: standing('view') })).toMatchInlineSnapshot(`
    "full refresh
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  drop view if exists "marts"."orders"
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
  it('is made of TypeScript', () =>
    expect(planned('incremental', { existing, body: typeScript })).toMatchInlineSnapshot(`
      "append
      build    create or replace table "marts"."orders__alambic_delta" ("id" bigint)
      build    transform {model:orders,into:{schema:marts,name:orders__alambic_delta},inputs:[{name:raw,select:select * from main.raw where id > 7}],batchSize:500}
      audit    orders in_transaction
      publish  upsert {from:{schema:marts,name:orders__alambic_delta},into:{schema:marts,name:orders},keys:[],strategy:append,onSchemaChange:ignore}
      cleanup  drop table if exists "marts"."orders__alambic_delta""
    `));

  it.each([
    [undefined, true, 'full refresh'],
    [false, true, 'append'],
    [true, false, 'full refresh'],
  ] as const)('with full_refresh %s in its config and %s on the command line is done by %s', (own, asked, strategy) => {
    const config = own === undefined ? {} : { fullRefresh: own };
    expect(planned('incremental', { existing, fullRefresh: asked, config }).split('\n')[0]).toBe(strategy);
  });
});

describe('an external model', () => {
  it('is exported, then a view', () =>
    expect(planned('external', { existing: standing('view') })).toMatchInlineSnapshot(`
    "export
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  export {dataset:processed/orders,from:{schema:marts,name:orders__alambic_next},view:{schema:marts,name:orders}}
    cleanup  drop table if exists "marts"."orders__alambic_next""
  `));
  it('takes the place of a table', () =>
    expect(planned('external', { existing: standing('table'), config: { zone: 'curated', alias: 'all_orders' } }))
      .toMatchInlineSnapshot(`
    "export
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  drop table if exists "marts"."orders"
    publish  export {dataset:curated/all_orders,from:{schema:marts,name:orders__alambic_next},view:{schema:marts,name:orders}}
    cleanup  drop table if exists "marts"."orders__alambic_next""
  `));
});

describe('a projection', () => {
  const projection = { store: 'serving', collection: 'orders', key: ['id'], indexes: [] };
  it('is published, then kept', () =>
    expect(planned('projection', { config: { projection }, existing: standing('table') })).toMatchInlineSnapshot(`
    "publish
    build    create or replace table "marts"."orders__alambic_next" as select 1 as id  [counts]
    audit    orders__alambic_next before_publish
    publish  publish_documents {from:{schema:marts,name:orders__alambic_next},into:{schema:marts,name:orders},projection:{store:serving,collection:orders,key:[id],indexes:[]}}
    publish  drop table if exists "marts"."orders"
    publish  alter table "marts"."orders__alambic_next" rename to "orders""
  `));
});

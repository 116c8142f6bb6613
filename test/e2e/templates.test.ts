import { afterEach, describe, expect, it } from 'vitest';
import { AlambicError } from '../../src/engine/diagnostics/diagnostic.ts';
import { codesOf, resultOf, smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const refusal = async (work: Promise<unknown>): Promise<readonly string[]> => {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof AlambicError)) throw new Error('it was not refused');
  return error.diagnostics.map((each) => each.code);
};

describe('macros', () => {
  it('of SQL and of TypeScript are part of the SQL, nested and in tests too', async () => {
    project = smallProject({
      'macros/tidy.sql': '{{macro "tidy" "expression" max="3"}}\nsubstr(trim({{expression}}), 1, {{max}})\n',
      'macros/loud.sql': '{{macro "loud" "expression"}}\nupper({{tidy expression max=5}})\n',
      'macros/money.ts':
        'export const cents = (expression: string, rate = 100): string => `(${expression} * ${rate})`;\n',
      'models/a.sql': `{{config materialized="table"}}\nselect {{tidy "'  abcdef '"}} as short, {{loud "' abcdef '"}} as loud, {{cents "2"}} as cents, {{cents "2" 10}} as dimes\n`,
      'tests/cents.sql': 'select * from {{ref "a"}} where cents <> {{cents "2"}}\n',
    });
    expect(statuses(await project.build())).toEqual({ cents: 'pass', a: 'success' });
    expect(await project.query('select * from main.a')).toEqual([['abc', 'ABCDE', 200, 20]]);
  });

  it('lead errors of the warehouse back to the macro and to the call', async () => {
    project = smallProject({
      'macros/tidy.sql': '{{macro "tidy" "expression"}}\ntrim({{expression}}) || no_such_function(1)\n',
      'models/a.sql': 'select 1 as n,\n  {{tidy "\'x\'"}} as tidied\n',
    });
    const [diagnostic] = resultOf(await project.build(), 'a').diagnostics;
    expect(diagnostic).toMatchObject({
      code: 'E0404',
      location: { file: 'macros/tidy.sql' },
      via: [{ file: 'models/a.sql', start: 17 }],
    });
  });
});

describe('variables', () => {
  it('come from the command line, then from alambic.yml, then from the default', async () => {
    project = smallProject({
      'models/a.sql':
        '{{config materialized="table"}}\nselect {{var "x" 1}} as x, {{var "y" 2}} as y, {{var "z" 3}} as z\n',
    });
    project.write({
      'alambic.yml':
        'version: 1\nname: v\ntargets: {local: {warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}}}\nvars: {x: 10, y: 20}\n',
    });
    await project.build({ vars: { x: 100 } });
    expect(await project.query('select * from main.a')).toEqual([[100, 20, 3]]);
  });

  it('that are not defined, and environment variables that are not set, are refused before anything is changed', async () => {
    project = smallProject({
      'models/a.sql': 'select {{var "nope"}} as n\n',
      'models/b.sql': 'select {{env_var "NOT_SET"}} as n\n',
    });
    expect(await refusal(project.build())).toEqual(['E0213', 'E0214']);
    expect(await project.relations()).toEqual([]);
  });

  it('of the environment are read as they are given, false and empty values included', async () => {
    project = smallProject({
      'models/a.sql': `{{config materialized="table"}}\nselect '{{env_var "NAME"}}' as name, '{{env_var "EMPTY" "default"}}' as empty, {{#if (var "flag")}}1{{else}}0{{/if}} as flag\n`,
    });
    await project.build({ environment: { NAME: "d''Artagnan", EMPTY: '' }, vars: { flag: false } });
    expect(await project.query('select * from main.a')).toEqual([["d'Artagnan", '', 0]]);
  });
});

describe('TypeScript models', () => {
  const model = (more: string): string => `import { defineModel, ref } from 'alambic';
export default defineModel({
  inputs: { orders: ref('orders'), names: ref('names') },
  columns: { id: { type: 'bigint' }, name: { type: 'varchar' }, names: { type: 'integer' }, place: { type: 'bigint' } },
  batchSize: 100,
  ${more}
  transform(batch, context) {
    const names = new Map(batch.names.map((row) => [row.id, row.name]));
    return batch.orders.map((row, index) => ({ id: row.id, name: names.get(row.name_id) ?? null, names: batch.names.length, place: context.offset + index }));
  },
});
`;
  const files = (rows: number, more: string): Readonly<Record<string, string>> => ({
    'seeds/names.csv': 'id,name\n0,zoe\n1,yann\n',
    'models/orders.sql': `select i as id, i % 3 as name_id from range(${rows}) t(i)\n`,
    'models/named.ts': model(more),
    'models/counted.sql':
      '{{config materialized="table"}}\nselect name, count(*) as n from {{ref "named"}} group by all\n',
  });

  it.each(['table', 'external'])(
    'give rows in order, the first input in batches and the second whole: %s',
    async (materialized) => {
      project = smallProject(files(1000, `materialized: '${materialized}',`));
      const results = await project.build();
      expect(statuses(results)).toEqual({ names: 'success', orders: 'success', named: 'success', counted: 'success' });
      if (materialized === 'table') expect(resultOf(results, 'named').rows).toBe(1000);
      expect(
        await project.query(
          'select count(*), min(names), max(names), count(*) filter (id = place), count(name) from main.named',
        ),
      ).toEqual([[1000, 2, 2, 1000, 667]]);
      expect(await project.query('select * from main.counted order by name nulls last')).toEqual([['yann', 333], ['zoe', 334], [null, 333]]); // prettier-ignore
    },
  );

  it('read only what their filter lets through on later runs', async () => {
    project = smallProject(
      files(
        3,
        "materialized: 'incremental', uniqueKey: 'id', incrementalFilter: 'id > (select max(id) from {{this}})',",
      ),
    );
    await project.build();
    project.write({ 'models/orders.sql': 'select i as id, 1 as name_id from range(5) t(i)\n' });
    const second = await project.build();
    expect(resultOf(second, 'named')).toMatchObject({ status: 'success', rows: 2 });
    expect(await project.query('select id, name, place from main.named order by id')).toEqual([[0, 'zoe', 0], [1, 'yann', 1], [2, null, 2], [3, 'yann', 0], [4, 'yann', 1]]); // prettier-ignore
    expect(statuses(await project.build())).toMatchObject({ named: 'unchanged' });
  });

  it('that fail leave what was published and skip their children', async () => {
    project = smallProject(files(3, "materialized: 'table',"));
    await project.build();
    project.write({
      'models/named.ts': model("materialized: 'table',").replace(
        'const names =',
        "if (batch.orders.length > 0) throw new Error('no');\n    const names =",
      ),
    });
    const results = await project.build();
    expect(statuses(results)).toMatchObject({ named: 'error', counted: 'skipped' });
    expect(codesOf(results, 'named')).toEqual(['E0506']);
    expect(await project.query('select count(*) from main.named')).toEqual([[3]]);
    expect(await project.relations('main')).toEqual(['main.counted table', 'main.named table', 'main.orders view']);
  });

  it('are tables where nothing is said, and refused in a folder of views', async () => {
    project = smallProject(files(3, ''));
    await project.build();
    expect(await project.relations('main')).toContain('main.named table');
    project.remove();
    project = smallProject({
      ...files(3, ''),
      'alambic.yml':
        'version: 1\nname: v\ntargets: {local: {warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}}}\nmodels: {materialized: view}\n',
    });
    expect(await refusal(project.build({ select: ['names'] }))).toEqual(['E0602']);
  });

  it('cannot be views', async () => {
    project = smallProject(files(3, "materialized: 'view' as 'table',"));
    expect(await refusal(project.build())).toEqual(['E0212']);
  });
});

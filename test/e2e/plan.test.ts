import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/adapters/warehouses/duckdb/open-duckdb.ts';
import type { Step } from '../../src/engine/plan/plan.ts';
import { smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const start = (): SmallProject =>
  smallProject({
    'seeds/raw.csv': 'id,amount\n1,10\n2,20\n',
    'models/stg.sql': 'select * from {{ref "raw"}}\n',
    'models/stg.yml': 'version: 1\nmodels:\n  - {name: stg, columns: [{name: id, data_tests: [unique, not_null]}]}\n',
    'models/grown.sql': '{{config materialized="incremental" unique_key="id"}}\nselect * from {{ref "stg"}}\n',
    'models/total.sql': '{{config materialized="table"}}\nselect sum(amount) as total from {{ref "grown"}}\n',
    'tests/positive.sql': 'select * from {{ref "total"}} where total < 0\n',
  });

/** The steps of a plan that are nodes, and all tests in them. */
const promised = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => [
    ...(step.audit?.tests ?? []).map((test) => test.name),
    ...(step.kind === 'test' ? [] : [step.name]),
  ]);

describe('a plan', () => {
  it('names exactly the nodes and tests that the run then reports', async () => {
    project = start();
    for (const options of [
      {},
      {},
      { fullRefresh: true },
      { select: ['stg+'] },
      { select: ['total'], exclude: ['positive'] },
    ]) {
      const planned = await project.plan(options);
      const results = await project.build(options);
      expect(promised(planned.steps).toSorted()).toEqual(results.results.map((each) => each.name).toSorted());
    }
  });

  it('leads to the same warehouse when its SQL is executed by hand', async () => {
    project = start();
    await project.build();
    project.write({ 'models/stg.sql': 'select id, amount + 1 as amount from {{ref "raw"}}\n' });
    const planned = await project.plan({ select: ['stg', 'total'] });
    const warehouse = await openDuckDb({ path: join(project.projectDir, '.alambic', 'warehouse.duckdb') });
    const session = await warehouse.session();
    for (const step of planned.steps) {
      for (const operation of [...step.build, ...step.publish, ...step.cleanup]) {
        expect(operation.op).toBe('sql');
        if (operation.op === 'sql') await session.execute(operation.sql);
      }
    }
    await warehouse.close();
    expect(await project.query('select sum(amount)::int from main.stg')).toEqual([[32]]);
    expect(await project.relations()).toEqual([
      'main.grown table',
      'main.stg view',
      'main.total table',
      'seeds.raw table',
    ]);
  });

  it('says what is done this time, by what stands in the warehouse', async () => {
    project = start();
    const strategies = async (options = {}): Promise<unknown> =>
      Object.fromEntries((await project.plan(options)).steps.map((step) => [step.name, step.strategy]));
    expect(await strategies()).toEqual({ raw: 'create', stg: 'create', grown: 'create', total: 'create' });
    await project.build();
    expect(await strategies()).toEqual({ raw: 'replace', stg: 'replace', grown: 'delete+insert', total: 'replace' });
    expect(await strategies({ fullRefresh: true })).toEqual({
      raw: 'replace',
      stg: 'replace',
      grown: 'full refresh',
      total: 'replace',
    });
  });

  it('changes nothing, is the same twice, and can be written as JSON', async () => {
    project = start();
    const first = await project.plan({ now: () => new Date(0) });
    expect(await project.plan({ now: () => new Date(0) })).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(await project.relations('main', 'seeds', '_alambic')).toEqual([]);
    expect(existsSync(join(project.projectDir, '.alambic', 'lake', '_alambic'))).toBe(false);
  });
});

describe('a second run', () => {
  it('gives the results of the first one', async () => {
    project = start();
    const contents = (): Promise<unknown> =>
      Promise.all(
        ['seeds.raw', 'main.stg', 'main.grown', 'main.total'].map((name) =>
          project.query(`select * from ${name} order by all`),
        ),
      );
    const first = statuses(await project.build());
    const before = await contents();
    expect(statuses(await project.build())).toEqual(first);
    expect(await contents()).toEqual(before);
  });
});

describe('what a killed run left aside', () => {
  it('is removed by the next one, whatever it is', async () => {
    project = start();
    await project.build();
    await project.query('create table main.grown__alambic_next as select 1 as n');
    await project.query('create table main.grown__alambic_delta as select 1 as n');
    await project.query('create view main.stg__alambic_next as select 1 as n');
    await project.query('create table main.gone__alambic_snapshot as select 1 as n');
    await project.query('create table main.mine as select 1 as n');
    expect((await project.build()).success).toBe(true);
    expect(await project.relations('main')).toEqual([
      'main.grown table',
      'main.mine table',
      'main.stg view',
      'main.total table',
    ]);
  });

  it('of another type does not stand in the way', async () => {
    project = start();
    await project.build();
    await project.query('create view main.total__alambic_next as select 1 as n');
    await project.query('create table main.stg__alambic_next as select 1 as n');
    expect((await project.build()).success).toBe(true);
  });
});

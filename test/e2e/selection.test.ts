import { afterEach, describe, expect, it } from 'vitest';
import { AlambicError } from '../../src/engine/diagnostics/diagnostic.ts';
import { smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const start = (): SmallProject =>
  smallProject({
    'seeds/raw.csv': 'id\n1\n',
    'models/staging/stg.sql': '{{config tags="early"}}\nselect id from {{ref "raw"}}\n',
    'models/marts/one.sql': '{{config materialized="table" tags="mart"}}\nselect id from {{ref "stg"}}\n',
    'models/marts/two.sql': '{{config materialized="table" tags="mart"}}\nselect id from {{ref "stg"}}\n',
    'models/marts/one.yml': 'version: 1\nmodels:\n  - name: one\n    columns: [{name: id, data_tests: [not_null]}]\n',
  });
const built = async (options: Parameters<SmallProject['build']>[0]): Promise<readonly string[]> =>
  Object.keys(statuses(await project.build(options))).toSorted();

describe('a selection', () => {
  it.each([
    [['tag:mart'], undefined, ['not_null_one_id', 'one', 'two']],
    [['path:models/marts'], ['two'], ['not_null_one_id', 'one']],
    [['stg+'], ['tag:mart'], ['stg']],
    [['+one'], undefined, ['not_null_one_id', 'one', 'raw', 'stg']],
    [['tag:mart,+one'], undefined, ['not_null_one_id', 'one']],
    [undefined, ['raw', 'tag:mart'], ['stg']],
  ])('%s without %s builds exactly what it says', async (select, exclude, expected) => {
    project = start();
    await project.build();
    expect(await built({ select, exclude })).toEqual(expected);
  });

  it('that matches nothing builds nothing, succeeds and warns', async () => {
    project = start();
    const results = await project.build({ select: ['tag:nothing'] });
    expect(results.results).toEqual([]);
    expect(results.success).toBe(true);
    expect(results.diagnostics.map((each) => each.code)).toEqual(['E0307']);
  });

  it('keeps the order of what it leaves out: a view that is not built reads what is', async () => {
    project = smallProject({
      'models/a.sql':
        '{{config materialized="table"}}\nselect {{var "n" 1}} as n from (select count(*) from range(3000000))\n',
      'models/b.sql': 'select n from {{ref "a"}}\n',
      'models/c.sql': '{{config materialized="table"}}\nselect n from {{ref "b"}}\n',
    });
    await project.build();
    await project.build({ select: ['a', 'c'], vars: { n: 2 } });
    expect(await project.query('select n from main.c')).toEqual([[2]]);
  });
});

describe('disabled models', () => {
  it('are not built, with their tests', async () => {
    project = start();
    project.write({ 'models/marts/one.sql': '{{config enabled=false}}\nselect id from {{ref "stg"}}\n' });
    expect(await built({})).toEqual(['raw', 'stg', 'two']);
  });

  it('cannot be read, and nothing is changed then', async () => {
    project = start();
    project.write({ 'models/staging/stg.sql': '{{config enabled=false}}\nselect id from {{ref "raw"}}\n' });
    const refused = await project.build().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AlambicError);
    expect((refused as AlambicError).diagnostics.map((each) => each.code)).toEqual(['E0304', 'E0304']);
    expect((refused as AlambicError).message).toContain('disabled');
    expect(await project.relations()).toEqual([]);
  });
});

describe('fail-fast', () => {
  it('skips all that has not begun, related or not, and still tells what happened', async () => {
    project = smallProject({
      'models/a.sql': 'select nope\n',
      ...Object.fromEntries(['b', 'c', 'd'].map((name) => [`models/${name}.sql`, 'select 1 as n\n'])),
    });
    const results = await project.build({ failFast: true, threads: 1 });
    expect(statuses(results)).toEqual({ a: 'error', b: 'skipped', c: 'skipped', d: 'skipped' });
    expect(results.results.find((each) => each.name === 'b')).not.toHaveProperty('because');
    expect(results.success).toBe(false);
    expect(statuses(await project.build({ threads: 1 }))).toEqual({
      a: 'error',
      b: 'success',
      c: 'success',
      d: 'success',
    });
  });
});

describe('threads', () => {
  it('give the same warehouse, one or eight', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `m${at}`);
    const kinds = ['table', 'view', 'incremental', 'external'];
    const files = Object.fromEntries(
      names.map((name, at) => {
        const parents = at === 0 ? [] : [...new Set([at >> 1, at >> 2])].map((parent) => `m${parent}`);
        const from = parents.map((parent) => ` union all select n + 1 from {{ref "${parent}"}}`).join('');
        return [`models/${name}.sql`, `{{config materialized="${kinds[at % 4]}"}}\nselect ${at} as n${from}\n`];
      }),
    );
    const tests = `version: 1\nmodels:\n${names.map((name) => `  - {name: ${name}, columns: [{name: n, data_tests: [not_null]}]}\n`).join('')}`;
    const contents: unknown[] = [];
    for (const threads of [1, 8]) {
      project = smallProject({ ...files, 'models/tests.yml': tests });
      for (let times = 0; times < 3; times += 1)
        expect(
          (await project.build({ threads })).results.filter(
            (each) => each.status === 'error' || each.status === 'skipped',
          ),
        ).toEqual([]);
      const sums = names.map((name) => `select '${name}', count(*), sum(n)::int from main.${name}`);
      contents.push([await project.relations(), await project.query(sums.join(' union all '))]);
      if (threads === 1) project.remove();
    }
    expect(contents[1]).toEqual(contents[0]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { codesOf, resultOf, smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

/** Reads what the seed holds this time; the second column says whether the model took itself for incremental. */
const model = (config: string, columns = 'id, amount'): string =>
  `{{config materialized="incremental" ${config}}}\nselect ${columns}, {{#if (is_incremental)}}true{{else}}false{{/if}} as later from {{ref "raw"}}\n`;

const csv = (header: string, ...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

function start(config: string): SmallProject {
  return smallProject({ 'seeds/raw.csv': csv('id,amount', '1,10', '2,20'), 'models/orders.sql': model(config) });
}

const rows = (): ReturnType<SmallProject['query']> => project.query('select * from main.orders order by all');

describe('an incremental model over three runs', () => {
  it('appends where it has no key', async () => {
    project = start('');
    await project.build();
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false]]); // prettier-ignore
    project.write({ 'seeds/raw.csv': csv('id,amount', '2,21') });
    const second = await project.build();
    expect(resultOf(second, 'orders')).toMatchObject({ status: 'success', rows: 1 });
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false], [2, 21, true]]); // prettier-ignore
    await project.build();
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false], [2, 21, true], [2, 21, true]]); // prettier-ignore
  });

  it.each(['delete+insert', 'merge'])(
    'replaces rows by key with %s, and is the same after a second identical run',
    async (strategy) => {
      project = start(`unique_key="id" incremental_strategy="${strategy}"`);
      await project.build();
      project.write({ 'seeds/raw.csv': csv('id,amount', '2,21', '3,30') });
      const planned = await project.plan({ select: ['orders'] });
      expect(planned.steps[0]?.strategy).toBe(strategy);
      const second = await project.build();
      expect(resultOf(second, 'orders')).toMatchObject({ status: 'success', rows: 2 });
      const after = [[1, 10, false], [2, 21, true], [3, 30, true]]; // prettier-ignore
      expect(await rows()).toEqual(after);
      await project.build();
      expect(await rows()).toEqual(after);
      expect(await project.relations('main')).toEqual(['main.orders table']);
    },
  );

  it('takes delete+insert where only the key is given, and several columns for a key', async () => {
    project = start('unique_key="id,amount"');
    project.write({
      'models/orders.sql': model(''),
      'models/orders.yml': 'version: 1\nmodels:\n  - {name: orders, config: {unique_key: [id, amount]}}\n',
    });
    await project.build();
    project.write({ 'seeds/raw.csv': csv('id,amount', '2,20', '2,21') });
    expect((await project.plan({ select: ['orders'] })).steps[0]?.strategy).toBe('delete+insert');
    await project.build();
    expect(await rows()).toEqual([[1, 10, false], [2, 20, true], [2, 21, true]]); // prettier-ignore
  });

  it('says that nothing changed where no row came', async () => {
    project = start('unique_key="id"');
    await project.build();
    project.write({
      'models/orders.sql':
        model('unique_key="id"').replace('from', 'from (select * from').replace('}}\n', '}}\n').trimEnd() +
        ') where {{#if (is_incremental)}}false{{else}}true{{/if}}\n',
    });
    expect(statuses(await project.run('run'))).toEqual({ orders: 'unchanged' });
    expect(await rows()).toHaveLength(2);
  });
});

describe('is_incremental', () => {
  it('is false on a full refresh, which keeps no earlier row', async () => {
    project = start('unique_key="id"');
    await project.build();
    project.write({ 'seeds/raw.csv': csv('id,amount', '3,30') });
    await project.build({ fullRefresh: true });
    expect(await rows()).toEqual([[3, 30, false]]);
  });

  it('is true where the model says full_refresh: false, whatever the command line says', async () => {
    project = start('unique_key="id" full_refresh=false');
    await project.build();
    project.write({ 'seeds/raw.csv': csv('id,amount', '3,30') });
    await project.build({ fullRefresh: true });
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false], [3, 30, true]]); // prettier-ignore
  });

  it('is always false where the model says full_refresh: true', async () => {
    project = start('full_refresh=true');
    await project.build();
    await project.build();
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false]]); // prettier-ignore
  });

  it('is false where a view stands in the place of the table', async () => {
    project = start('unique_key="id"');
    project.write({ 'models/orders.sql': 'select id, amount, null::boolean as later from {{ref "raw"}}\n' });
    await project.build();
    expect(await project.relations('main')).toEqual(['main.orders view']);
    project.write({ 'models/orders.sql': model('unique_key="id"') });
    await project.build();
    expect(await project.relations('main')).toEqual(['main.orders table']);
    expect(await rows()).toEqual([[1, 10, false], [2, 20, false]]); // prettier-ignore
  });

  it('reads what stood there before through this', async () => {
    project = start('');
    project.write({
      'models/orders.sql':
        '{{config materialized="incremental"}}\nselect id, amount from {{ref "raw"}}\n{{#if (is_incremental)}}where id > (select max(id) from {{this}}){{/if}}\n',
    });
    await project.build();
    project.write({ 'seeds/raw.csv': csv('id,amount', '1,10', '2,99', '3,30') });
    await project.build();
    expect(await rows()).toEqual([[1, 10], [2, 20], [3, 30]]); // prettier-ignore
  });
});

describe('a schema that changed', () => {
  const wider = (onSchemaChange: string): string =>
    model(`unique_key="id" ${onSchemaChange}`, "id, amount, 'x' as note");
  const narrower = (onSchemaChange: string): string => model(`unique_key="id" ${onSchemaChange}`, 'id');
  const change = async (text: string): Promise<readonly [string, string | undefined]> => {
    project.write({ 'seeds/raw.csv': csv('id,amount', '2,21', '3,30'), 'models/orders.sql': text });
    const result = resultOf(await project.build(), 'orders');
    return [result.status, result.diagnostics[0]?.code];
  };
  const columns = (): ReturnType<SmallProject['query']> =>
    project.query("select column_name from duckdb_columns() where table_name = 'orders' order by column_index");
  const original = [[1, 10, false], [2, 20, false]]; // prettier-ignore

  it.each(['', 'on_schema_change="ignore"'])('is ignored where columns are new: %s', async (config) => {
    project = start('unique_key="id"');
    await project.build();
    expect(await change(wider(config))).toEqual(['success', undefined]);
    expect(await rows()).toEqual([[1, 10, false], [2, 21, true], [3, 30, true]]); // prettier-ignore
  });

  it('is refused by ignore where columns are gone', async () => {
    project = start('unique_key="id"');
    await project.build();
    expect(await change(narrower(''))).toEqual(['error', 'E0604']);
    expect(await rows()).toEqual(original);
  });

  it.each([wider, narrower])('is refused by fail', async (changed) => {
    project = start('unique_key="id"');
    await project.build();
    expect(await change(changed('on_schema_change="fail"'))).toEqual(['error', 'E0604']);
    expect(await rows()).toEqual(original);
  });

  it.each(['append_new_columns', 'sync_all_columns'])(
    'adds columns with %s, without filling old rows in',
    async (mode) => {
      project = start('unique_key="id"');
      await project.build();
      expect(await change(wider(`on_schema_change="${mode}"`))).toEqual(['success', undefined]);
      expect(await columns()).toEqual([['id'], ['amount'], ['later'], ['note']]);
      expect(await rows()).toEqual([[1, 10, false, null], [2, 21, true, 'x'], [3, 30, true, 'x']]); // prettier-ignore
    },
  );

  it('leaves removed columns null with append_new_columns', async () => {
    project = start('unique_key="id"');
    await project.build();
    expect(await change(narrower('on_schema_change="append_new_columns"'))).toEqual(['success', undefined]);
    expect(await rows()).toEqual([[1, 10, false], [2, null, true], [3, null, true]]); // prettier-ignore
  });

  it('drops removed columns with sync_all_columns', async () => {
    project = start('unique_key="id"');
    await project.build();
    expect(await change(narrower('on_schema_change="sync_all_columns"'))).toEqual(['success', undefined]);
    expect(await columns()).toEqual([['id'], ['later']]);
    expect(await rows()).toEqual([[1, false], [2, true], [3, true]]); // prettier-ignore
  });

  it('is no change where only the order of columns or the case of their names differs', async () => {
    project = start('unique_key="id"');
    await project.build();
    project.write({
      'models/orders.sql':
        '{{config materialized="incremental" unique_key="id" on_schema_change="fail"}}\nselect true as LATER, amount, id from {{ref "raw"}}\n',
    });
    expect(statuses(await project.build())).toMatchObject({ orders: 'success' });
    expect(await rows()).toEqual([[1, 10, true], [2, 20, true]]); // prettier-ignore
  });

  it('is undone where a test then fails', async () => {
    project = start('unique_key="id"');
    await project.build();
    project.write({
      'models/orders.yml':
        'version: 1\nmodels:\n  - name: orders\n    columns: [{name: amount, data_tests: [{accepted_range: {max: 20}}]}]\n',
    });
    expect(await change(wider('on_schema_change="sync_all_columns"'))).toEqual(['fail', undefined]);
    expect(await columns()).toEqual([['id'], ['amount'], ['later']]);
    expect(await rows()).toEqual(original);
  });
});

describe('keys that do not identify a row', () => {
  it.each([
    ['a repeated key', ['2,21', '2,22']],
    ['a missing key', ['3,30', ',40']],
  ])('are refused: %s', async (_, incoming) => {
    for (const strategy of ['delete+insert', 'merge']) {
      project = start(`unique_key="id" incremental_strategy="${strategy}"`);
      await project.build();
      project.write({ 'seeds/raw.csv': csv('id,amount', ...incoming) });
      const results = await project.build();
      expect(codesOf(results, 'orders')).toEqual(['E0712']);
      expect(resultOf(results, 'orders').diagnostics[0]?.location?.file).toBe('models/orders.sql');
      expect(await rows()).toEqual([[1, 10, false], [2, 20, false]]); // prettier-ignore
      expect(await project.relations('main')).toEqual(['main.orders table']);
      if (strategy !== 'merge') project.remove();
    }
  });

  it('are refused by the first build too', async () => {
    project = start('unique_key="id"');
    project.write({ 'seeds/raw.csv': csv('id,amount', '2,21', '2,22') });
    expect(codesOf(await project.build(), 'orders')).toEqual(['E0712']);
    expect(await project.relations('main')).toEqual([]);
  });

  it('may be repeated where rows are only appended', async () => {
    project = start('unique_key="id" incremental_strategy="append"');
    project.write({ 'seeds/raw.csv': csv('id,amount', '2,21', '2,22') });
    await project.build();
    await project.build();
    expect(await rows()).toHaveLength(4);
  });

  it('name the column where there is none of that name', async () => {
    project = start('unique_key="order_id"');
    const [diagnostic] = resultOf(await project.build(), 'orders').diagnostics;
    expect(diagnostic).toMatchObject({ code: 'E0402', location: { file: 'models/orders.sql' } });
    expect(diagnostic?.message).toContain('order_id');
  });
});

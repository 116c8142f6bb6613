import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse, WarehouseSession } from '../adapters/warehouse.ts';
import { openDuckDb } from '../adapters/warehouses/duckdb/open-duckdb.ts';
import type { DataTest, DataTestSettings } from '../parse/project.ts';
import { compileDataTest } from './compile-data-test.ts';
import { kindFixtures } from './fixtures/all.ts';
import type { KindCase } from './fixtures/kind-fixture.ts';
import { dataTestKinds } from './registry.ts';

const now = '2026-03-02T12:00:00.000Z';
const schemas = new Ajv2020({ allErrors: true, allowUnionTypes: true });
let warehouse: Warehouse;
let session: WarehouseSession;

beforeAll(async () => {
  warehouse = await openDuckDb({ path: ':memory:' });
  session = await warehouse.session();
  // Far from UTC and off the hour: whatever depends on the session's zone shows.
  await session.execute("set timezone='Asia/Kathmandu'");
});
afterAll(async () => {
  await session.close();
  await warehouse.close();
});

it('every kind has its fixture', () => {
  expect(Object.keys(kindFixtures)).toEqual([...dataTestKinds.keys()]);
});

describe.each(Object.entries(kindFixtures))('%s', (name, fixture) => {
  const kind = dataTestKinds.get(name)!;
  const compile = (given: KindCase): ReturnType<typeof compileDataTest> =>
    compileDataTest({
      test: dataTestOf(name, given),
      kind,
      dialect: warehouse.dialect,
      relation: warehouse.dialect.relation({ schema: 'main', name: 'tested' }),
      relationOf: (_kind, relation) => warehouse.dialect.relation({ schema: 'main', name: relation }),
      now,
    });

  it('makes this SQL', () => {
    const statements = compile(fixture.cases[0]);
    expect(`\n${statements.failingRows}`).toBe(fixture.sql);
    if (fixture.failuresSql !== undefined) expect(`\n${statements.failures}`).toBe(fixture.failuresSql);
  });

  it.each(fixture.cases)('$title', async (given) => {
    const tables = { tested: given.tested, ...fixture.others };
    for (const [table, select] of Object.entries(tables)) {
      await session.execute(warehouse.dialect.createTableAs({ schema: 'main', name: table }, select));
    }
    const { failures, failingRows } = compile(given);
    const counted = await session.query(failures);
    expect(counted.rows).toEqual([[given.failures]]);
    const found = await session.query(failingRows);
    expect(sorted(found.rows)).toEqual(sorted(given.rows));
  });

  it('takes the arguments of its cases, and refuses others', () => {
    const validate = schemas.compile(kind.schema);
    const accepted = fixture.cases.map((given) => given.arguments ?? {});
    expect(accepted.filter((each) => !validate(each))).toEqual([]);
    expect(fixture.refused.filter((each) => validate(each))).toEqual([]);
    expect(kind.schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('names what it reads, whatever it is given', () => {
    const named = fixture.cases.flatMap((given) => kind.references(given.arguments ?? {}));
    const written = fixture.cases.flatMap(
      (given) => JSON.stringify(given.arguments ?? {}).match(/(ref|source)\(/g) ?? [],
    );
    expect(named).toHaveLength(written.length);
    expect(kind.references({ to: 5, compare_model: null })).toEqual([]);
  });
});

function dataTestOf(name: string, given: KindCase): DataTest {
  const settings: DataTestSettings = {
    severity: 'error',
    warnIf: '!= 0',
    errorIf: '!= 0',
    storeFailures: false,
    tags: [],
    enabled: true,
    ...given.settings,
  };
  return {
    kind: 'test',
    name: `${name}_tested`,
    test: name,
    attachedTo: { kind: 'model', name: 'tested' },
    ...(given.column === undefined ? {} : { column: given.column }),
    arguments: given.arguments ?? {},
    settings,
    references: [],
    path: 'models/models.yml',
    location: { file: 'models/models.yml' },
  };
}

function sorted(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

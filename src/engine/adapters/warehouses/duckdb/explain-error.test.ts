import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Warehouse, WarehouseFault, WarehouseSession } from '../../warehouse.ts';
import { explainError } from './explain-error.ts';
import { openDuckDb } from './open-duckdb.ts';

let warehouse: Warehouse;
let session: WarehouseSession;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckdb-errors-'));
  warehouse = await openDuckDb({ path: ':memory:', threads: 2 });
  session = await warehouse.session();
  await session.execute('create table orders (id integer primary key, email varchar not null, amount decimal(10,2))');
  await session.execute("insert into orders values (1, 'alice@example.org', 2)");
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true });
});

async function faultOf(work: Promise<unknown>): Promise<WarehouseFault> {
  const error = await work.then(() => undefined, (caught: unknown) => caught); // prettier-ignore
  if (error === undefined) throw new Error('nothing failed');
  return warehouse.explain(error);
}

/** The fault in one line, with the text that it points to between » «. */
async function shown(sql: string): Promise<string> {
  const { code, message, offset, length = 0, hint } = await faultOf(session.execute(sql));
  const place = offset === undefined ? '' : ` »${sql.slice(offset, offset + length)}«`;
  return `${code}${place} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

describe('a statement that DuckDB refuses', () => {
  test.each([
    ['select 1 frm x where', 'E0401 »x« syntax error at or near "x"'],
    ["select '", "E0401 »'« unterminated quoted string"],
    ['select', 'E0401 SELECT clause without selection list'],
    [
      'select emial from orders',
      'E0402 »emial« Referenced column "emial" not found in FROM clause (there are: "email")',
    ],
    [
      'select o.emial from orders o',
      'E0402 »o.emial« Table "o" does not have a column named "emial" (there are: "email", "id")',
    ],
    [
      'select v.emial from (select email from orders) v',
      'E0402 »v.emial« Table "v" does not have a column named "emial"',
    ],
    ['select id from orders a, orders b', 'E0402 »id« Ambiguous reference to column name "id" (use: "a.id" or "b.id")'],
    ['select x.id from orders', 'E0403 »x.id« Referenced table "x" not found (there are: "orders")'],
    ['select * from ordres', 'E0403 »ordres« Table with name ordres does not exist (did you mean "orders"?)'],
    [
      'select * from nos.x',
      'E0403 »nos.x« Table with name "nos.x" does not exist because schema "nos" does not exist.',
    ],
    [
      'select uper(email) from orders',
      'E0404 »uper« Scalar Function with name uper does not exist (did you mean "upper"?)',
    ],
    [
      'select * from nope_fn(1)',
      'E0404 »nope_fn« Table Function with name nope_fn does not exist (did you mean "parquet_scan"?)',
    ],
    [
      'select upper(1, 2)',
      'E0405 »upper« no function takes these types: upper(INTEGER, INTEGER) (there are: upper(VARCHAR) -> VARCHAR)',
    ],
    [
      'select count(*), id from orders',
      'E0405 »id« column "id" must appear in the GROUP BY clause or must be part of an aggregate function.',
    ],
    ['select (select unnest([1, 2]))', 'E0701 a scalar subquery returned more than one row'],
    ['insert into orders values (2, null, 0)', 'E0712 null in orders.email, which must not be null'],
    [
      "copy (select 1) to '/nowhere/x.parquet'",
      'E0701 Cannot open file "/nowhere/x.parquet": No such file or directory',
    ],
  ])('%s', async (sql, expected) => {
    expect(await shown(sql)).toBe(expected);
  });

  test('the place is right after any character, before and after parsing', async () => {
    const long = '1, '.repeat(300);
    expect(await shown(`select 'é🜚é',\n ${long} emial from orders`)).toContain('»emial«');
    expect(await shown(`select 'é🜚é',\n ${long} 2 frm frm`)).toContain('»frm«');
  });

  test('the place is the caller’s, not that of the statement around it', async () => {
    const sql = 'select id, nope from orders';
    const wrapped = [
      () => session.query(sql, 3),
      () => session.describe(sql),
      () => session.exportParquet(sql, join(folder, 'x.parquet')),
      () => session.stream(sql, 10)[Symbol.asyncIterator]().next(),
    ];
    for (const work of wrapped) expect(await faultOf(work())).toMatchObject({ code: 'E0402', offset: 11, length: 4 });
  });
});

describe('values stay out of messages', () => {
  const secret = 's3cr3t-42';
  test.each([
    [`select cast('${secret}' as integer)`, 'E0405 »cast« a value cannot be converted to INTEGER'],
    [
      `select cast('${secret}' || email as decimal(10,2)) from orders`,
      'E0405 »cast« a value cannot be converted to DECIMAL(10,2)',
    ],
    [
      `select cast(e as integer) from (select '${secret}' || random() as e)`,
      'E0405 »cast« a value of column "e" cannot be converted to INTEGER',
    ],
    [`select '${secret}'::date`, 'E0405 »::« a value cannot be converted to DATE'],
    [`select '${secret}'::timestamp`, 'E0405 »::« a value cannot be converted to TIMESTAMP'],
    [`select '${secret}'::uuid`, 'E0405 »::« a value cannot be converted to UUID or HUGEINT'],
    [`select '${secret}'::json`, 'E0405 »::« a value is not JSON'],
    [`select json_extract('{${secret}', '$.a')`, 'E0405 a value is not JSON'],
    [`select strptime('${secret}', '%Y')`, 'E0405 a text does not have the format that is asked for'],
    [
      `select error('${secret}')`,
      'E0701 a function refused its input (the message is not shown because it may quote a value)',
    ],
    [`select 4242424242424242::integer`, 'E0405 »::« a value is out of range for INTEGER'],
    [`select cast(4242424242.0 * 1e12 as decimal(10,2))`, 'E0405 »cast« a value cannot be converted to DECIMAL(10,2)'],
    [`select 42::tinyint * 42::tinyint`, 'E0405 overflow in multiplication of TINYINT'],
    [`insert into orders values (1, '${secret}', 42)`, 'E0712 duplicate key in column "id"'],
    [
      `select regexp_matches('a', '(${secret}')`,
      'E0701 a function refused its input (the message is not shown because it may quote a value)',
    ],
  ])('%s', async (sql, expected) => {
    const fault = await shown(sql);
    expect(fault).toBe(expected);
    expect(fault).not.toMatch(/s3cr3t|42/);
  });

  test('an error thrown by a session holds none either', async () => {
    const error = await session.execute(`select '${secret}'::date`).catch((caught: unknown) => caught);
    expect(
      `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack} ${String((error as Error).cause)}`,
    ).not.toContain(secret);
  });

  test.each([
    ['1,a\nsecret,b\n', 'line 2: column "a" is not of type integer'],
    ['1,a\n2,secret,c\n', 'line 2: 2 columns expected, 3 found'],
    ["1,a\nsecret to 'SECRET',b\n", 'line 2: column "a" is not of type integer'],
    ['1,a\n2,"secret\n', 'line 2: unterminated quote'],
  ])('a CSV file with %j names the line', async (text, expected) => {
    const path = join(folder, 'bad.csv');
    await writeFile(path, text);
    const columns = [{ name: 'a', type: 'integer' }, { name: 'b', type: 'varchar' }]; // prettier-ignore
    const fault = await faultOf(session.query(`select * from ${warehouse.dialect.readCsv(path, columns, ',')}`));
    expect(fault).toMatchObject({ code: 'E0706', message: `${expected} (${path})` });
  });
});

describe('what happens around a statement', () => {
  test('an interruption', async () => {
    const controller = new AbortController();
    const other = await openDuckDb({ path: ':memory:', signal: controller.signal });
    const running = faultOf(
      (await other.session()).query('select count(*) from range(1000000000) a, range(1000000) b'),
    );
    controller.abort();
    expect(await running).toMatchObject({ code: 'E0708', transient: false });
    expect((await (await other.session()).query('select 1')).rows).toEqual([[1]]);
    await other.close();
  });

  test('too little memory', async () => {
    const small = await openDuckDb({ path: ':memory:', memoryLimit: '2MB' });
    const fault = await faultOf((await small.session()).query('select count(distinct i) from range(10000000) t(i)'));
    expect(fault).toMatchObject({
      code: 'E0701',
      message: 'out of memory',
      hint: expect.stringContaining('memory_limit'),
    });
    await small.close();
  });

  test('two transactions that change one row', async () => {
    await session.execute('create or replace table counters as select 1 as id, 0 as n');
    const other = await warehouse.session();
    await session.execute('begin');
    await other.execute('begin');
    await session.execute('update counters set n = 1');
    expect(await faultOf(other.execute('update counters set n = 2'))).toMatchObject({ code: 'E0701', transient: true });
    await other.execute('rollback');
    await session.execute('rollback');
    await other.close();
  });

  test('a file that another process has open', async () => {
    const path = join(folder, 'held.duckdb');
    const held = await openDuckDb({ path });
    await (await held.session()).execute('create table t as select 1');
    const script = `const { DuckDBInstance } = require(${JSON.stringify(createRequire(import.meta.url).resolve('@duckdb/node-api'))});
      DuckDBInstance.create(${JSON.stringify(path)}).then(() => console.log('opened'), (error) => console.log(error.message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
    expect(explainError(new Error(stdout.trim()))).toMatchObject({
      code: 'E0711',
      transient: true,
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    await held.close();
  });

  test('a file that is no database', async () => {
    const path = join(folder, 'text.duckdb');
    await writeFile(path, 'not a database'.repeat(1000));
    expect(await faultOf(openDuckDb({ path }))).toMatchObject({
      code: 'E0701',
      hint: 'choose another path for the warehouse',
    });
    await rm(path);
    await (await openDuckDb({ path })).close();
  });

  test.each([
    ['{"exception_type":"IO","exception_message":"Could not write file \\"/x\\"","errno":"28"}', 'E0705'],
    ['IO Error: Could not write all bytes to file "/x": wanted=1 wrote=0: No space left on device', 'E0705'],
    ['Failed to append: Failed to commit: Could not write file "/x": No space left on device', 'E0705'],
    ['Failed to append: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key "42"', 'E0712'],
    ['Out of Memory Error: failed to offload data block of size 32 KiB (1 GiB/1 GiB used).', 'E0705'],
    ['something else entirely with a value 42', 'E0701'],
  ])('%s is %s', (message, code) => {
    const fault = explainError(new Error(message));
    expect(fault.code).toBe(code);
    expect(fault.message).not.toMatch(/42/);
  });

  test('an error of a connection that is not ours has a caret instead of an offset', () => {
    const sql = "select 'é',\n  nope from t";
    const text =
      'Binder Error: Referenced column "nope" not found in FROM clause!\n\nLINE 2:   nope from t\n          ^';
    expect(explainError(new Error(text), sql)).toMatchObject({ code: 'E0402', offset: sql.indexOf('nope'), length: 4 });
  });
});

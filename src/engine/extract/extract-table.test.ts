import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/servers/postgres.ts';
import { sourceTable, untreated } from '../../../test/servers/source-table.ts';
import { openLocalLake } from '../adapters/lakes/local/open-local-lake.ts';
import type { SourceConnection } from '../adapters/source.ts';
import { openPostgres } from '../adapters/sources/postgres/open-postgres.ts';
import type { Value, Warehouse } from '../adapters/warehouse.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { openDataset } from '../lake/open-dataset.ts';
import type { SourceTable } from '../parse/project.ts';
import { createKeyedHash } from '../treatments/keyed-hash.ts';
import { treatments } from '../treatments/registry.ts';
import { extractTable, type ExtractTableRequest } from './extract-table.ts';
import { openConverter } from './open-converter.ts';

let server: TestPostgres;
let source: SourceConnection;
let converter: Warehouse;
let root: string;
beforeAll(async () => {
  server = await startTestPostgres();
  source = await openPostgres({ url: server.url });
  converter = await openConverter();
});
afterAll(async () => {
  await converter.close();
  await source.close();
  await server.stop();
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alambic-extract-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const request = (table: SourceTable, more: Partial<ExtractTableRequest> = {}): ExtractTableRequest => ({
  table,
  columns: untreated(table),
  connection: source,
  dataset: openDataset(openLocalLake(join(root, 'lake')), `raw/shop/${table.table}`),
  converter,
  runId: 'run-1',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  ...more,
});
const faults = async (work: Promise<unknown>): Promise<readonly Diagnostic[]> => {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown); // prettier-ignore
  if (!(error instanceof AlambicError)) throw new Error('no diagnostic', { cause: error });
  return error.diagnostics;
};
const print = ({ code, message, hint }: Diagnostic): string =>
  `${code} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
async function rowsOf(table: string, load: string, select = '*'): Promise<readonly (readonly Value[])[]> {
  const session = await converter.session();
  const path = join(root, 'lake', 'raw', 'shop', table, load, 'part-00000.parquet');
  const { rows } = await session.query(`select ${select} from ${converter.dialect.readParquet([path])}`);
  await session.close();
  return rows;
}
async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

describe('extracting a table', () => {
  it('commits a load with its manifest', async () => {
    await server.query(`
      drop table if exists people; create table people (id int8, name text, note text, seen timestamptz);
      insert into people values (1, 'Zoé', null, '2026-01-01 12:00+02'), (2, E'"q", \\n', '', null)`);
    const declared = { id: 'bigint', name: 'varchar', note: 'varchar', seen: 'timestamp with time zone' };
    const table = sourceTable('people', declared, { mode: 'incremental', cursor: 'seen', primaryKey: ['id'] });
    const columns = untreated(table, { name: (value) => `p1_${value.length}` }).filter(({ name }) => name !== 'note');
    const outcome = await extractTable(request(table, { columns }));
    expect(outcome).toMatchObject({ rows: 2, unchanged: false });
    const { files, cursor, ...manifest } = outcome.manifest!;
    expect(manifest).toEqual({
      formatVersion: 1, dataset: 'raw/shop/people', load: '000001', committedAt: '2026-01-02T03:04:05.678Z', mode: 'full', rows: 2,
      schema: [{ name: 'id', type: 'bigint' }, { name: 'name', type: 'varchar' }, { name: 'seen', type: 'timestamp with time zone' }],
      primaryKey: ['id'], keyVersions: { pii: 1 }, treatments: { name: 'pseudonymise', note: 'drop' }, runId: 'run-1',
    }); // prettier-ignore
    expect(files[0]).toMatchObject({ name: 'part-00000.parquet', rows: 2 });
    expect(cursor).toMatchObject({ column: 'seen', value: '2026-01-01 10:00:00+00' });
    expect(await rowsOf('people', '000001', 'id, name, seen::varchar')).toEqual([[1, 'p1_3', '2026-01-01 10:00:00+00'], [2, 'p1_6', null]]); // prettier-ignore
    const { dataset } = request(table);
    expect(await dataset.loads()).toEqual([outcome.manifest]);
    await dataset.verify(outcome.manifest!);
    expect(await filesUnder(join(root, 'lake', '.scratch'))).toEqual([]);
  });

  it('adds what changed, and no load where nothing did', async () => {
    await server.query(
      `drop table if exists t; create table t (id int, at timestamp); insert into t values (1, '2026-01-01')`,
    );
    const table = sourceTable(
      't',
      { id: 'integer', at: 'timestamp' },
      { mode: 'incremental', cursor: 'at', primaryKey: ['id'] },
    );
    const first = await extractTable(request(table));
    expect(await extractTable(request(table, { since: first.manifest!.cursor }))).toEqual({ rows: 0, unchanged: true });
    await server.query(`insert into t values (2, '2026-01-02')`);
    const second = await extractTable(request(table, { since: first.manifest!.cursor }));
    expect(second).toMatchObject({
      rows: 1,
      unchanged: false,
      manifest: { load: '000002', mode: 'incremental', rows: 1 },
    });
    expect(await rowsOf('t', '000002', 'id')).toEqual([[2]]);
  });

  it('does not store the same full table twice, but stores a changed or differently treated one', async () => {
    await server.query(
      `drop table if exists t; create table t (id int, x text); insert into t select i, 'x' from generate_series(1, 1000) i`,
    );
    const table = sourceTable('t', { id: 'integer', x: 'varchar' });
    expect((await extractTable(request(table))).unchanged).toBe(false);
    expect(await extractTable(request(table))).toEqual({ rows: 1000, unchanged: true });
    expect(
      (await extractTable(request(table, { columns: untreated(table, { x: (value) => value }) }))).manifest!.load,
    ).toBe('000002');
    await server.query(`update t set x = 'y' where id = 500`);
    expect((await extractTable(request(table))).manifest!.load).toBe('000003');
  });

  it('stores an empty table', async () => {
    await server.query('drop table if exists t; create table t (id int, x text)');
    const outcome = await extractTable(request(sourceTable('t', { id: 'integer', x: 'varchar' })));
    expect(outcome).toMatchObject({ rows: 0, unchanged: false });
    expect(await rowsOf('t', '000001')).toEqual([]);
  });

  it('stores a table of one column with NULLs', async () => {
    await server.query(
      `drop table if exists t; create table t (x text); insert into t values (null), ('a'), (''), (null)`,
    );
    await extractTable(request(sourceTable('t', { x: 'varchar' })));
    expect(await rowsOf('t', '000001')).toEqual([[null], ['a'], [''], [null]]);
  });

  it('reports progress and can be followed from one effect to the next', async () => {
    await server.query(
      `drop table if exists t; create table t as select i as id, repeat('x', 50) as x from generate_series(1, 50000) i`,
    );
    const reported: number[] = [];
    const places: string[] = [];
    const table = sourceTable('t', { id: 'integer', x: 'varchar' });
    await extractTable(
      request(table, { onProgress: (rows) => reported.push(rows), checkpoint: (place) => void places.push(place) }),
    );
    expect(reported.length).toBeGreaterThan(1);
    expect(reported).toEqual(reported.toSorted((a, b) => a - b));
    expect(places).toEqual(['extract_converted', 'extract_stored', 'extract_committed']);
  });
});

describe('values', () => {
  const cases: readonly (readonly [type: string, declared: string, values: readonly string[], expected: readonly (string | null)[]])[] = [
    ['int8', 'bigint', ['9223372036854775807', '-9223372036854775808'], ['9223372036854775807', '-9223372036854775808']],
    ['oid', 'uinteger', ['4294967295'], ['4294967295']],
    ['float8', 'double', ['0.1', '1e308', 'NaN', 'Infinity', '-Infinity', '-0'], ['0.1', '1e+308', 'nan', 'inf', '-inf', '-0.0']],
    ['float4', 'float', ['0.1', '3.4028235e38'], ['0.1', '3.4028235e+38']],
    ['numeric(38,10)', 'decimal(38,10)', ['9999999999999999999999999999.9999999999'], ['9999999999999999999999999999.9999999999']],
    ['numeric', 'decimal(20,5)', ['1.23450', '-7', '12345678901234.5'], ['1.23450', '-7.00000', '12345678901234.50000']],
    ['numeric(60,2)', 'varchar', ['123456789012345678901234567890123456789012345678.25'], ['123456789012345678901234567890123456789012345678.25']],
    ['bool', 'boolean', ['t', 'f'], ['true', 'false']],
    ['text', 'varchar', ['', 'NULL', '\\N', '\\.', ' a ', '👍🏽 é', 'a\tb\r\nc'], ['', 'NULL', '\\N', '\\.', ' a ', '👍🏽 é', 'a\tb\r\nc']],
    ['char(4)', 'varchar', ['ab'], ['ab  ']],
    ['date', 'date', ['2024-02-29', 'infinity', '-infinity', '0044-03-15 BC', '12024-01-01'], ['2024-02-29', 'infinity', '-infinity', '0044-03-15 (BC)', '12024-01-01']],
    ['time', 'time', ['23:59:59.999999', '24:00:00'], ['23:59:59.999999', '24:00:00']],
    ['timetz', 'time with time zone', ['10:00:00.5+02:30'], ['07:30:00.5+00']],
    ['timestamp', 'timestamp', ['2024-02-29 12:00:00.123456', 'infinity', '0044-03-15 10:00:00 BC'], ['2024-02-29 12:00:00.123456', 'infinity', '0044-03-15 (BC) 10:00:00']],
    ['timestamptz', 'timestamp with time zone', ['2024-07-01 12:00:00.5+05:45', '-infinity', '0044-03-15 10:00:00+00 BC'], ['2024-07-01 06:15:00.5+00', '-infinity', '0044-03-15 (BC) 10:00:00+00']],
    ['date', 'timestamp', ['2024-02-29', '0044-03-15 BC'], ['2024-02-29 00:00:00', '0044-03-15 (BC) 00:00:00']],
    ['interval', 'varchar', ['1 year 2 mons -3 days 04:05:06.789', '-00:00:00.000001'], ['1 year 2 mons -3 days +04:05:06.789', '-00:00:00.000001']],
    ['uuid', 'uuid', ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'], ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']],
    ['jsonb', 'json', ['{"a": ["x\\ny", 1.50, null]}', 'null'], ['{"a": ["x\\ny", 1.50, null]}', 'null']],
    ['bytea', 'blob', ['\\x00ff2241', '\\x'], ['\\x00\\xFF\\x22A', '']],
    ['int4[]', 'integer[]', ['{1,NULL,3}', '{}'], ['[1, NULL, 3]', '[]']],
    ['int4[]', 'integer[][]', ['{{1,2},{3,4}}'], ['[[1, 2], [3, 4]]']],
    ['text[]', 'varchar[]', ['{"a,b","say \\"hi\\"","back\\\\slash",NULL,"NULL","",x}', '{}'], ['a,b¦say "hi"¦back\\slash¦∅¦NULL¦¦x', '']],
    ['timestamptz[]', 'timestamp with time zone[]', ['{2024-07-01 12:00:00+02}'], ["['2024-07-01 10:00:00+00']"]],
    ['int4range', 'varchar', ['[1,5)'], ['[1,5)']],
    ['inet', 'varchar', ['192.168.0.1/24'], ['192.168.0.1/24']],
  ]; // prettier-ignore

  it.each(cases)('of %s arrive exactly as %s', async (type, declared, values, expected) => {
    const literals = values.map((value, index) => `(${index}, '${value.replaceAll("'", "''")}'::${type})`);
    await server.query(
      `drop table if exists v; create table v (i int, x ${type}); insert into v values ${literals.join(', ')}, (99, null)`,
    );
    await extractTable(request(sourceTable('v', { i: 'integer', x: declared })));
    const text =
      declared === 'varchar[]'
        ? `list_aggregate(list_transform(x, lambda e: coalesce(e, '∅')), 'string_agg', '¦')`
        : 'x::varchar';
    const found = (
      await rowsOf('v', '000001', `i, case when x is null then null else coalesce(${text}, '') end`)
    ).toSorted((a, b) => Number(a[0]) - Number(b[0]));
    expect(found.map((row) => row[1])).toEqual([...expected, null]);
    const [stored] = (await rowsOf('v', '000001', 'any_value(typeof(x))'))[0]!;
    expect(String(stored).toLowerCase()).toBe(declared);
  });

  it.each([
    ['numeric', 'decimal(10,2)', '1.239'],
    ['numeric', 'decimal(10,2)', 'NaN'],
    ['numeric', 'decimal(4,2)', '12345.5'],
    ['int2', 'tinyint', '200'],
  ])('of %s that %s cannot hold fail the load, and are not shown', async (type, declared, value) => {
    await server.query(
      `drop table if exists v; create table v (i int, x ${type}); insert into v values (1, '${value}')`,
    );
    const [fault] = await faults(extractTable(request(sourceTable('v', { i: 'integer', x: declared }))));
    expect(fault).toMatchObject({
      code: 'E0704',
      message: `a value of column "x" of public.v does not fit ${declared}`,
      location: { file: 'sources.yml' },
    });
    expect(JSON.stringify(fault)).not.toContain(value);
    expect(await request(sourceTable('v', {})).dataset.loads()).toEqual([]);
  });
});

describe('a table that is not as declared', () => {
  it('is refused with every column that is missing or of another type', async () => {
    await server.query(`
      drop table if exists reviews, review_texts; create table review_texts (id int); create table reviews (review_id int8, rating text, body text, created_at timestamptz, extra text)`);
    const table = sourceTable('reviews', {
      reveiw_id: 'bigint',
      rating: 'smallint',
      body: 'varchar',
      created_at: 'timestamp',
      gone: 'date',
    });
    expect((await faults(extractTable(request(table)))).map(print).join('\n')).toMatchInlineSnapshot(`
      "E0704 column "reveiw_id" is missing from public.reviews | did you mean "review_id"?
      E0704 column "rating" of public.reviews is varchar, declared as smallint | declare it as varchar
      E0704 column "created_at" of public.reviews is timestamp with time zone, declared as timestamp | declare it as timestamp with time zone
      E0704 column "gone" is missing from public.reviews | take it out of sources.yml, or put it back into the table"
    `);
    expect(
      (await faults(extractTable(request(sourceTable('review', { id: 'integer' }))))).map(print).join('\n'),
    ).toMatchInlineSnapshot(`"E0909 there is no table public.review in connection "shop" | did you mean "reviews"?"`);
  });

  it('is fine with columns that nobody declared', async () => {
    await server.query(`drop table if exists t; create table t (id int, hidden text); insert into t values (1, 'h')`);
    expect((await extractTable(request(sourceTable('t', { id: 'integer' })))).rows).toBe(1);
  });

  it('is refused where no column of it would leave the source', async () => {
    await server.query('drop table if exists t; create table t (id int)');
    expect((await faults(extractTable(request(sourceTable('t', { id: 'integer' }), { columns: [] }))))[0]!.code).toBe(
      'E0504',
    );
  });
});

describe('clear values', () => {
  const mark = 'MARK-7f3a';
  const key = createKeyedHash({ name: 'pii', version: 3, secret: 'a secret of the tests' });

  /** Every byte of every file, while the load is under way at each of its stages and after it. */
  it('never stand on the disk, at no stage', async () => {
    await server.query(`
      drop table if exists marked; create table marked (id int, email text, body text, phone text, born date, zip text);
      insert into marked select i, '${mark}.' || i || '@example.com', 'write to ${mark}.' || i || '@example.com ' || repeat('x', i % 50), '${mark}' || i, '1980-01-01', '${mark}'
      from generate_series(1, 30000) i`);
    const table = sourceTable('marked', {
      id: 'integer',
      email: 'varchar',
      body: 'varchar',
      phone: 'varchar',
      born: 'date',
      zip: 'varchar',
    });
    const apply = (name: string, options = {}): ((value: string) => string | null) =>
      treatments.get(name)!.prepare({ type: 'varchar', options }, key);
    const columns = untreated(table, {
      email: apply('pseudonymise'),
      body: apply('redact'),
      zip: apply('generalise', { to: 'prefix', length: 1 }),
    }).filter(({ name }) => name !== 'phone');
    const seen: string[] = [];
    const search = async (place: string): Promise<void> => {
      for (const file of await filesUnder(root)) {
        // Reading a pipe would take its bytes away from the converter.
        if (file.endsWith('rows.csv') && place === 'streaming') continue;
        const bytes = await readFile(file).catch(() => Buffer.alloc(0));
        expect(bytes.includes(mark), `${place}: ${file}`).toBe(false);
        seen.push(place);
      }
    };
    await extractTable(request(table, { columns, checkpoint: search }));
    await search('done');
    expect(new Set(seen)).toEqual(new Set(['extract_converted', 'extract_stored', 'extract_committed', 'done']));
    const [row] = await rowsOf('marked', '000001', 'email, body, zip');
    expect(row).toEqual([`p3_${key.hmac(`${mark}.1@example.com`)}`, 'write to [email] x', 'M']);
  });
});

describe('what goes wrong on the way', () => {
  const broken = sourceTable('broken', { i: 'bigint', x: 'integer' });
  beforeAll(() =>
    server.query(
      `create view broken as select generate_series(1, 300000)::int8 as i, 1 as x union all select 1, 1 / (random() * 0)::int`,
    ),
  );

  it('leaves nothing that a reader sees, and nothing on the way, when the source fails', async () => {
    const [fault] = await faults(extractTable(request(broken)));
    expect(fault!.message).toContain('SQLSTATE 22012');
    expect(await filesUnder(root)).toEqual([]);
    expect(await request(broken).dataset.loads()).toEqual([]);
  });

  it('ends both sides when the conversion fails early in a long table', async () => {
    await server.query(
      `create view overflow as select generate_series(1, 3000000)::int8 as i, case when random() < 2 then 300 end::int2 as x`,
    );
    const [fault] = await faults(extractTable(request(sourceTable('overflow', { i: 'bigint', x: 'tinyint' }))));
    expect(fault!.code).toBe('E0704');
    const active = `select count(*)::int as n from pg_stat_activity where query like 'copy%' and state = 'active'`;
    await expect.poll(async () => (await server.query<{ n: number }>(active))[0]!.n).toBe(0);
  });

  it('is interrupted cleanly', async () => {
    await server.query(`create view endless as select generate_series(1, 100000000)::int8 as i`);
    const controller = new AbortController();
    const work = extractTable(
      request(sourceTable('endless', { i: 'bigint' }), {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      }),
    );
    expect((await faults(work))[0]!.code).toBe('E0708');
    expect(await filesUnder(root)).toEqual([]);
  });

  it.each(['extract_converted', 'extract_stored'])(
    'is cleared by the next extraction when it stops at %s',
    async (place) => {
      await server.query(`drop table if exists t; create table t (id int); insert into t values (1)`);
      const table = sourceTable('t', { id: 'integer' });
      // As a killed process leaves it: the folder on the way, and perhaps a file without a manifest.
      await mkdir(join(root, 'lake', '.scratch', 'extract', 'raw%2Fshop%2Ft'), { recursive: true });
      await writeFile(join(root, 'lake', '.scratch', 'extract', 'raw%2Fshop%2Ft', 'rows.csv'), 'left');
      const stop = new Error('stopped');
      const checkpoint = (at: string): void => {
        if (at === place) throw stop;
      };
      await expect(extractTable(request(table, { checkpoint }))).rejects.toBe(stop);
      expect(await request(table).dataset.loads()).toEqual([]);
      expect((await extractTable(request(table))).manifest!.load).toBe('000001');
      expect((await filesUnder(join(root, 'lake'))).map((file) => file.slice(root.length)).sort()).toEqual([
        '/lake/raw/shop/t/000001/manifest.json',
        '/lake/raw/shop/t/000001/part-00000.parquet',
      ]);
    },
  );

  it('is no trouble for several tables at once', async () => {
    await server.query(
      `create table many as select i as id, md5(i::text) as x from generate_series(1, 20000) i; create view many_2 as select * from many; create view many_3 as select * from many`,
    );
    const outcomes = await Promise.all(
      ['many', 'many_2', 'many_3', 'many', 'many_2']
        .slice(0, 3)
        .map((name) => extractTable(request(sourceTable(name, { id: 'integer', x: 'varchar' })))),
    );
    expect(outcomes.map(({ rows }) => rows)).toEqual([20000, 20000, 20000]);
  });
});

describe('a process that is killed', () => {
  it('at any moment leaves only whole loads, and the next one ends as if nothing had been', async () => {
    await server.query(`create table victims as select i as id, md5(i::text) as x from generate_series(1, 200000) i`);
    const at = (path: string): string => JSON.stringify(join(import.meta.dirname, path));
    const script = `
      const { extractTable } = await import(${at('extract-table.ts')});
      const { openDataset } = await import(${at('../lake/open-dataset.ts')});
      const { openLocalLake } = await import(${at('../adapters/lakes/local/open-local-lake.ts')});
      const { openPostgres } = await import(${at('../adapters/sources/postgres/open-postgres.ts')});
      const { sourceTable, untreated } = await import(${at('../../../test/servers/source-table.ts')});
      const table = sourceTable('victims', { id: 'integer', x: 'varchar' });
      const place = process.env.PLACE;
      const die = (at) => at === place && process.kill(process.pid, 'SIGKILL');
      await extractTable({
        table, columns: untreated(table), connection: await openPostgres({ url: process.env.URL }), runId: 'killed', now: () => new Date(),
        dataset: openDataset(openLocalLake(process.env.LAKE), 'raw/shop/victims'), checkpoint: die, onProgress: () => die('streaming'),
      });`;
    const table = sourceTable('victims', { id: 'integer', x: 'varchar' });
    const committed: number[] = [];
    for (const place of ['streaming', 'extract_converted', 'extract_stored', 'extract_committed']) {
      const env = { ...process.env, PLACE: place, URL: server.url, LAKE: join(root, 'lake') };
      const signal = await new Promise((resolve) =>
        spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
          env,
          stdio: 'ignore',
        }).once('exit', (_code, by) => resolve(by)),
      );
      expect(signal).toBe('SIGKILL');
      committed.push((await request(table).dataset.loads()).length);
    }
    expect(committed).toEqual([0, 0, 0, 1]);
    expect(await extractTable(request(table))).toEqual({ rows: 200_000, unchanged: true });
    const files = (await filesUnder(join(root, 'lake'))).map((file) => file.slice(root.length)).sort();
    expect(files).toEqual([
      '/lake/raw/shop/victims/000001/manifest.json',
      '/lake/raw/shop/victims/000001/part-00000.parquet',
    ]);
  });
});

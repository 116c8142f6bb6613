import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyProxy } from '../../../../../test/harness/faulty-proxy.ts';
import { sourceTable, untreated } from '../../../../../test/servers/source-table.ts';
import { startTestPostgres, type TestPostgres } from '../../../../../test/servers/postgres.ts';
import { AlambicError, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ExtractionStream, SourceConnection } from '../../source.ts';
import type { PostgresSettings } from './connection-settings.ts';
import { explainPostgresError } from './explain-postgres-error.ts';
import { openPostgres } from './open-postgres.ts';

let server: TestPostgres;
let source: SourceConnection;
beforeAll(async () => {
  server = await startTestPostgres();
  source = await openPostgres({ url: server.url });
});
afterAll(async () => {
  await source.close();
  await server.stop();
});

const undertaking = { label: 'here', user: 'me', database: 'shop' };
const fault = async (work: Promise<unknown>): Promise<Diagnostic> => {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown); // prettier-ignore
  if (!(error instanceof AlambicError)) throw new Error('no diagnostic', { cause: error });
  return error.diagnostics[0]!;
};
const read = async (stream: ExtractionStream): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.csv) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};
const parts = (): { host: string; port: number; user: string; password: string; database: string } => {
  const { username, password, port } = new URL(server.url);
  return {
    host: '127.0.0.1',
    port: Number(port),
    user: username,
    password: decodeURIComponent(password),
    database: 'postgres',
  };
};

describe('connecting', () => {
  it.each<[string, () => PostgresSettings, string]>([
    [
      'a port that nobody listens on',
      () => ({ ...parts(), port: 1 }),
      'E0901 PostgreSQL at 127.0.0.1:1/postgres refused the connection',
    ],
    [
      'a wrong password',
      () => ({ ...parts(), password: 'not the s3cret' }),
      'E0902 PostgreSQL at 127.0.0.1:PORT/postgres refused user "alambic"',
    ],
    [
      'no password',
      () => ({ ...parts(), password: undefined }),
      'E0902 PostgreSQL at 127.0.0.1:PORT/postgres refused user "alambic"',
    ],
    [
      'an unknown user',
      () => ({ ...parts(), user: 'nobody' }),
      'E0902 PostgreSQL at 127.0.0.1:PORT/postgres refused user "nobody"',
    ],
    [
      'an unknown database',
      () => ({ ...parts(), database: 'shpo' }),
      'E0904 there is no database "shpo" at 127.0.0.1:PORT/shpo',
    ],
    [
      'an unknown host',
      () => ({ ...parts(), host: 'no.such.host.invalid' }),
      'E0903 the host of PostgreSQL at no.such.host.invalid:PORT/postgres was not found',
    ],
    [
      'TLS that the server has not',
      () => ({ ...parts(), ssl: true }),
      'E0907 TLS with PostgreSQL at 127.0.0.1:PORT/postgres failed',
    ],
    [
      'TLS by the url',
      () => ({ url: `${server.url}?sslmode=verify-full` }),
      'E0907 TLS with PostgreSQL at 127.0.0.1:PORT/postgres failed',
    ],
    [
      'a certificate that is not there',
      () => ({ ...parts(), ssl: true, ssl_ca: '/nowhere.pem' }),
      'E0907 the file of "ssl_ca" cannot be read',
    ],
    [
      'a url that is none',
      () => ({ url: 'postgres://user:s3cret@host:notaport/x' }),
      'E0202 the url of a postgres connection cannot be read',
    ],
    [
      'another protocol',
      () => ({ url: 'mysql://user:s3cret@host/x' }),
      'E0202 the url of a postgres connection cannot be read',
    ],
    [
      'a port that is no number',
      () => ({ ...parts(), port: 's3cret' }),
      'E0202 "port" of a postgres connection must be a whole number',
    ],
  ])('explains %s, without the password', async (_name, settings, expected) => {
    const diagnostic = await fault(openPostgres(settings()));
    expect(`${diagnostic.code} ${diagnostic.message}`.replace(`:${server.port}`, ':PORT')).toBe(expected);
    const said = JSON.stringify(diagnostic);
    expect(said).not.toContain('s3cret');
    expect(said).not.toContain(parts().password);
  });

  it('tells what can pass from what cannot', () => {
    const code = (known: string): string => {
      const explained = explainPostgresError(Object.assign(new Error('x'), { code: known }), undertaking);
      return (explained as AlambicError).diagnostics[0]!.code;
    };
    const passing = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', '57P03', '53300', '57P01', '40001'];
    expect([...new Set(passing.map(code))].toSorted()).toEqual(['E0901', 'E0906']);
    const lasting = ['28P01', '3D000', 'ENOTFOUND', '42501', '42P01', '57014', 'CERT_HAS_EXPIRED'];
    expect(lasting.map(code).filter((each) => ['E0901', 'E0906'].includes(each))).toEqual([]);
    const both = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]);
    expect((explainPostgresError(both, undertaking) as AlambicError).diagnostics[0]!.code).toBe('E0901');
    const bug = new Error('a bug');
    expect(explainPostgresError(bug, undertaking)).toBe(bug);
  });
});

describe('inspecting', () => {
  it('gives the columns with types in DuckDB’s spelling', async () => {
    await server.query(`
      create domain price as numeric(10,2); create domain dear as price; create type mood as enum ('good', 'bad');
      create table typed (a int2, b int4, c int8, d float4, e float8, f numeric(12,4), g numeric, h numeric(40,2), i numeric(5,-2), j bool,
        k text, l varchar(10), m char(3), n date, o time, p timetz, q timestamp, r timestamptz, s varchar, t uuid, u json, v jsonb,
        w bytea, x dear, y mood, z inet, aa int4[], bb text[], cc timestamptz[], dd numeric(4,1)[], ee mood[], ff numeric(2,5), gg int4range, gone int);
      alter table typed drop column gone`);
    const columns = await source.inspect(sourceTable('typed', {}));
    expect(columns!.map(({ name, type }) => `${name} ${type}`).join(', ')).toMatchInlineSnapshot(
      `"a smallint, b integer, c bigint, d float, e double, f decimal(12,4), g decimal, h varchar, i decimal(7,0), j boolean, k varchar, l varchar, m varchar, n date, o time, p time with time zone, q timestamp, r timestamp with time zone, s varchar, t uuid, u json, v json, w blob, x decimal(10,2), y varchar, z varchar, aa integer[], bb varchar[], cc timestamp with time zone[], dd decimal(4,1)[], ee varchar[], ff decimal(5,5), gg varchar"`,
    );
  });

  it('finds views, partitioned tables and quoted names, but no index', async () => {
    await server.query(`
      create view "A ""view""" as select 1 as "Odd ""name"""; create table parts (i int) partition by range (i);
      create table parts_1 partition of parts for values from (1) to (2); create table plain (i int primary key)`);
    expect(await source.inspect(sourceTable('A "view"', {}))).toEqual([{ name: 'Odd "name"', type: 'integer' }]);
    expect(await source.inspect(sourceTable('parts', {}))).toEqual([{ name: 'i', type: 'integer' }]);
    expect(await source.inspect(sourceTable('plain_pkey', {}))).toBeUndefined();
    expect(await source.inspect(sourceTable('Plain', {}))).toBeUndefined();
    expect(await source.tables('public')).toEqual(expect.arrayContaining(['A "view"', 'parts', 'plain']));
    expect(await source.tables('public')).not.toContain('parts_1');
  });
});

describe('reading', () => {
  const table = sourceTable('people', { id: 'integer', name: 'varchar', note: 'varchar' });
  beforeAll(() =>
    server.query(`
      create table people (id int, name text, note text, hidden text);
      insert into people values (1, 'Zoé', null, 'h'), (2, 'a "b", c', E'two\\nlines', 'h'), (3, '', '', 'h');
      create role reader login password 'reader'; grant select (id, name, note) on people to reader`),
  );

  it('treats columns on their way, keeps NULL and the empty string apart, and counts', async () => {
    const stream = await source.extract({ table, columns: untreated(table, { name: (value) => `<${value}>` }) });
    expect(await read(stream)).toBe('1,<Zoé>,\n2,"<a ""b"", c>","two\nlines"\n3,<>,""\n');
    expect(stream.result()).toEqual({ rows: 3 });
  });

  it('asks the server for nothing but the columns that leave it', async () => {
    const { port } = parts();
    const reader = await openPostgres({
      host: '127.0.0.1',
      port,
      user: 'reader',
      password: 'reader',
      database: 'postgres',
    });
    const stream = await reader.extract({ table, columns: untreated(table) });
    expect((await read(stream)).split('\n')).toHaveLength(5);
    const hidden = sourceTable('people', { hidden: 'varchar' });
    const diagnostic = await fault(reader.extract({ table: hidden, columns: untreated(hidden) }).then(read));
    expect(diagnostic).toMatchObject({
      code: 'E0908',
      message: expect.stringContaining('user "reader" may not read public.people') as string,
    });
    await reader.close();
  });

  it('says which table or column is gone', async () => {
    const gone = sourceTable('gone', { id: 'integer' });
    expect(await fault(source.extract({ table: gone, columns: untreated(gone) }))).toMatchObject({ code: 'E0909' });
    const other = sourceTable('people', { nickname: 'varchar' });
    expect((await fault(source.extract({ table: other, columns: untreated(other) }))).message).toBe(
      'column "nickname" is missing from public.people',
    );
  });

  it('never repeats a value that the server complains about', async () => {
    await server.query(`create view broken as select id, (name || 's3cret')::int as number from people`);
    const broken = sourceTable('broken', { id: 'integer', number: 'integer' });
    const diagnostic = await fault(source.extract({ table: broken, columns: untreated(broken) }).then(read));
    expect(`${diagnostic.code} ${diagnostic.message}`.replace(String(server.port), 'PORT')).toBe(
      'E0701 reading public.broken from PostgreSQL at 127.0.0.1:PORT/postgres failed with SQLSTATE 22P02',
    );
    expect(JSON.stringify(diagnostic)).not.toContain('s3cret');
  });
});

describe('what goes wrong on the way', () => {
  const endless = sourceTable('endless', { i: 'bigint', text: 'varchar' });
  beforeAll(() =>
    server.query(`create view endless as select generate_series(1, 100000000)::int8 as i, repeat('x', 1000) as text`),
  );

  const firstChunk = async (stream: ExtractionStream): Promise<AsyncIterator<Uint8Array>> => {
    const iterator = stream.csv[Symbol.asyncIterator]();
    expect((await iterator.next()).done).toBe(false);
    return iterator;
  };
  const rest = async (iterator: AsyncIterator<Uint8Array>): Promise<void> => {
    while ((await iterator.next()).done !== true);
  };
  const readers = async (): Promise<number> =>
    (
      await server.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where query like 'copy%' and state = 'active'`,
      )
    )[0]!.n;

  it('is a lost connection where the server ends it', async () => {
    const iterator = await firstChunk(await source.extract({ table: endless, columns: untreated(endless) }));
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy%' and pid <> pg_backend_pid()`,
    );
    expect(await fault(rest(iterator))).toMatchObject({ code: 'E0906' });
  });

  it('is a lost connection where the network breaks', async () => {
    const proxy = await startFaultyProxy(server.port);
    const far = await openPostgres({ ...parts(), port: proxy.port });
    const iterator = await firstChunk(await far.extract({ table: endless, columns: untreated(endless) }));
    proxy.cut();
    expect(await fault(rest(iterator))).toMatchObject({ code: 'E0906' });
    await far.close();
    await proxy.close();
  });

  it('is a lost connection where the network breaks before anybody reads', async () => {
    const proxy = await startFaultyProxy(server.port);
    const far = await openPostgres({ ...parts(), port: proxy.port });
    const stream = await far.extract({ table: endless, columns: untreated(endless) });
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await fault(read(stream))).toMatchObject({ code: 'E0906' });
    await far.close();
    await proxy.close();
  });

  it('is an interruption where the run is given up, wherever it waits for the server', async () => {
    const proxy = await startFaultyProxy(server.port);
    const controller = new AbortController();
    const far = await openPostgres({ ...parts(), port: proxy.port }, controller.signal);
    proxy.hang();
    const waiting = fault(far.inspect(endless));
    controller.abort();
    expect(await waiting).toMatchObject({ code: 'E0708' });
    await far.close();
    await proxy.close();
  });

  it('is a passed deadline where the server says nothing more, at the start and amid rows', async () => {
    const proxy = await startFaultyProxy(server.port);
    const patient = { ...parts(), port: proxy.port, connect_timeout: 5, idle_timeout: 0.3 };
    const far = await openPostgres(patient);
    const iterator = await firstChunk(await far.extract({ table: endless, columns: untreated(endless) }));
    proxy.hang();
    const deadline = { code: 'E0710', message: expect.stringContaining('idle_timeout') as string };
    expect(await fault(rest(iterator))).toMatchObject(deadline);
    expect(await fault(openPostgres({ ...patient, connect_timeout: 0.2 }))).toMatchObject({ code: 'E0901' });
    await far.close();
    await proxy.pass();
    const other = await openPostgres(patient);
    proxy.hang();
    expect(await fault(other.inspect(endless))).toMatchObject(deadline);
    await other.close();
    await proxy.close();
  });

  it('takes a reader that is slow for no silence of the server', async () => {
    const quick = await openPostgres({ ...parts(), idle_timeout: 0.6 });
    const iterator = await firstChunk(await quick.extract({ table: endless, columns: untreated(endless) }));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (let chunks = 0; chunks < 200; chunks += 1) expect((await iterator.next()).done).toBe(false);
    await iterator.return!();
    await quick.close();
  });

  it('is a passed deadline where the server takes too long', async () => {
    const hasty = await openPostgres({ ...parts(), statement_timeout: 0.05 });
    const stream = await hasty.extract({ table: endless, columns: untreated(endless) });
    expect(await fault(read(stream))).toMatchObject({ code: 'E0710' });
    await hasty.close();
  });

  it('is an interruption where the caller gives up, before or amid', async () => {
    const controller = new AbortController();
    const request = { table: endless, columns: untreated(endless), signal: controller.signal };
    const iterator = await firstChunk(await source.extract(request));
    controller.abort();
    expect(await fault(rest(iterator))).toMatchObject({ code: 'E0708' });
    expect(await fault(source.extract(request).then(read))).toMatchObject({ code: 'E0708' });
  });

  it('leaves no statement running on the server when a reader stops, or the source is closed', async () => {
    const other = await openPostgres({ url: server.url });
    const iterator = await firstChunk(await other.extract({ table: endless, columns: untreated(endless) }));
    await iterator.return!();
    await other.extract({ table: endless, columns: untreated(endless) });
    await other.close();
    await expect.poll(readers, { timeout: 10_000 }).toBe(0);
  });
});

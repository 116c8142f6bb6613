import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../../../test/servers/postgres.ts';
import { sourceTable, untreated } from '../../../../../test/servers/source-table.ts';
import type { ExtractionRequest, ExtractionStream, SourceConnection } from '../../source.ts';
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

const columns = { id: 'integer', value: 'varchar', changed: 'timestamp' };
const items = sourceTable('items', columns, { mode: 'incremental', cursor: 'changed', primaryKey: ['id'] });
type Cursor = ExtractionRequest['since'];

/** The rows of one load, by primary key, and the cursor for the next. */
async function load(since?: Cursor, table = items): Promise<{ rows: Map<string, string>; cursor: Cursor }> {
  const stream = await source.extract({ table, columns: untreated(table), since });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.csv) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
  expect(stream.result().rows).toBe(lines.length);
  return { rows: new Map(lines.map((line) => [line.split(',', 1)[0]!, line])), cursor: stream.result().cursor };
}

/** Reads a stream to its end. */
const drain = async (stream: ExtractionStream): Promise<ExtractionStream> => {
  const iterator = stream.csv[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
  return stream;
};
const ids = ({ rows }: { rows: Map<string, string> }): readonly number[] =>
  [...rows.keys()].map(Number).sort((a, b) => a - b);

describe('an incremental load', () => {
  beforeEach(async () => {
    await server.query(`
      drop table if exists items cascade; create table items (id int primary key, value text, changed timestamp);
      insert into items select i, 'first', timestamp '2026-01-01' + i * interval '1 hour' from generate_series(1, 10) i`);
  });

  it('reads nothing where nothing happened', async () => {
    const first = await load();
    expect(ids(first)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const second = await load(first.cursor);
    expect(ids(second)).toEqual([]);
    expect(ids(await load(second.cursor))).toEqual([]);
  });

  it('reads what was written since, whatever its cursor says', async () => {
    const { cursor } = await load();
    await server.query(`
      insert into items values (11, 'later', '2026-02-01'), (12, 'earlier', '2020-01-01'), (13, 'never', null), (14, 'same', '2026-01-01 10:00');
      update items set value = 'unnoticed' where id = 3`);
    expect(ids(await load(cursor))).toEqual([3, 11, 12, 13, 14]);
  });

  it('reads what was committed late by a transaction that had begun before the last load', async () => {
    const slow = await server.connect();
    await slow.query('begin');
    await slow.query(`insert into items values (11, 'slow', '2026-01-01 00:30')`);
    await slow.query(`savepoint s; insert into items values (12, 'in a savepoint', '2026-01-01 00:30'); release s`);
    await server.query(`insert into items values (13, 'quick', '2026-03-01')`);
    const first = await load();
    expect(ids(first)).not.toContain(11);
    await slow.query('commit');
    await slow.end();
    const second = await load(first.cursor);
    expect(ids(second)).toEqual(expect.arrayContaining([11, 12]));
    expect(ids(await load(second.cursor))).toEqual([]);
  });

  it('does not see what is committed while it reads, and the next one does', async () => {
    const stream = await source.extract({ table: items, columns: untreated(items) });
    await server.query(
      `insert into items values (11, 'meanwhile', '2026-01-01 10:00'); update items set value = 'meanwhile' where id = 10`,
    );
    let text = '';
    for await (const chunk of stream.csv) text += Buffer.from(chunk).toString();
    expect(text).not.toContain('meanwhile');
    expect(ids(await load(stream.result().cursor))).toEqual([10, 11]);
  });

  it('reads an empty table, then its first rows', async () => {
    await server.query('truncate items');
    const first = await load();
    expect([first.rows.size, first.cursor!['value']]).toEqual([0, null]);
    expect(ids(await load(first.cursor))).toEqual([]);
    await server.query(`insert into items values (1, 'new', null)`);
    expect(ids(await load(first.cursor))).toEqual([1]);
  });

  it('reads all of a table that took the place of another one', async () => {
    await server.query(
      `create table next (like items including all); insert into next select id + 100, 'old transaction', '2020-01-01' from items`,
    );
    const { cursor } = await load();
    await server.query(
      'begin; alter table items rename to before; alter table next rename to items; drop table before; commit',
    );
    expect(ids(await load(cursor))).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
  });

  it('reads all of a partition that was attached, and only what changed of the others', async () => {
    await server.query(`
      drop table items; create table items (id int, value text, changed timestamp) partition by range (id);
      create table items_1 partition of items for values from (1) to (10); create table items_2 (like items);
      insert into items values (1, 'a', '2026-01-01'), (2, 'b', '2026-01-02'); insert into items_2 values (10, 'c', '2020-01-01')`);
    const { cursor } = await load();
    await server.query(
      `alter table items attach partition items_2 for values from (10) to (20); update items set value = 'x' where id = 1`,
    );
    expect(ids(await load(cursor))).toEqual([1, 10]);
    await server.query('drop table items');
  });

  it.each<[string, Record<string, string | null>]>([
    ['another server', { system: '1' }],
    ['a server that was restored', { timeline: '7' }],
    ['a time further back than transaction ids can tell', { snapshot_xmin: '-3000000000' }],
    ['a later time than the server’s', { snapshot_xmin: '4000000000' }],
    ['another cursor', { column: 'id' }],
    ['another kind of source', { kind: 'mysql' }],
  ])('reads everything where the last load was of %s', async (_name, difference) => {
    const { cursor } = await load();
    expect((await load({ ...cursor, ...difference })).rows.size).toBe(10);
  });

  it('compares a cursor of text as it is', async () => {
    const table = sourceTable('items', columns, { mode: 'incremental', cursor: 'value', primaryKey: ['id'] });
    await server.query(`update items set value = E'it\\'s \\\\ "odd"' where id = 1`);
    const first = await load(undefined, table);
    expect(first.cursor!['value']).toBe('it\'s \\ "odd"');
    expect(ids(await load(first.cursor, table))).toEqual([]);
  });

  it('goes by the cursor alone in a view, from the last value on', async () => {
    await server.query('create view seen as select * from items');
    const seen = sourceTable('seen', columns, { mode: 'incremental', cursor: 'changed', primaryKey: ['id'] });
    const first = await load(undefined, seen);
    await server.query(
      `insert into items values (11, 'same', '2026-01-01 10:00'), (12, 'none', null), (13, 'later', '2026-01-02')`,
    );
    expect(ids(await load(first.cursor, seen))).toEqual([10, 11, 12, 13]);
  });

  it('goes by the cursor alone where the user may not know the server’s identity', async () => {
    await server.query(`
      revoke execute on function pg_control_system() from public; drop role if exists clerk; create role clerk login password 'clerk';
      grant select on items to clerk; alter function pg_control_system() owner to current_user`);
    const url = new URL(server.url);
    [url.username, url.password] = ['clerk', 'clerk'];
    const clerk = await openPostgres({ url: url.href });
    const stream = await drain(await clerk.extract({ table: items, columns: untreated(items) }));
    expect(stream.result().cursor).toMatchObject({ system: null, value: '2026-01-01 10:00:00' });
    const again = await drain(
      await clerk.extract({ table: items, columns: untreated(items), since: stream.result().cursor }),
    );
    expect(again.result().rows).toBe(1);
    await clerk.close();
    await server.query('drop owned by clerk; drop role clerk; grant execute on function pg_control_system() to public');
  });

  it('lets an ordinary user know the server’s identity', async () => {
    await server.query(
      `drop role if exists plain; create role plain login password 'plain'; grant select on items to plain`,
    );
    const url = new URL(server.url);
    [url.username, url.password] = ['plain', 'plain'];
    const plain = await openPostgres({ url: url.href });
    const stream = await drain(await plain.extract({ table: items, columns: untreated(items) }));
    expect(stream.result().cursor!['system']).toMatch(/^\d+$/);
    await plain.close();
  });
});

describe('many incremental loads among writers', () => {
  const opened: Client[] = [];
  const connect = async (): Promise<Client> => {
    const client = await server.connect();
    opened.push(client);
    return client;
  };
  // A transaction that a failed test left open would hold up the next one.
  afterEach(() => Promise.all(opened.splice(0).map((client) => client.end())));

  /** The rows as a reader of the table sees them now. */
  const committed = async (): Promise<Map<string, string>> => (await load()).rows;

  it('add up to the table after each, in whatever order transactions end', async () => {
    await server.query(
      'drop table if exists items cascade; create table items (id int primary key, value text, changed timestamp)',
    );
    const random = randomOf(20_260_101);
    const writers = await Promise.all(
      Array.from({ length: 4 }, async () => ({ client: await connect(), open: false })),
    );
    const merged = new Map<string, string>();
    let cursor: Cursor;
    let loads = 0;
    let reread = 0;
    for (let step = 0; step < 400; step += 1) {
      const writer = writers[random(4)]!;
      const action = random(10);
      if (action < 6) {
        if (!writer.open) await writer.client.query('begin');
        writer.open = true;
        await write(writer.client, writers.indexOf(writer), step, random);
      } else if (action < 8 && writer.open) {
        await writer.client.query(random(5) === 0 ? 'rollback' : 'commit');
        writer.open = false;
      } else if (action >= 8) {
        const next = await load(cursor);
        for (const [id, line] of next.rows) {
          if (merged.get(id) === line) reread += 1;
          merged.set(id, line);
        }
        cursor = next.cursor;
        loads += 1;
        expect(merged).toEqual(await committed());
      }
    }
    for (const { client, open } of writers) if (open) await client.query('commit');
    for (const [id, line] of (await load(cursor)).rows) merged.set(id, line);
    expect(merged).toEqual(await committed());
    expect(loads).toBeGreaterThan(30);
    expect(reread).toBeGreaterThan(0);
  });

  it('add up to the table when writers never wait for a load', async () => {
    await server.query(
      'drop table if exists items cascade; create table items (id int primary key, value text, changed timestamp)',
    );
    const stopped = { yet: false };
    const work = Array.from({ length: 3 }, async (_, index) => {
      const random = randomOf(index + 1);
      const client = await connect();
      for (let step = 0; !stopped.yet; step += 1) {
        await client.query('begin');
        for (let each = random(4); each >= 0; each -= 1) await write(client, index, step, random);
        await client.query(random(6) === 0 ? 'rollback' : 'commit');
      }
    });
    const merged = new Map<string, string>();
    let cursor: Cursor;
    const apply = async (): Promise<void> => {
      const next = await load(cursor);
      for (const [id, line] of next.rows) merged.set(id, line);
      cursor = next.cursor;
    };
    for (let round = 0; round < 40; round += 1) await apply();
    stopped.yet = true;
    await Promise.all(work);
    await apply();
    expect(merged.size).toBeGreaterThan(50);
    expect(merged).toEqual(await committed());
  });
});

/** Inserts or updates rows of one writer; cursors are shared, old, or missing as often as not. */
async function write(client: Client, writer: number, step: number, random: (below: number) => number): Promise<void> {
  const id = random(60) * 4 + writer;
  const changed = [
    'null',
    `timestamp '2026-01-01'`,
    `timestamp '2026-01-01' + ${step} * interval '1 minute'`,
    `timestamp '2026-01-01' + ${random(400)} * interval '1 minute'`,
  ][random(4)]!;
  await client.query(
    `insert into items values (${id}, 'step ${step}', ${changed}) on conflict (id) do update set value = excluded.value${random(3) === 0 ? '' : ', changed = excluded.changed'}`,
  );
}

/** The same numbers each time (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

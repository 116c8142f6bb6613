// Extraction with treatments out of an embedded PostgreSQL: rows a second, and the memory of this process.
// Usage: npx tsx bench/extraction.ts [rows, 5000000] [--unique]
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../services/postgres/start-embedded-postgres.ts';
import { openLocalLake } from '../src/engine/adapters/lakes/local/open-local-lake.ts';
import { openPostgres } from '../src/engine/adapters/sources/postgres/open-postgres.ts';
import { extractTable } from '../src/engine/extract/extract-table.ts';
import { openDataset } from '../src/engine/lake/open-dataset.ts';
import type { SourceTable } from '../src/engine/parse/project.ts';
import { createKeyedHash } from '../src/engine/treatments/keyed-hash.ts';
import { treatments } from '../src/engine/treatments/registry.ts';

const total = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 5_000_000);
/** Each value of the hashed column once; otherwise each about 50 times, as buyers of orders come. */
const unique = process.argv.includes('--unique');

const types = {
  order_id: 'bigint', buyer_email: 'varchar', product_id: 'integer', amount: 'decimal(12,2)', status: 'varchar',
  note: 'varchar', paid: 'boolean', updated_at: 'timestamp',
}; // prettier-ignore

const location = { file: 'sources.yml' };
const table: SourceTable = {
  kind: 'source', id: 'shop.orders', source: 'shop', table: 'orders', schema: 'public', connection: 'shop', zone: 'raw', tags: [],
  subjectKeys: [], extract: { mode: 'incremental', cursor: 'updated_at', primaryKey: ['order_id'] },
  columns: Object.entries(types).map(([name, type]) => ({ name, type, location })), location, path: 'sources.yml',
}; // prettier-ignore

const root = await mkdtemp(join(tmpdir(), 'alambic-bench-'));
const server = await startEmbeddedPostgres({ dataDir: join(root, 'postgres') });
try {
  await fill(server.url);
  const connection = await openPostgres({ url: server.url });
  const lake = openLocalLake(join(root, 'lake'));
  const key = createKeyedHash({ name: 'pii', version: 1, secret: 'a secret of the benchmark' });
  const columns = table.columns.map(({ name, type }) => {
    if (name !== 'buyer_email') return { name, sourceType: type, type, treatment: 'keep' };
    const apply = treatments.get('pseudonymise')!.prepare({ type, options: {} }, key);
    return { name, sourceType: type, type: 'varchar', treatment: 'pseudonymise', apply, key: 'pii', keyVersion: 1 };
  });
  const request = {
    table,
    columns,
    connection,
    dataset: openDataset(lake, 'raw/shop/orders'),
    runId: 'bench',
    now: () => new Date(),
  };
  const first = await measured('full', () => extractTable(request));
  const since = first.manifest?.cursor;
  const bytes = (await stat(await lake.localPath('raw/shop/orders/000001/part-00000.parquet'))).size;
  console.log(`parquet ${(bytes / 2 ** 20).toFixed(0)} MiB`);
  await measured('incremental, nothing new', () => extractTable({ ...request, since }));
  await change(server.url);
  await measured('incremental, 1 % changed', () => extractTable({ ...request, since }));
  await connection.close();
} finally {
  await server.stop();
  await rm(root, { recursive: true, force: true });
}

async function measured<T extends { readonly rows: number }>(name: string, work: () => Promise<T>): Promise<T> {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(timer);
  const rate = Math.round(result.rows / seconds).toLocaleString('en');
  const memory = `${(most / 2 ** 20).toFixed(0)} MiB at most`;
  const processor = `${((used.user + used.system) / 1e6).toFixed(1)} s of processor`;
  console.log(
    `${name}: ${result.rows.toLocaleString('en')} rows in ${seconds.toFixed(2)} s, ${rate} rows/s, ${memory}, ${processor}`,
  );
  return result;
}

async function fill(url: string): Promise<void> {
  await query(
    url,
    `create table orders (order_id int8 primary key, buyer_email text, product_id int4, amount numeric(12,2), status text, note text, paid bool, updated_at timestamp);
     insert into orders select i, 'buyer.' || ${unique ? 'i' : 'i % 100000'} || '@example.com', i % 5000, (i % 100000) / 100.0, 'status ' || i % 7,
       case when i % 3 = 0 then null when i % 5 = 0 then '' else 'left, at the "door" of ' || i end, i % 2 = 0, timestamp '2026-01-01' + i * interval '1 second'
     from generate_series(1, ${total}) i`,
  );
}

async function change(url: string): Promise<void> {
  await query(
    url,
    `update orders set status = 'changed', updated_at = updated_at + interval '1 year' where order_id % 100 = 0`,
  );
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

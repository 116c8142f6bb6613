import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { openDuckDb } from '../../src/engine/adapters/warehouses/duckdb/open-duckdb.ts';
import { openLocalLake } from '../../src/engine/adapters/lakes/local/open-local-lake.ts';

/** Everything that a run leaves, by name; equal texts mean equal content. */
export type State = Readonly<Record<string, string>>;

/** Reads warehouse, lake and document store. What names a run (run ids, generations) is left out. */
export async function readState(projectDir: string, serving: string): Promise<State> {
  return { ...(await readWarehouse(projectDir)), ...(await readLake(projectDir)), ...(await readDocuments(serving)) };
}

async function readWarehouse(projectDir: string): Promise<State> {
  const warehouse = await openDuckDb({ path: join(projectDir, '.alambic', 'warehouse.duckdb') });
  const session = await warehouse.session();
  const state: Record<string, string> = {};
  try {
    const { rows } = await session.query(
      "select table_schema, table_name, table_type from information_schema.tables where table_catalog not in ('system', 'temp') order by all",
    );
    for (const [schema, name, type] of rows) {
      const relation = `"${String(schema)}"."${String(name)}"`;
      if (name === 'generations') continue;
      const content = await session.query(`select count(*), coalesce(sum(hash(t)), 0)::varchar from ${relation} t`);
      const columns = await session.describe(`select * from ${relation}`);
      state[`warehouse ${relation}`] =
        `${String(type)} ${JSON.stringify(columns)} ${content.rows[0]?.map(String).join(' ')}`;
    }
    return state;
  } finally {
    await session.close();
    await warehouse.close();
  }
}

/** What readers of the lake see: manifests and what they list. Bookkeeping under `_alambic/` belongs to the runs. */
async function readLake(projectDir: string): Promise<State> {
  const lake = openLocalLake(join(projectDir, '.alambic', 'lake'));
  const state: Record<string, string> = {};
  for (const { key } of await lake.list('')) {
    if (key.startsWith('_alambic/')) {
      if (key.endsWith('lease.json')) state['lake lease'] = 'held';
    } else if (key.endsWith('manifest.json')) {
      const { runId: _, ...manifest } = JSON.parse((await lake.getText(key))?.text ?? '{}') as {
        runId?: string;
        cursor?: Record<string, string>;
      };
      // The server's transaction counter moves on by itself.
      state[`lake ${key}`] = JSON.stringify({ ...manifest, cursor: { ...manifest.cursor, snapshot_xmin: '' } });
    } else state[`lake ${key}`] = 'listed';
  }
  return state;
}

async function readDocuments(serving: string): Promise<State> {
  const client = new MongoClient(serving);
  const state: Record<string, string> = {};
  try {
    const database = client.db();
    for (const { name } of await database.listCollections().toArray()) {
      if (name === '_alambic') continue;
      const hash = createHash('sha256');
      let documents = 0;
      for await (const document of database.collection(name).find().sort({ _id: 1 })) {
        hash.update(JSON.stringify(document));
        documents += 1;
      }
      const indexes = (await database.collection(name).indexes()).map((index) => String(index.name)).toSorted();
      state[`documents ${name}`] = `${documents} ${indexes.join(',')} ${hash.digest('hex')}`;
    }
    return state;
  } finally {
    await client.close();
  }
}

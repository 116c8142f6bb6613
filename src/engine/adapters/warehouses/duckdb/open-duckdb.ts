import { mkdir, realpath } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { ExistingRelation, ResultColumn, Warehouse, WarehouseSession } from '../../warehouse.ts';
import { lowerCaseType } from './column-type.ts';
import { failure } from '../../../diagnostics/diagnostic.ts';
import { duckDbDialect } from './duckdb-dialect.ts';
import { duckDbSession } from './duckdb-session.ts';
import { explained, explainError } from './explain-error.ts';
import { watchStatements } from './interrupt-statements.ts';
import { loadDuckDb } from './load-duckdb.ts';

export interface DuckDbOptions {
  /** A file, made where it is absent with its folder, or `:memory:`. */
  readonly path: string;
  /** As DuckDB writes it: `4GiB`. 60 % of what the process may use where nothing is said. */
  readonly memoryLimit?: string;
  /** As many as cores where nothing is said. */
  readonly threads?: number;
  /** Interrupts what runs at that moment; later statements run, so that a run can be closed in order. */
  readonly signal?: AbortSignal;
}

interface SharedInstance {
  readonly opened: Promise<DuckDBInstance>;
  users: number;
}

/** Two instances on one file lose tables without an error, so a process has one for each file. */
const instances = new Map<string, SharedInstance>();

/**
 * Opens a warehouse in a DuckDB file. A file that this process has open already is shared, with the options of the first.
 *
 * @throws AlambicError E0711 where another process has the file.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<Warehouse> {
  const api = await loadDuckDb();
  const path = await canonicalPath(options.path);
  const instance = await acquire(path, options);
  const connections = new Set<DuckDBConnection>();
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect();
    connections.add(connection);
    await connection.run("set timezone='UTC'");
    return connection;
  };
  const watch = watchStatements(options.signal);
  let catalogue: DuckDBConnection | undefined;
  let closed = false;
  return {
    dialect: duckDbDialect,
    capabilities: { transactionalDdl: true, localFiles: true },
    session: async (): Promise<WarehouseSession> => {
      const connection = await connect();
      return duckDbSession({
        api,
        connection,
        signal: options.signal,
        watch,
        closed: () => connections.delete(connection),
      });
    },
    inspect: async (schemas) => inspect((catalogue ??= await connect()), schemas),
    explain: explainError,
    close: async () => {
      if (closed) return;
      closed = true;
      watch.close();
      connections.forEach((connection) => connection.disconnectSync());
      await release(path, instance);
    },
  };
}

async function canonicalPath(path: string): Promise<string> {
  if (path === ':memory:') return path;
  const absolute = resolve(path);
  await mkdir(dirname(absolute), { recursive: true });
  return join(await realpath(dirname(absolute)), basename(absolute));
}

async function acquire(path: string, options: DuckDbOptions): Promise<DuckDBInstance> {
  if (path === ':memory:') return create(path, options);
  const shared = instances.get(path) ?? { opened: create(path, options), users: 0 };
  instances.set(path, shared);
  shared.users++;
  try {
    return await shared.opened;
  } catch (error) {
    instances.delete(path);
    throw error;
  }
}

async function create(
  path: string,
  { memoryLimit = defaultMemoryLimit(), threads }: DuckDbOptions,
): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await loadDuckDb();
  try {
    return await DuckDBInstance.create(path, {
      memory_limit: memoryLimit,
      preserve_insertion_order: 'true',
      errors_as_json: 'true',
      ...(threads === undefined ? {} : { threads: String(threads) }),
      ...(path === ':memory:' ? {} : { temp_directory: `${path}.tmp` }),
    });
  } catch (error) {
    const { code, message, hint } = explainError(error);
    throw failure(code, message, { hint });
  }
}

function defaultMemoryLimit(): string {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return `${Math.floor((available * 0.6) / 2 ** 20)}MiB`;
}

async function release(path: string, instance: DuckDBInstance): Promise<void> {
  const shared = instances.get(path);
  if (shared !== undefined && --shared.users > 0) return;
  instances.delete(path);
  instance.closeSync();
}

async function inspect(connection: DuckDBConnection, schemas: readonly string[]): Promise<readonly ExistingRelation[]> {
  if (schemas.length === 0) return [];
  const list = schemas.map((schema) => duckDbDialect.literal(schema)).join(', ');
  // Without `not internal` DuckDB describes its own views first, which takes ten times as long as the rest.
  const sql = `
    select schema_name, table_name, view_oid is not null, column_name, data_type
    from duckdb_columns() left join (select view_oid from duckdb_views() where not internal) on view_oid = table_oid
    where not internal and database_name = current_database() and schema_name in (${list})
    order by schema_name, table_name, column_index`;
  const rows = await explained(sql, '', async () => (await connection.runAndReadAll(sql)).getRows());
  const relations = new Map<string, ExistingRelation & { readonly columns: ResultColumn[] }>();
  for (const [schema, name, isView, column, type] of rows.map((row) => row.map(String))) {
    const key = JSON.stringify([schema, name]);
    const known = relations.get(key) ?? {
      schema: schema!,
      name: name!,
      type: isView === 'true' ? 'view' : 'table',
      columns: [],
    };
    known.columns.push({ name: column!, type: lowerCaseType(type!) });
    relations.set(key, known);
  }
  return [...relations.values()];
}

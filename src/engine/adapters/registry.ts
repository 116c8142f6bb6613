import { isAbsolute, join, relative } from 'node:path';
import { failure } from '../diagnostics/diagnostic.ts';
import type { ConnectionConfig } from '../parse/project.ts';
import type { Lake } from './lake.ts';
import type { SourceConnection } from './source.ts';
import type { DocumentStore } from './store.ts';
import type { Dialect, Warehouse } from './warehouse.ts';
import { duckDbDialect } from './warehouses/duckdb/duckdb-dialect.ts';

/** Settings of a connection with every reference resolved. They hold secrets: never print them. */
export type ResolvedSettings = Readonly<Record<string, unknown>>;

export interface AdapterPlace {
  /** The project folder: relative paths start there. */
  readonly root: string;
  /** Interrupts what runs when the run is. */
  readonly signal?: AbortSignal;
}

interface WarehouseAdapter {
  /** Pure, so that compile needs no driver. */
  readonly dialect: Dialect;
  open(settings: ResolvedSettings, place: AdapterPlace): Promise<Warehouse>;
}

type Open<T> = (settings: ResolvedSettings, place: AdapterPlace) => Promise<T>;

/** To add an adapter: its folder, and one line here. Drivers are loaded by the folder, when a connection is opened. */
const warehouses: Readonly<Record<string, WarehouseAdapter>> = {
  duckdb: {
    dialect: duckDbDialect,
    async open(settings, { root, signal }) {
      const { openDuckDb } = await import('./warehouses/duckdb/open-duckdb.ts');
      const path = String(settings['path'] ?? '.alambic/warehouse.duckdb');
      return openDuckDb({
        path: path === ':memory:' || isAbsolute(path) ? path : join(root, path),
        ...(signal === undefined ? {} : { signal }),
        ...(settings['memory_limit'] === undefined ? {} : { memoryLimit: String(settings['memory_limit']) }),
        ...(settings['threads'] === undefined ? {} : { threads: Number(settings['threads']) }),
      });
    },
  },
};

const lakes: Readonly<Record<string, Open<Lake>>> = {
  async local(settings, { root }) {
    const { openLocalLake } = await import('./lakes/local/open-local-lake.ts');
    const path = String(settings['path'] ?? '.alambic/lake');
    return openLocalLake(isAbsolute(path) ? path : join(root, path), {
      label: isAbsolute(path) ? relative(root, path) : path,
    });
  },
};

const sources: Readonly<Record<string, Open<SourceConnection>>> = {
  async postgres(settings, { signal }) {
    const { openPostgres } = await import('./sources/postgres/open-postgres.ts');
    return openPostgres(settings, signal);
  },
};

const stores: Readonly<Record<string, Open<DocumentStore>>> = {
  async mongodb(settings) {
    const { openMongo } = await import('./stores/mongodb/open-mongo.ts');
    return openMongo(settings);
  },
};

export function warehouseAdapter(config: ConnectionConfig): WarehouseAdapter {
  return find(warehouses, config, 'warehouse');
}

export function lakeAdapter(config: ConnectionConfig): Open<Lake> {
  return find(lakes, config, 'lake');
}

export function sourceAdapter(config: ConnectionConfig): Open<SourceConnection> {
  return find(sources, config, 'source');
}

/** Whether a connection can be extracted from; the others are document stores. */
export function isSource(config: ConnectionConfig): boolean {
  return Object.hasOwn(sources, config.type);
}

export function storeAdapter(config: ConnectionConfig): Open<DocumentStore> {
  return find(stores, config, 'store');
}

function find<T>(adapters: Readonly<Record<string, T>>, config: ConnectionConfig, what: string): T {
  const adapter = Object.hasOwn(adapters, config.type) ? adapters[config.type] : undefined;
  if (adapter !== undefined) return adapter;
  throw failure('E0912', `connection "${config.name}": "${config.type}" cannot be a ${what} here`, {
    location: config.location,
    hint: `a ${what} is ${Object.keys(adapters).join(' or ')}`,
  });
}

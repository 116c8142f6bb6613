import type { Lake } from '../adapters/lake.ts';
import {
  lakeAdapter,
  sourceAdapter,
  storeAdapter,
  warehouseAdapter,
  type ResolvedSettings,
} from '../adapters/registry.ts';
import type { SecretResolver } from '../adapters/secrets.ts';
import type { SourceConnection } from '../adapters/source.ts';
import type { DocumentStore } from '../adapters/store.ts';
import type { Warehouse } from '../adapters/warehouse.ts';
import { AlambicError, failure, type Location } from '../diagnostics/diagnostic.ts';
import { explainSystemError } from '../diagnostics/explain-system-error.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { ConnectionConfig, Json, Target } from '../parse/project.ts';

/** Connections of a target, each opened when it is first asked for, shared, and closed together. */
export interface Resources {
  warehouse(): Promise<Warehouse>;
  lake(): Promise<Lake>;
  source(name: string): Promise<SourceConnection>;
  store(name: string): Promise<DocumentStore>;
  /** That a connection exists, is of the right kind, and that its secrets are there; opens nothing. */
  check(kind: 'source' | 'store', name: string): Promise<void>;
  close(): Promise<void>;
}

export interface ResourceOptions {
  readonly target: Target;
  readonly root: string;
  readonly secrets: SecretResolver;
  readonly signal: AbortSignal;
  onNotice(message: string): void;
}

type Closable = { close(): Promise<void> };

export function openResources(options: ResourceOptions): Resources {
  const opened = new Map<string, Promise<Closable>>();
  const stops: (() => Promise<void>)[] = [];
  const place = { root: options.root, signal: options.signal };
  const once = <T extends Closable>(key: string, open: () => Promise<T>): Promise<T> => {
    const known = opened.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const opening = open();
    opened.set(key, opening);
    // A connection that could not be opened may be asked for again: the next step says so in its own words.
    opening.catch(() => opened.delete(key));
    return opening;
  };
  const connection = (name: string): ConnectionConfig => findConnection(options.target, name);
  const settings = (config: ConnectionConfig): Promise<ResolvedSettings> => resolveSettings(config, options, stops);
  return {
    warehouse: () => once('warehouse', async () => {
      const config = options.target.warehouse;
      const resolved = await settings(config);
      return at(config, () => warehouseAdapter(config).open(resolved, place));
    }), // prettier-ignore
    lake: () => once('lake', async () => {
      const config = options.target.lake;
      const resolved = await settings(config);
      return at(config, () => lakeAdapter(config)(resolved, place));
    }), // prettier-ignore
    source: (name) => once(`source ${name}`, async () => {
      const config = connection(name);
      const open = sourceAdapter(config);
      const resolved = await settings(config);
      return at(config, () => open(resolved, place));
    }), // prettier-ignore
    store: (name) => once(`store ${name}`, async () => {
      const config = connection(name);
      const open = storeAdapter(config);
      const resolved = await settings(config);
      return at(config, () => open(resolved, place));
    }), // prettier-ignore
    async check(kind, name) {
      const config = connection(name);
      if (kind === 'source') sourceAdapter(config);
      else storeAdapter(config);
      if (config.settings['embedded'] !== true) await settings(config);
    },
    async close() {
      const all = await Promise.allSettled(opened.values());
      await Promise.allSettled(all.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : [])));
      await Promise.allSettled(stops.map((stop) => stop()));
    },
  };
}

function findConnection(target: Target, name: string): ConnectionConfig {
  const config = target.connections.get(name);
  if (config !== undefined) return config;
  const best = suggest(name, [...target.connections.keys()]);
  throw failure('E0911', `target "${target.name}" has no connection named "${name}"`, {
    location: connectionsOf(target),
    hint:
      best === undefined ? `add it under targets.${target.name}.connections in alambic.yml` : `did you mean "${best}"?`,
  });
}

function connectionsOf({ warehouse: { location } }: Target): Location {
  return 'path' in location ? { ...location, path: location.path.slice(0, -1), at: 'key' } : location;
}

/** What went wrong while a connection was opened is shown where the connection is declared. */
async function at<T>({ location }: ConnectionConfig, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const diagnostics =
      error instanceof AlambicError
        ? error.diagnostics
        : [explainSystemError(error)].filter((each) => each !== undefined);
    if (diagnostics.length === 0) throw error;
    throw new AlambicError(diagnostics.map((each) => ({ location, ...each })));
  }
}

/** Secrets are resolved here, the moment a connection is opened, and go nowhere else. */
async function resolveSettings(
  config: ConnectionConfig,
  options: ResourceOptions,
  stops: (() => Promise<void>)[],
): Promise<ResolvedSettings> {
  if (config.settings['embedded'] === true) {
    const { ensureService } = await import('../../../services/services.ts');
    const service = await ensureService(config.type as 'postgres' | 'mongodb', `${options.root}/.alambic/services`);
    stops.push(() => service.stop());
    return { ...config.settings, url: service.url };
  }
  const resolve = async (value: Json, path: readonly (string | number)[]): Promise<unknown> => {
    if (typeof value === 'string')
      return value.includes('${') ? options.secrets.interpolate(value, within(config.location, path)) : value;
    if (Array.isArray(value)) return Promise.all(value.map((each: Json, index) => resolve(each, [...path, index])));
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value as Record<string, Json>);
    return Object.fromEntries(
      await Promise.all(entries.map(async ([key, each]) => [key, await resolve(each, [...path, key])] as const)),
    );
  };
  return (await resolve(config.settings, [])) as ResolvedSettings;
}

/** The place of one setting of a connection. */
function within(location: Location, path: readonly (string | number)[]): Location {
  return 'path' in location ? { ...location, path: [...location.path, ...path], at: 'value' } : location;
}

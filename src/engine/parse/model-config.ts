import type { Json, ModelConfig, Projection } from './project.ts';

/** What one place says of a model's configuration; nearer places win. */
export type ConfigLayer = Partial<ModelConfig>;

const readers: Readonly<Record<string, (value: never) => ConfigLayer>> = {
  materialized: (value: ModelConfig['materialized']) => ({ materialized: value }),
  zone: (value: string) => ({ zone: value }),
  schema: (value: string) => ({ schema: value }),
  alias: (value: string) => ({ alias: value }),
  enabled: (value: boolean) => ({ enabled: value }),
  tags: (value: Json) => ({ tags: listOf(value) }),
  unique_key: (value: Json) => ({ uniqueKey: listOf(value) }),
  incremental_strategy: (value: ModelConfig['incrementalStrategy']) => ({ incrementalStrategy: value }),
  on_schema_change: (value: ModelConfig['onSchemaChange']) => ({ onSchemaChange: value }),
  full_refresh: (value: boolean) => ({ fullRefresh: value }),
  contract: (value: { enforced?: boolean }) => ({ contractEnforced: value.enforced ?? false }),
  projection: (value: Record<string, Json>) => ({ projection: readProjection(value) }),
  meta: (value: Record<string, Json>) => ({ meta: value }),
};

/** Every key that {{config}} and a model's properties may hold. */
export const configKeys: readonly string[] = Object.keys(readers);

/** Reads the keys that configure a model; others are left to whoever they belong to. */
export function readConfigLayer(raw: Readonly<Record<string, Json>>): ConfigLayer {
  const layer: ConfigLayer = {};
  for (const key in raw) {
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (read !== undefined) Object.assign(layer, read(raw[key] as never));
  }
  return layer;
}

/** Nearer layers win; tags and meta add up. */
export function mergeConfig(layers: readonly ConfigLayer[]): ModelConfig {
  const merged = Object.assign({}, ...layers) as ConfigLayer;
  return {
    materialized: 'view',
    enabled: true,
    uniqueKey: [],
    onSchemaChange: 'ignore',
    contractEnforced: false,
    ...merged,
    tags: [...new Set(layers.flatMap((layer) => layer.tags ?? []))],
    meta: Object.assign({}, ...layers.map((layer) => layer.meta ?? {})) as ModelConfig['meta'],
  };
}

function listOf(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function readProjection(raw: Readonly<Record<string, Json>>): Projection {
  const indexes = (raw['indexes'] ?? []) as readonly {
    name?: string;
    unique?: boolean;
    keys: Record<string, 1 | -1 | 'text'>;
  }[];
  return {
    store: String(raw['store']),
    collection: String(raw['collection']),
    key: listOf(raw['key'] ?? null),
    indexes: indexes.map(({ name, unique, keys }) => ({
      ...(name === undefined ? {} : { name }),
      unique: unique ?? false,
      keys: Object.entries(keys),
    })),
  };
}

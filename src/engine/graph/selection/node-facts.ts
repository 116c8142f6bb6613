import type { Json, Project } from '../../parse/project.ts';
import type { GraphNode } from '../graph.ts';

export function nodeTags(node: GraphNode): readonly string[] {
  if (node.kind === 'model' || node.kind === 'seed') return node.config.tags;
  return node.kind === 'test' ? node.settings.tags : node.tags;
}

export function nodeZone(node: GraphNode): string | undefined {
  if (node.kind === 'source') return node.zone;
  return node.kind === 'model' || node.kind === 'seed' ? node.config.zone : undefined;
}

/** dbt's fully qualified name: the project, the folders under `models/` (or `tests/`, `seeds/`), the name. */
export function qualifiedName(node: Exclude<GraphNode, { kind: 'source' }>, project: Project): readonly string[] {
  return [project.name, ...node.path.split('/').slice(1, -1), node.name];
}

/** The configuration of a node under the names that a user writes. */
export function nodeConfig(node: GraphNode): Readonly<Record<string, Json | undefined>> {
  if (node.kind === 'test') {
    const { warnIf, errorIf, storeFailures, ...rest } = node.settings;
    return { ...rest, warn_if: warnIf, error_if: errorIf, store_failures: storeFailures };
  }
  if (node.kind === 'unit_test') return { tags: node.tags };
  if (node.kind === 'source') return { zone: node.zone, tags: node.tags };
  const { uniqueKey, incrementalStrategy, onSchemaChange, fullRefresh, contractEnforced, ...rest } = node.config;
  const { projection, ...plain } = rest;
  return {
    ...plain,
    ...(node.kind === 'seed' ? { materialized: 'seed' } : {}),
    unique_key: uniqueKey,
    incremental_strategy: incrementalStrategy,
    on_schema_change: onSchemaChange,
    full_refresh: fullRefresh,
    contract: { enforced: contractEnforced },
    ...(projection === undefined ? {} : { projection: { store: projection.store, collection: projection.collection } }),
  };
}

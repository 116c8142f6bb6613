import type { Relation } from '../adapters/warehouse.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Project } from '../parse/project.ts';

/** Where each source, seed and model stands: the schema is the configured one, else the zone, else `main`. */
export function resolveRelations(project: Project): ReadonlyMap<NodeId, Relation> {
  const relations = new Map<NodeId, Relation>();
  for (const source of project.sources.values()) {
    relations.set(`source.${source.id}`, { schema: source.zone, name: `${source.source}__${source.table}` });
  }
  for (const seed of project.seeds.values()) {
    relations.set(`seed.${seed.name}`, {
      schema: seed.config.schema ?? seed.config.zone ?? 'seeds',
      name: seed.config.alias ?? seed.name,
    });
  }
  for (const model of project.models.values()) {
    if (model.config.materialized === 'ephemeral') continue;
    relations.set(`model.${model.name}`, {
      schema: model.config.schema ?? model.config.zone ?? 'main',
      name: model.config.alias ?? model.name,
    });
  }
  return relations;
}

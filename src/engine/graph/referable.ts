import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model, Project, Reference, Seed, SourceTable } from '../parse/project.ts';
import type { GraphNode, NodeId } from './graph.ts';
import { nodeId } from './node-id.ts';

/** A reference, or the place of a unit test that stands for the reference to its model. */
export interface LocatedReference extends Omit<Reference, 'location'> {
  readonly location: Diagnostic['location'];
}

export type Referred = Model | Seed | SourceTable;

/** What a reference can name, with the id made once: 5,000 models are read by some 11,000 references. */
export interface Referable {
  readonly ref: ReadonlyMap<string, readonly [NodeId, Referred]>;
  readonly source: ReadonlyMap<string, readonly [NodeId, SourceTable]>;
  /** Hints for names that nothing has, by name: where a hub went missing, hundreds of models ask for the same. */
  readonly hints: Map<string, string | undefined>;
}

export function collectReferable(project: Project): Referable {
  const ref = new Map<string, readonly [NodeId, Referred]>();
  for (const seed of project.seeds.values()) ref.set(seed.name, [nodeId(seed), seed]);
  for (const model of project.models.values()) {
    if (isEnabled(model) || !ref.has(model.name)) ref.set(model.name, [nodeId(model), model]);
  }
  const source = new Map<string, readonly [NodeId, SourceTable]>();
  for (const table of project.sources.values()) source.set(table.id, [nodeId(table), table]);
  return { ref, source, hints: new Map() };
}

export function isEnabled(node: GraphNode): boolean {
  if (node.kind === 'model' || node.kind === 'seed') return node.config.enabled;
  return node.kind !== 'test' || node.settings.enabled;
}

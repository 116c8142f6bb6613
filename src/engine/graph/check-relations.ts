import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model, Seed } from '../parse/project.ts';
import type { Graph } from './graph.ts';

/**
 * E0306 for each model or seed whose relation another one has already taken.
 *
 * @param relationOf `schema.name` on the current target, or undefined for what has no relation there (an ephemeral
 *   model). Compared without regard to case, as warehouses do.
 */
export function checkRelations(
  graph: Graph,
  relationOf: (node: Model | Seed) => string | undefined,
): readonly Diagnostic[] {
  const taken = new Map<string, Model | Seed>();
  const diagnostics: Diagnostic[] = [];
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'model' && node.kind !== 'seed') continue;
    const relation = relationOf(node);
    if (relation === undefined) continue;
    const first = taken.get(relation.toLowerCase());
    if (first === undefined) taken.set(relation.toLowerCase(), node);
    else diagnostics.push(sameRelation(first, node, relation));
  }
  return diagnostics;
}

function sameRelation(first: Model | Seed, second: Model | Seed, relation: string): Diagnostic {
  return {
    code: 'E0306',
    severity: 'error',
    message: `two models with one relation: "${first.name}" and "${second.name}" would both write ${relation}`,
    location: second.location,
    notes: [{ label: 'first', text: first.path }],
    hint: 'give one of them another alias or schema',
  };
}

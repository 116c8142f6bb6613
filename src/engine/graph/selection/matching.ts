import { suggest } from '../../diagnostics/suggest.ts';
import type { GraphNode } from '../graph.ts';
import type { MethodMistake } from './selection-method.ts';
import { namePattern } from './wildcard.ts';

/** What a node is known by to one method: its tags, its file, … */
export type Facts = (node: GraphNode) => readonly string[];

/** Nodes of which any fact matches the value, wildcards allowed. */
export function matchAny(value: string, facts: Facts): (node: GraphNode) => boolean {
  const pattern = namePattern(value);
  return (node) => facts(node).some((fact) => pattern.test(fact));
}

export function allFacts(nodes: Iterable<GraphNode>, facts: Facts): Set<string> {
  const all = new Set<string>();
  for (const node of nodes) for (const fact of facts(node)) if (fact !== '') all.add(fact);
  return all;
}

export function checkOneOf(value: string, allowed: readonly string[]): MethodMistake | undefined {
  if (allowed.includes(value)) return undefined;
  const near = suggest(value, allowed);
  const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
  return { message: `"${value}" is none of ${allowed.join(', ')}`, ...hint, at: 'value' };
}

/** What was probably meant, or everything there is where nothing is near. */
export function didYouMean(written: string, candidates: readonly string[]): string {
  const near = suggest(written, candidates);
  return near === undefined ? `there are ${candidates.join(', ')}` : `did you mean "${near}"?`;
}

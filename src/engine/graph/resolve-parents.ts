import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { brokenReference, disabledParent } from './broken-reference.ts';
import type { GraphNode, NodeId } from './graph.ts';
import { isEnabled, type LocatedReference, type Referable, type Referred } from './referable.ts';

export interface Resolved {
  /** Each once, in the order of the first reference. */
  readonly parents: readonly NodeId[];
  readonly diagnostics: readonly Diagnostic[];
  /** True for a test that cannot run since something that it reads is disabled. */
  readonly leftOut: boolean;
}

/** Finds what a node reads, and says what is wrong with each reference that leads nowhere. */
export function resolveParents(node: GraphNode, referable: Referable): Resolved {
  const parents: NodeId[] = [];
  const diagnostics: Diagnostic[] = [];
  let leftOut = false;
  for (const reference of referencesOf(node)) {
    const found = referable[reference.kind].get(reference.name);
    if (found === undefined) diagnostics.push(brokenReference(reference, referable));
    else if (isEnabled(found[1])) addOnce(parents, found[0]);
    else {
      leftOut ||= node.kind !== 'model';
      // Whoever disables a model means its own tests too: nothing to warn of.
      if (!isAttachedTo(node, found[1])) diagnostics.push(disabledParent(node, found[1], reference));
    }
  }
  if (node.kind === 'unit_test') {
    const unknown = node.given.filter(({ input }) => !referable[input.kind].has(input.name));
    diagnostics.push(...unknown.map(({ input }) => brokenReference(input, referable)));
  }
  return { parents, diagnostics, leftOut };
}

/** Lists are short, and a set for each of thousands of nodes costs more than looking through them. */
function addOnce(parents: NodeId[], id: NodeId): void {
  if (!parents.includes(id)) parents.push(id);
}

/** A unit test replaces its model's inputs by rows: it depends on the model alone. */
function referencesOf(node: GraphNode): readonly LocatedReference[] {
  if (node.kind === 'model' || node.kind === 'test') return node.references;
  if (node.kind === 'unit_test') return [{ kind: 'ref', name: node.model, location: node.location }];
  return [];
}

function isAttachedTo(node: GraphNode, found: Referred): boolean {
  if (node.kind === 'unit_test') return true;
  const name = found.kind === 'source' ? found.id : found.name;
  return node.kind === 'test' && node.attachedTo?.kind === found.kind && node.attachedTo.name === name;
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Model, Project, Reference, Seed, SourceTable } from '../parse/project.ts';
import type { GraphNode, NodeId } from './graph.ts';
import { nodeId } from './node-id.ts';

export interface Resolved {
  /** Each once, in the order of the first reference. */
  readonly parents: readonly NodeId[];
  readonly diagnostics: readonly Diagnostic[];
  /** True for a test that cannot run since something that it reads is disabled. */
  readonly leftOut: boolean;
}

/** Finds what a node reads, and says what is wrong with each reference that leads nowhere. */
export function resolveParents(node: GraphNode, project: Project): Resolved {
  const parents = new Set<NodeId>();
  const diagnostics: Diagnostic[] = [];
  let leftOut = false;
  for (const reference of referencesOf(node)) {
    const found = resolveReference(reference, project);
    if (found === undefined) diagnostics.push(unknownReference(reference, project));
    else if (isEnabled(found)) parents.add(nodeId(found));
    else {
      leftOut ||= node.kind !== 'model';
      // Whoever disables a model means its own tests too: nothing to warn of.
      if (!isAttachedTo(node, found)) diagnostics.push(disabledParent(node, found, reference));
    }
  }
  if (node.kind === 'unit_test') checkInputs(node, project, diagnostics);
  return { parents: [...parents], diagnostics, leftOut };
}

export function isEnabled(node: GraphNode): boolean {
  if (node.kind === 'model' || node.kind === 'seed') return node.config.enabled;
  return node.kind !== 'test' || node.settings.enabled;
}

type Referred = Model | Seed | SourceTable;
type UnitTestNode = Extract<GraphNode, { kind: 'unit_test' }>;

/** A place that is no range of a file stands for the reference of a unit test to its model. */
interface LocatedReference extends Omit<Reference, 'location'> {
  readonly location: Diagnostic['location'];
}

/** A unit test replaces its model's inputs by rows: it depends on the model alone. */
function referencesOf(node: GraphNode): readonly LocatedReference[] {
  if (node.kind === 'model' || node.kind === 'test') return node.references;
  if (node.kind === 'unit_test') return [{ kind: 'ref', name: node.model, location: node.location }];
  return [];
}

function resolveReference(reference: LocatedReference, project: Project): Referred | undefined {
  if (reference.kind === 'source') return project.sources.get(reference.name);
  const model = project.models.get(reference.name);
  const seed = project.seeds.get(reference.name);
  return model !== undefined && (isEnabled(model) || seed === undefined) ? model : seed;
}

function checkInputs(test: UnitTestNode, project: Project, diagnostics: Diagnostic[]): void {
  for (const { input } of test.given) {
    if (resolveReference(input, project) === undefined) diagnostics.push(unknownReference(input, project));
  }
}

function isAttachedTo(node: GraphNode, found: Referred): boolean {
  if (node.kind === 'unit_test') return true;
  return node.kind === 'test' && node.attachedTo?.kind === found.kind && node.attachedTo.name === nameOf(found);
}

function nameOf(node: Referred): string {
  return node.kind === 'source' ? node.id : node.name;
}

function unknownReference(reference: LocatedReference, project: Project): Diagnostic {
  return reference.kind === 'ref' ? unknownRef(reference, project) : unknownSource(reference, project);
}

function unknownRef({ name, location }: LocatedReference, project: Project): Diagnostic {
  const near = suggest(name, [...project.models.keys(), ...project.seeds.keys()]);
  const table = [...project.sources.values()].find((each) => each.table === name);
  const hint =
    table !== undefined && near === undefined
      ? `"${name}" is a table of the source "${table.source}": use source "${table.source}" "${name}"`
      : didYouMean(near);
  return problem('E0301', `unknown ref: no model or seed named "${name}"`, location, hint);
}

function unknownSource({ name, location }: LocatedReference, project: Project): Diagnostic {
  const systems = [...new Set([...project.sources.values()].map((each) => each.source))];
  const system = systems.find((each) => name.startsWith(`${each}.`));
  if (system === undefined) {
    const written = name.split('.', 1)[0]!;
    const hint = systems.length === 0 ? 'sources are declared in sources.yml' : didYouMean(suggest(written, systems));
    return problem('E0302', `unknown source: no source system named "${written}"`, location, hint);
  }
  const table = name.slice(system.length + 1);
  const tables = [...project.sources.values()].filter((each) => each.source === system).map((each) => each.table);
  const hint = didYouMean(suggest(table, tables)) ?? `sources.yml declares ${tables.toSorted().join(', ')}`;
  return problem('E0302', `unknown source: "${system}" has no table "${table}"`, location, hint);
}

function disabledParent(node: GraphNode, parent: Referred, reference: LocatedReference): Diagnostic {
  const name = nameOf(parent);
  if (node.kind === 'test') {
    const message = `disabled parent: the test "${node.name}" is left out, since "${name}" is disabled`;
    return { ...problem('E0304', message, reference.location), severity: 'warning' };
  }
  const hint = `enable it (${parent.path}), or disable this model as well`;
  return problem('E0304', `disabled parent: "${name}" is disabled`, reference.location, hint);
}

function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

function problem(
  code: Diagnostic['code'],
  message: string,
  location: Diagnostic['location'],
  hint?: string,
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    ...(location === undefined ? {} : { location }),
    ...(hint === undefined ? {} : { hint }),
  };
}

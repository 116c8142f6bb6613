import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Project } from '../../parse/project.ts';
import type { Graph, NodeId } from '../graph.ts';
import { ancestors, descendants } from '../reach.ts';
import { matchesNothing, nothingLeft } from './empty-selection.ts';
import { IndirectTests, isTest, type IndirectSelection, type Picked } from './indirect-tests.ts';
import { parseSelection, type SelectionPlace } from './parse-selection.ts';
import type { Criterion, Depth, Selection, Term } from './selection.ts';
import { selectionMethods } from './selection-methods.ts';

export interface SelectOptions {
  /** Each as it was given after one `--select`; none means everything. */
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  /** Which tests come along with the nodes that they look at; `eager` where nothing is said. */
  readonly indirect?: IndirectSelection;
}

export interface Selected {
  /** In the graph's order. */
  readonly ids: ReadonlySet<NodeId>;
  /** E0305 (nothing is then selected) and, as a warning, E0307. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out what a command is about. Locations have the flag in place of a file, and its nth use as line n. */
export function select(graph: Graph, project: Project, options: SelectOptions): Selected {
  const includes = parseAll(options.select ?? [], '--select');
  const excludes = parseAll(options.exclude ?? [], '--exclude');
  const diagnostics = [...includes.diagnostics, ...excludes.diagnostics];
  if (diagnostics.length > 0) return { ids: new Set(), diagnostics };

  const tests = new IndirectTests(graph, options.indirect ?? 'eager');
  const pick = (list: readonly PlacedSelection[]): Picked =>
    tests.settle(
      list
        .flatMap(({ selection, place }) => selection.terms.map((term) => pickTerm(term, place)))
        .reduce(union, nothing),
    );
  const pickTerm = (term: Term, place: SelectionPlace): Picked => {
    const parts = term.criteria.map((criterion) => {
      const picked = tests.expand(reach(graph, matching(graph, project, criterion), criterion));
      if (picked.sure.size === 0) diagnostics.push(matchesNothing(criterion, place, graph, project));
      return picked;
    });
    const both = tests.settle(parts.reduce(intersection));
    if (both.sure.size === 0 && parts.every((part) => part.sure.size > 0)) {
      diagnostics.push(nothingLeft(`nothing matches all of "${term.text}"`, place, term));
    }
    return both;
  };

  const included = includes.list.length === 0 ? everything(graph) : pick(includes.list);
  const chosen = tests.settle(difference(included, pick(excludes.list)));
  if (chosen.sure.size === 0 && diagnostics.length === 0) diagnostics.push(nothingLeft('the selection is empty'));
  return { ids: new Set(graph.order.filter((id) => chosen.sure.has(id))), diagnostics };
}

interface PlacedSelection {
  readonly selection: Selection;
  readonly place: SelectionPlace;
}

function parseAll(
  texts: readonly string[],
  flag: string,
): { readonly list: readonly PlacedSelection[]; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = texts.map((text, index) => {
    const place = { file: flag, line: index + 1 };
    return { ...parseSelection(text, place), place };
  });
  return { list: parsed, diagnostics: parsed.flatMap((each) => each.diagnostics) };
}

function matching(graph: Graph, project: Project, criterion: Criterion): Set<NodeId> {
  const matches = selectionMethods.get(criterion.method)!.match(criterion.value, criterion.argument, project);
  const found = new Set<NodeId>();
  for (const [id, node] of graph.nodes) if (matches(node)) found.add(id);
  return found;
}

function reach(graph: Graph, from: ReadonlySet<NodeId>, criterion: Criterion): Set<NodeId> {
  const found = new Set(from);
  // Tests on the way are left to the rule of indirect selection, which knows what else they look at.
  const add = (ids: Iterable<NodeId>): void => {
    for (const id of ids) if (!isTest(graph.nodes.get(id))) found.add(id);
  };
  if (criterion.withChildrensParents) {
    const below = descendants(graph, from);
    add(below);
    add(ancestors(graph, [...from, ...below]));
  }
  if (criterion.parents !== undefined) add(ancestors(graph, from, steps(criterion.parents)));
  if (criterion.children !== undefined) add(descendants(graph, from, steps(criterion.children)));
  return found;
}

function steps(depth: Depth): number {
  return depth === 'all' ? Infinity : depth;
}

const nothing: Picked = { sure: new Set(), open: new Set() };

function everything(graph: Graph): Picked {
  return { sure: new Set(graph.order), open: new Set() };
}

function union(a: Picked, b: Picked): Picked {
  return { sure: new Set([...a.sure, ...b.sure]), open: new Set([...a.open, ...b.open]) };
}

/** A test that one side has for sure and the other leaves open stays open. */
function intersection(a: Picked, b: Picked): Picked {
  const sure = new Set([...a.sure].filter((id) => b.sure.has(id)));
  const open = [...a.sure, ...a.open].filter((id) => b.sure.has(id) || b.open.has(id));
  return { sure, open: new Set(open) };
}

/** A test that reads something excluded is in question again: whether it stays is settled by what is left. */
function difference(a: Picked, b: Picked): Picked {
  const stays = (id: NodeId): boolean => !b.sure.has(id);
  return {
    sure: new Set([...a.sure].filter((id) => stays(id) && !b.open.has(id))),
    open: new Set([...a.sure, ...a.open].filter((id) => stays(id) && (a.open.has(id) || b.open.has(id)))),
  };
}

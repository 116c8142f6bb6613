import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Project } from '../../parse/project.ts';
import type { Graph } from '../graph.ts';
import { locate, type SelectionPlace } from './parse-selection.ts';
import type { Criterion, Stretch } from './selection.ts';
import { selectionMethods } from './selection-methods.ts';
import { hasWildcard } from './wildcard.ts';

/** E0307 for a criterion that no node meets. */
export function matchesNothing(
  criterion: Criterion,
  place: SelectionPlace,
  graph: Graph,
  project: Project,
): Diagnostic {
  const warning = nothingLeft(`nothing matches "${criterion.text}"`, place, criterion);
  const hint = hintFor(criterion, graph, project);
  return hint === undefined ? warning : { ...warning, hint };
}

/** E0307 for what is empty although each of its parts is not. */
export function nothingLeft(message: string, place?: SelectionPlace, stretch?: Stretch): Diagnostic {
  const location = place === undefined || stretch === undefined ? {} : { location: locate(place, stretch) };
  return { code: 'E0307', severity: 'warning', message, ...location };
}

function hintFor({ method, value }: Criterion, graph: Graph, project: Project): string | undefined {
  const bare = method === 'fqn';
  if (bare && (project.models.has(value) || project.seeds.has(value))) return `"${value}" is disabled`;
  if (bare && isSource(value, project)) return `sources are selected by their method: source:${value}`;
  if (hasWildcard(value)) return undefined;
  const near = suggest(value, selectionMethods.get(method)?.candidates?.(graph.nodes.values()) ?? []);
  return near === undefined ? undefined : `did you mean "${bare ? '' : `${method}:`}${near}"?`;
}

function isSource(value: string, project: Project): boolean {
  return [...project.sources.values()].some((table) => table.id === value || table.source === value);
}

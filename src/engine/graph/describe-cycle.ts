import type { Diagnostic, Note } from '../diagnostics/diagnostic.ts';
import type { Model, Reference } from '../parse/project.ts';
import type { GraphNode, NodeId } from './graph.ts';

/** Beyond this many nodes a path is a wall of text: its middle is left out. */
const longest = 40;

/** Says a cycle: its whole path in the direction of the data, the ref that closes it, and where each edge is written. */
export function describeCycle(cycle: readonly NodeId[], nodes: ReadonlyMap<NodeId, GraphNode>): Diagnostic {
  const models = cycle.map((id) => nodes.get(id)).filter((node): node is Model => node?.kind === 'model');
  const edges = models.map((parent, index) => ({ parent, child: models[(index + 1) % models.length]! }));
  const closing = edges.at(-1)!;
  const path = shorten([...models, models[0]!].map((each) => each.name));
  const reference = referenceTo(closing.child, closing.parent.name);
  return {
    code: 'E0303',
    severity: 'error',
    message: `cycle: ${path.join(' → ')}`,
    ...(reference === undefined ? {} : { location: reference.location }),
    notes: shortenNotes(edges.map(({ parent, child }) => edgeNote(parent, child))),
    hint:
      models.length === 1
        ? 'a model reads its own table with {{this}}, inside {{#if (is_incremental)}}'
        : 'take one of these refs away, or move what both models need into a third one',
  };
}

function edgeNote(parent: Model, child: Model): Note {
  const reference = referenceTo(child, parent.name);
  const place = reference === undefined ? child.path : placeOf(child, reference);
  return { label: 'edge', text: `${parent.name} → ${child.name}  ${place}` };
}

/** Only the text of SQL models is known here: a TypeScript model is named by its file. */
function placeOf(model: Model, { location }: Reference): string {
  if (model.language !== 'sql' || !('start' in location)) return location.file;
  const line = model.text.slice(0, location.start).split('\n').length;
  return `${location.file}:${line}`;
}

function referenceTo(model: Model, name: string): Reference | undefined {
  return model.references.find((each) => each.kind === 'ref' && each.name === name);
}

function shorten(names: readonly string[]): readonly string[] {
  if (names.length <= longest) return names;
  const half = longest / 2;
  return [...names.slice(0, half), `… ${names.length - longest} more …`, ...names.slice(-half)];
}

function shortenNotes(notes: readonly Note[]): readonly Note[] {
  if (notes.length <= longest) return notes;
  const half = longest / 2;
  const gap = { label: 'edge', text: `… ${notes.length - longest} more …` };
  return [...notes.slice(0, half), gap, ...notes.slice(-half)];
}

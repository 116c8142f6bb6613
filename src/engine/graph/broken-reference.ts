import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { GraphNode } from './graph.ts';
import type { LocatedReference, Referable, Referred } from './referable.ts';

/** E0301 or E0302: nothing has this name. */
export function brokenReference({ kind, name, location }: LocatedReference, referable: Referable): Diagnostic {
  const key = `${kind} ${name}`;
  if (!referable.hints.has(key)) {
    referable.hints.set(key, kind === 'ref' ? hintForRef(name, referable) : hintForSource(name, referable));
  }
  const hint = referable.hints.get(key);
  return {
    code: kind === 'ref' ? 'E0301' : 'E0302',
    severity: 'error',
    message: kind === 'ref' ? `unknown ref: no model or seed named "${name}"` : unknownSource(name, referable),
    ...(location === undefined ? {} : { location }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** E0304: an error for a model, a warning for a test, which is left out. */
export function disabledParent(node: GraphNode, parent: Referred, { location }: LocatedReference): Diagnostic {
  const name = parent.kind === 'source' ? parent.id : parent.name;
  const place = location === undefined ? {} : { location };
  if (node.kind === 'test') {
    const message = `disabled parent: the test "${node.name}" is left out, since "${name}" is disabled`;
    return { code: 'E0304', severity: 'warning', message, ...place };
  }
  const hint = `enable it (${parent.path}), or disable this model as well`;
  return { code: 'E0304', severity: 'error', message: `disabled parent: "${name}" is disabled`, ...place, hint };
}

function unknownSource(name: string, referable: Referable): string {
  const { system, table, known } = splitSource(name, referable);
  return known
    ? `unknown source: "${system}" has no table "${table}"`
    : `unknown source: no source system named "${system}"`;
}

function hintForRef(name: string, { ref, source }: Referable): string | undefined {
  const near = suggest(name, ref.keys());
  if (near !== undefined) return `did you mean "${near}"?`;
  const table = [...source.values()].find(([, each]) => each.table === name)?.[1].source;
  if (table === undefined) return undefined;
  return `"${name}" is a table of the source "${table}": use source "${table}" "${name}"`;
}

function hintForSource(name: string, referable: Referable): string | undefined {
  const tables = [...referable.source.values()].map(([, table]) => table);
  const { system, table, known } = splitSource(name, referable);
  if (known) {
    const siblings = tables.filter((each) => each.source === system).map((each) => each.table);
    const near = suggest(table, siblings);
    return near === undefined ? `sources.yml declares ${siblings.toSorted().join(', ')}` : `did you mean "${near}"?`;
  }
  if (tables.length === 0) return 'sources are declared in sources.yml';
  const near = suggest(system, new Set(tables.map((each) => each.source)));
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** `shop.orders` in two, knowing that the name of a source system may itself hold a dot. */
function splitSource(name: string, { source }: Referable): { system: string; table: string; known: boolean } {
  for (const [, table] of source.values()) {
    if (name.startsWith(`${table.source}.`)) {
      return { system: table.source, table: name.slice(table.source.length + 1), known: true };
    }
  }
  const dot = name.indexOf('.');
  return { system: name.slice(0, dot === -1 ? undefined : dot), table: name.slice(dot + 1), known: false };
}

import type { Diagnostic, Location, YamlPlace } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { nameTwice } from './declaration.ts';

interface Named<T> {
  readonly file: SourceFile;
  readonly item: T;
  readonly name: string;
}

/** Everything of one kind, each name once; E0208 for the others, with both places. */
export function keepFirst<T extends { readonly location: Location }>(
  what: string,
  all: readonly Named<T>[],
): { readonly kept: readonly T[]; readonly diagnostics: readonly Diagnostic[] } {
  const first = new Map<string, Named<T>>();
  const diagnostics: Diagnostic[] = [];
  for (const each of all) {
    const earlier = first.get(each.name);
    if (earlier === undefined) first.set(each.name, each);
    else diagnostics.push(nameTwice(what, each.name, nameOf(each), { file: earlier.file, place: nameOf(earlier) }));
  }
  return { kept: [...first.values()].map(({ item }) => item), diagnostics };
}

/** Some declarations stand at their whole entry, others at its name already. */
function nameOf<T extends { readonly location: Location }>({ item: { location }, file }: Named<T>): YamlPlace {
  const path = 'path' in location ? location.path : [];
  return { file: file.path, path: path.at(-1) === 'name' ? path : [...path, 'name'], at: 'value' };
}

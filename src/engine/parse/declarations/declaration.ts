import type { ErrorCode } from '../../diagnostics/codes.ts';
import type { Diagnostic, YamlPlace } from '../../diagnostics/diagnostic.ts';
import { LineIndex } from '../../diagnostics/line-index.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { locate } from '../yaml/locate.ts';

type Path = readonly (string | number)[];

/** Reads one file: where its declarations stand, and what is wrong with them. */
export class Declaration {
  readonly file: SourceFile;
  readonly diagnostics: Diagnostic[] = [];

  constructor(file: SourceFile) {
    this.file = file;
  }

  place(path: Path, at: YamlPlace['at'] = 'value'): YamlPlace {
    return { file: this.file.path, path, at };
  }

  error(code: ErrorCode, message: string, location: YamlPlace, hint?: string): void {
    this.diagnostics.push({ code, severity: 'error', message, location, ...(hint === undefined ? {} : { hint }) });
  }

  /** E0503 for a column that is not among those that it must be one of. */
  mustBeKnown(name: string, known: readonly string[], what: string, location: YamlPlace): void {
    if (known.includes(name)) return;
    const near = suggest(name, known);
    this.error(
      'E0503',
      `${what} "${name}" is not declared`,
      location,
      near === undefined ? undefined : `did you mean "${near}"?`,
    );
  }

  /** E0208 for each name that stands a second time, whatever its case: warehouses do not tell them apart. */
  mustDiffer(names: readonly string[], what: string, pathOf: (index: number) => Path): void {
    if (new Set(names.map((name) => name.toLowerCase())).size === names.length) return;
    const first = new Map<string, number>();
    for (const [index, name] of names.entries()) {
      const key = name.toLowerCase();
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, index);
      else
        this.diagnostics.push(
          nameTwice(what, name, this.place(pathOf(index)), { file: this.file, place: this.place(pathOf(earlier)) }),
        );
    }
  }
}

export interface Declared {
  readonly file: SourceFile;
  readonly place: YamlPlace;
}

/** E0208, with both places. */
export function nameTwice(what: string, name: string, location: YamlPlace, first: Declared): Diagnostic {
  const { start } = locate(first.file, first.place);
  const { line, column } = new LineIndex(first.file.text).position(start);
  return {
    code: 'E0208',
    severity: 'error',
    message: `two ${what} are named "${name}"`,
    location,
    notes: [{ label: 'first', text: `${first.file.path}:${line}:${column}` }],
    hint: 'rename one of them, or take it away',
  };
}

/** One or several, as they may be written, as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}

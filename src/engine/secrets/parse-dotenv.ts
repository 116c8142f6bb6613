import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export interface DotEnv {
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A whole assignment, over several lines where its value is quoted; groups: name, double-, single-, back-quoted, bare. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|`([^`]*)`|((?!["'`])[^\n]*?))(?:[ \t]+#[^\n]*|[ \t]*)$/;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads a `.env` file as the usual tools do: `export`, comments, quotes, values of several lines. Nothing is expanded.
 * A line that is no assignment gives a warning E0202 with its number; its text may hold a secret and is not shown.
 */
export function parseDotEnv(text: string, file = '.env'): DotEnv {
  const values = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const first = index;
    if (/^[ \t]*(#|$)/.test(lines[index]!)) continue;
    let statement = lines[index]!;
    while (isOpen(statement) && index + 1 < lines.length) statement += `\n${lines[++index]!}`;
    const match = assignment.exec(statement);
    if (match === null) {
      index = first;
      diagnostics.push(malformed(file, first + 1));
      continue;
    }
    const [, name, double, single, back, bare] = match;
    values.set(
      name!,
      double?.replaceAll(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character) ??
        single ??
        back ??
        bareValue(bare!),
    );
  }
  return { values, diagnostics };
}

/** A value that begins with a quote goes on until that quote. */
function isOpen(statement: string): boolean {
  const [, quote, rest = ''] =
    /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=[ \t]*(["'`])([\s\S]*)$/.exec(statement) ?? [];
  if (quote === undefined) return false;
  return !(quote === '"' ? rest.replaceAll(/\\[\s\S]/g, '') : rest).includes(quote);
}

function bareValue(text: string): string {
  return text.startsWith('#') ? '' : text.trim();
}

function malformed(file: string, line: number): Diagnostic {
  return {
    code: 'E0202',
    severity: 'warning',
    message: `line ${line} of ${file} is no assignment and is ignored`,
    location: { file, line, column: 1 },
    hint: 'write: NAME=value, with quotes around a value that holds quotes, # or several lines',
  };
}

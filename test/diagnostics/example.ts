import type { Diagnostic, TextRange } from '../../src/engine/diagnostics/diagnostic.ts';

/** A representative diagnostic of a code, with the texts of the files that its places are in. */
export interface Example {
  readonly diagnostic: Diagnostic;
  readonly files: Readonly<Record<string, string>>;
}

/** A file whose text marks a range with `«` and `»`; a text without them is a file of which only the name is shown. */
type MarkedFile = readonly [file: string, text?: string];

interface Rest extends Omit<Diagnostic, 'code' | 'severity' | 'message' | 'via'> {
  readonly severity?: Diagnostic['severity'];
  readonly at?: MarkedFile;
  readonly via?: readonly MarkedFile[];
}

export function example(code: Diagnostic['code'], message: string, rest: Rest = {}): Example {
  const { at, via = [], severity = 'error', ...others } = rest;
  const marked = at === undefined ? via : [at, ...via];
  const diagnostic: Diagnostic = {
    code,
    severity,
    message,
    ...(at === undefined ? {} : { location: locate(at) }),
    ...(via.length === 0 ? {} : { via: via.map(locate) }),
    ...others,
  };
  const files = marked.flatMap(([file, text]) =>
    text === undefined ? [] : [[file, text.replace(/[«»]/g, '')] as const],
  );
  return { diagnostic, files: Object.fromEntries(files) };
}

function locate([file, text]: MarkedFile): TextRange | { readonly file: string } {
  if (text === undefined) return { file };
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error(`no «range» is marked in ${file}`);
  return { file, start, end };
}

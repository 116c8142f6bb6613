import { createRequire } from 'node:module';
import { failure, type AlambicError, type TextRange } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { Extent, Program } from './template-syntax.ts';

/** A parsed template together with what turns its lines and columns into offsets. */
export interface Template {
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  range(extent: Extent): TextRange;
}

type Parse = (text: string) => Program;
let handlebarsParse: Parse | undefined;

/** Only Handlebars' parser is loaded: its compiler and runtime are never needed and take most of its loading time. */
function parser(): Parse {
  handlebarsParse ??= (
    createRequire(import.meta.url)('handlebars/dist/cjs/handlebars/compiler/base.js') as { parse: Parse }
  ).parse;
  return handlebarsParse;
}

/** @throws AlambicError E0204 where the template is not Handlebars. */
export function parseTemplate(file: SourceFile): Template {
  try {
    return makeTemplate(file.path, file.text, file.text.includes('{{') ? parser()(file.text) : plain(file.text));
  } catch (error) {
    throw explainSyntaxError(file, error as Error);
  }
}

function makeTemplate(file: string, text: string, program: Program): Template {
  let starts: number[] | undefined;
  const offset = (line: number, column: number): number => {
    starts ??= lineStarts(text);
    return Math.min((starts[line - 1] ?? text.length) + column, text.length);
  };
  return {
    file,
    text,
    program,
    range: ({ start, end }) => ({ file, start: offset(start.line, start.column), end: offset(end.line, end.column) }),
  };
}

/** Most models of a large project that have no braces at all should not pay for a parser. */
function plain(text: string): Program {
  const origin = { line: 1, column: 0 };
  return {
    type: 'Program',
    body: [{ type: 'ContentStatement', original: text, value: text, loc: { start: origin, end: origin } }],
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Handlebars says `Parse error on line 3:`, then the text around, then `-----^`; other errors carry line and column. */
function explainSyntaxError(file: SourceFile, error: Error & { lineNumber?: number; column?: number }): AlambicError {
  const lines = error.message.split('\n');
  const onLine = /^Parse error on line (\d+)/.exec(lines[0] ?? '');
  if (onLine === null) {
    const message = error.message.replace(/ - \d+:\d+$/, '');
    const place = { file: file.path, line: error.lineNumber ?? 1, column: (error.column ?? 0) + 1 };
    return failure('E0204', `template: ${message}`, { location: place, hint: 'each {{#block}} is closed by its own {{/block}}' });
  }
  const line = Number(onLine[1]);
  const text = file.text.split('\n')[line - 1] ?? '';
  const after = (lines[1] ?? '').slice((lines[2] ?? '').indexOf('^'));
  const column = after === '' ? text.length : Math.max(text.indexOf(after.slice(0, 12)), 0);
  const got = /got '(\w+)'/.exec(error.message)?.[1];
  return failure('E0204', `template: ${describe(got)}`, {
    location: { file: file.path, line, column: column + 1 },
    hint: 'an expression is {{name "text" key=value}}; a block is {{#if x}} … {{/if}}',
  });
}

function describe(token: string | undefined): string {
  switch (token) {
    case 'EOF':
      return 'the file ends inside a block: a {{/…}} is missing';
    case 'OPEN_ENDBLOCK':
      return 'a block is closed that was never opened';
    case 'INVALID':
      return 'this cannot stand between braces';
    default:
      return 'this is not expected here';
  }
}

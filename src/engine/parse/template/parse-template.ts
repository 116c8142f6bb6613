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
    if (!file.text.includes('{{')) return makeTemplate(file.path, file.text, plain(file.text));
    const program = parser()(file.text);
    withOffsets(program, lineStarts(file.text), file.text.length);
    return makeTemplate(file.path, file.text, program);
  } catch (error) {
    throw explainSyntaxError(file, error as Error);
  }
}

function makeTemplate(file: string, text: string, program: Program): Template {
  return { file, text, program, range: ({ start, end }) => ({ file, start, end }) };
}

/** A node as Handlebars leaves it, or as it is kept. */
interface ParsedNode {
  loc?: { readonly start: Position; readonly end: Position } | Extent | undefined;
  readonly body?: readonly ParsedNode[];
  readonly path?: ParsedNode;
  readonly params?: readonly ParsedNode[];
  readonly hash?: { readonly pairs: readonly (ParsedNode & { readonly value: ParsedNode })[] };
  readonly program?: ParsedNode;
  readonly inverse?: ParsedNode;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Handlebars gives each node a line and a column at both ends, in four objects. Offsets take a fraction of the memory,
 * which counts where the trees of thousands of files are kept from the scan to the rendering.
 */
function withOffsets(node: ParsedNode, starts: readonly number[], length: number): void {
  const { loc } = node;
  if (loc !== undefined && typeof loc.start === 'object' && typeof loc.end === 'object') {
    const start = Math.min((starts[loc.start.line - 1] ?? length) + loc.start.column, length);
    const end = Math.min((starts[loc.end.line - 1] ?? length) + loc.end.column, length);
    node.loc = { start, end };
  }
  if (node.body !== undefined) for (const each of node.body) withOffsets(each, starts, length);
  if (node.path !== undefined) withOffsets(node.path, starts, length);
  if (node.params !== undefined) for (const each of node.params) withOffsets(each, starts, length);
  for (const pair of node.hash?.pairs ?? []) {
    withOffsets(pair, starts, length);
    withOffsets(pair.value, starts, length);
  }
  if (node.program !== undefined) withOffsets(node.program, starts, length);
  if (node.inverse !== undefined) withOffsets(node.inverse, starts, length);
}

/** Most models of a large project that have no braces at all should not pay for a parser. */
function plain(text: string): Program {
  const loc = { start: 0, end: text.length };
  return { type: 'Program', body: [{ type: 'ContentStatement', original: text, value: text, loc }] };
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
    const message = error.message
      .replace(/ - \d+:\d+$/, '')
      .replace(/^(\S+) doesn't match (\S+)$/, '{{#$1}} is closed by {{/$2}}');
    const place = { file: file.path, line: error.lineNumber ?? 1, column: (error.column ?? 0) + 1 };
    return failure('E0204', `template: ${message}`, {
      location: place,
      hint: 'each {{#block}} is closed by its own {{/block}}',
    });
  }
  const line = Number(onLine[1]);
  const text = file.text.split('\n')[line - 1] ?? '';
  const after = (lines[1] ?? '').slice((lines[2] ?? '').indexOf('^'));
  const column = after === '' ? text.length : Math.max(text.indexOf(after.slice(0, 12)), 0);
  const got = /got '(\w+)'/.exec(error.message)?.[1];
  const open = got === 'EOF' ? unclosedBlock(file.text) : undefined;
  if (open !== undefined) {
    return failure('E0204', `template: {{#${open.name}}} is never closed`, {
      location: { file: file.path, start: open.start, end: open.end },
      hint: `close it with {{/${open.name}}}`,
    });
  }
  return failure('E0204', `template: ${text[column] === '}' ? '"}}" is missing' : describe(got)}`, {
    location: { file: file.path, line, column: column + 1 },
    hint: 'an expression is {{name "text" key=value}}; a block is {{#if x}} … {{/if}}',
  });
}

/** The innermost block that the file leaves open. */
function unclosedBlock(
  text: string,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const open: { name: string; start: number; end: number }[] = [];
  for (const { 0: whole, 1: mark, 2: name = '', index } of text.matchAll(/\{\{~?([#/])\s*(\w+)[^}]*\}\}/g)) {
    if (mark === '#') open.push({ name, start: index, end: index + whole.length });
    else open.pop();
  }
  return open.at(-1);
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

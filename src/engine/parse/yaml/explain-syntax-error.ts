import type { YAMLException } from 'js-yaml';
import type { Document, Node, YAMLError } from 'yaml';
import { LineIndex } from '../../diagnostics/line-index.ts';
import { preciseParser } from './yaml-parsers.ts';

export interface SyntaxProblem {
  readonly message: string;
  readonly hint?: string;
  readonly at: { readonly line: number; readonly column: number; readonly length?: number };
}

interface Said {
  readonly message: string;
  readonly hint?: string;
}

/**
 * Says what is wrong with a text that is not YAML. The quick parser only knows where it gave up; the other one is asked
 * for the place and the reason, and where it finds nothing the first one's word stands.
 */
export function explainSyntaxError(text: string, error: YAMLException): SyntaxProblem {
  const index = new LineIndex(text);
  const document = preciseParser().parseDocument(text, { merge: true, prettyErrors: false });
  const [precise] = document.errors;
  if (precise === undefined) return quickProblem(error, index);
  const offset = opening(document, precise) ?? precise.pos[0];
  const indentation = /^ +(?=\S)/.exec(text.slice(offset))?.[0].length ?? 0;
  const at = index.position(Math.min(offset + indentation, text.length));
  const said = indentation > 0 ? wrongIndentation : sayPrecise(precise, text, index.line(at.line));
  return { ...said, at: { ...at, length: indentation > 0 ? undefined : Math.max(1, lengthOf(precise, text)) } };
}

function quickProblem({ reason, mark }: YAMLException, index: LineIndex): SyntaxProblem {
  const { line, column } = index.position(mark?.position ?? 0);
  const alias = /^unidentified alias "(.*)"$/.exec(reason)?.[1];
  if (alias === undefined) return { ...sayQuick(reason), at: { line, column } };
  const message = `not YAML: nothing is marked &${alias}, which *${alias} stands for`;
  const length = alias.length + 1;
  return {
    message,
    hint: 'quote a text that begins with "*"',
    at: { line, column: Math.max(1, column - length), length },
  };
}

/** Where a quote or bracket was opened that is never closed: the end of the file tells nobody which one it was. */
function opening(document: Document, { code, message, pos }: YAMLError): number | undefined {
  const isOpen = (code === 'MISSING_CHAR' && /missing closing/i.test(message)) || /end with a [\]}]$/.test(message);
  if (!isOpen) return undefined;
  let found: number | undefined;
  const look = (_: unknown, node: Node): void => {
    const [start, , end] = node.range ?? [];
    if (start !== undefined && end !== undefined && start < pos[0] && end >= pos[0] && isEnclosed(node)) found = start;
  };
  preciseParser().visit(document, { Node: look });
  return found;
}

function isEnclosed(node: Node): boolean {
  const { type, flow } = node as { type?: string; flow?: boolean };
  return flow === true || type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
}

function sayQuick(reason: string): Said {
  if (reason.startsWith('unknown tag'))
    return {
      message: `not YAML as it is read here: ${reason}`,
      hint: 'leave the tag out, or quote a text that begins with "!"',
    };
  return { message: `not YAML: ${reason}` };
}

function sayPrecise(error: YAMLError, text: string, line: string): Said {
  const said = messages[error.code] ?? sayInWords(error.message);
  const flow = ['MISSING_CHAR', 'UNEXPECTED_TOKEN', 'BAD_INDENT', 'BLOCK_IN_FLOW'].includes(error.code);
  if (flow && /\b(?:ref|source)\([^)]*,/.test(line)) {
    return {
      message: `not YAML: ${said.message}`,
      hint: `quote a value that holds a comma: "source('shop', 'orders')"`,
    };
  }
  if (error.code === 'DUPLICATE_KEY') return duplicateKey(error, text);
  return { message: `not YAML: ${said.message}`, ...(said.hint === undefined ? {} : { hint: said.hint }) };
}

const wrongIndentation: Said = {
  message: 'not YAML: the indentation fits nothing above',
  hint: 'line it up with the key that it belongs beside',
};

const quoteIt = 'quote the value';

/** By the code of the precise parser; its own words where nothing is said here. */
const messages: Readonly<Partial<Record<YAMLError['code'], Said>>> = {
  TAB_AS_INDENT: { message: 'a tab stands in the indentation', hint: 'indent with spaces' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'the value of a key holds a key itself',
    hint: `${quoteIt} if it holds ": ", or check the indentation of the next line`,
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key goes on over several lines',
    hint: 'check the indentation, and that each key is followed by ": "',
  },
  BAD_SCALAR_START: { message: 'a value cannot begin with this character', hint: quoteIt },
  MULTIPLE_DOCS: { message: 'the file holds several documents', hint: 'take the line "---" away, or make two files' },
  BAD_DQ_ESCAPE: {
    message: 'unknown escape sequence',
    hint: 'in double quotes a backslash is written \\\\; in single quotes it stands for itself',
  },
  BAD_ALIAS: { message: 'an alias has no name', hint: 'quote a text that begins with "*" or "&"' },
};

function duplicateKey(error: YAMLError, text: string): Said {
  const key = text.slice(error.pos[0]).match(/^("[^"]*"|'[^']*'|[^:\s,}]+)/)?.[0] ?? '';
  return {
    message: `not YAML: the key ${key.startsWith('"') || key.startsWith("'") ? key : `"${key}"`} stands twice in one map`,
    hint: 'keep one of them, or check the indentation',
  };
}

function lengthOf(error: YAMLError, text: string): number {
  const [start, end] = error.pos;
  if (error.code === 'DUPLICATE_KEY') return /^("[^"]*"|'[^']*'|[^:\s,}]+)/.exec(text.slice(start))?.[0].length ?? 1;
  const line = text.indexOf('\n', start);
  return Math.min(end, line === -1 ? text.length : line) - start;
}

/** One code of the precise parser stands for several mistakes. */
function sayInWords(message: string): Said {
  if (message.startsWith('Missing closing')) return { message: 'a quote is not closed' };
  const bracket = /end with a ([\]}])$/.exec(message)?.[1];
  if (bracket !== undefined) return { message: `"${bracket}" is missing` };
  if (/between flow/.test(message)) return { message: 'a "," or a ": " is missing' };
  if (message.endsWith('at node end'))
    return {
      message: 'something follows the end of a value',
      hint: "inside single quotes, a quote is written twice: 'It''s'",
    };
  if (/without - indicator|same column/.test(message))
    return { ...wrongIndentation, message: 'the indentation fits nothing above' };
  return { message: message.slice(0, 1).toLowerCase() + message.slice(1) };
}

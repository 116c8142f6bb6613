import type { TextRange } from '../../diagnostics/diagnostic.ts';

const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;

/** Finds the places of literals and keys in a TypeScript file, without parsing it: for diagnostics only. */
export interface TypeScriptScan {
  /** The whole literal's inside, the n-th time that it stands as an argument of `ref(` or `source(`. */
  argument(call: 'ref' | 'source', text: string): TextRange | undefined;
  /** The key of a property, the first time after `from`. */
  key(name: string, from?: number): TextRange | undefined;
  /** An exported name. */
  exported(name: string): TextRange | undefined;
  start(): TextRange;
}

export function scanTypeScript(file: string, text: string): TypeScriptScan {
  const code = blankComments(text);
  const range = (start: number, length: number): TextRange => ({ file, start, end: start + length });
  const find = (pattern: RegExp, name: string, from = 0): TextRange | undefined => {
    pattern.lastIndex = from;
    const match = pattern.exec(code);
    return match === null ? undefined : range(match.index + match[0].lastIndexOf(name), name.length);
  };
  return {
    argument: (call, value) => {
      const literal = `(['"\`])${escapePattern(value)}\\1`;
      return find(
        new RegExp(call === 'ref' ? `\\bref\\s*\\(\\s*${literal}` : `\\bsource\\s*\\([^)]*?${literal}`, 'g'),
        value,
      );
    },
    key: (name, from) =>
      find(
        new RegExp(
          `(?<![\\w$.])(?:${escapePattern(name)}|'${escapePattern(name)}'|"${escapePattern(name)}")\\s*[:(,]`,
          'g',
        ),
        name,
        from,
      ),
    exported: (name) =>
      find(new RegExp(`\\bexport\\s+(?:async\\s+)?(?:const|let|var|function)\\s+${escapePattern(name)}\\b`, 'g'), name),
    start: () => find(/\bexport\s+default\b/g, 'default') ?? range(0, /^.*/.exec(text)![0].length),
  };
}

/** Comments become spaces, so that offsets stay. */
function blankComments(text: string): string {
  return text.replaceAll(token, (part) => (part.startsWith('/') ? part.replaceAll(/[^\n]/g, ' ') : part));
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

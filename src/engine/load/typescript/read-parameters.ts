import type { Scalar } from '../../parse/project.ts';

interface Parameter {
  readonly name: string;
  readonly default?: Scalar;
}

/** The parameters of a function from its own text: names, and defaults that are plain literals. */
export function readParameters(value: unknown): readonly Parameter[] {
  const text = String(value);
  const single = /^(?:async\s+)?([A-Za-z_$][\w$]*)\s*=>/.exec(text);
  if (single !== null) return [{ name: single[1]! }];
  const start = text.indexOf('(');
  return splitParameters(text.slice(start + 1)).map((part, index) => {
    const [, name = `argument${index + 1}`, initial] =
      /^(?:\.\.\.)?([A-Za-z_$][\w$]*)\s*(?:=\s*([\s\S]+))?$/.exec(part) ?? [];
    return initial === undefined ? { name } : { name, default: literalOf(initial.trim()) };
  });
}

/** Up to the parenthesis that closes the list; commas inside brackets and quotes do not count. */
function splitParameters(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[\s\S]/g)) {
    if (depth === 0 && token === ')') break;
    if ('([{'.includes(token)) depth++;
    if (')]}'.includes(token)) depth--;
    if (depth === 0 && token === ',') parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A default that is no literal is left to the function itself: null stands for it. */
function literalOf(text: string): Scalar {
  if (/^(['"`])[\s\S]*\1$/.test(text) && !text.includes('${')) {
    const inside = text.slice(1, -1);
    return inside
      .replaceAll(/\\(['"`\\])/g, '$1')
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t');
  }
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

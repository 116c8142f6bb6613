/** Whether the text holds a wildcard: `*`, `?` or a set of characters as `[abc]`. */
export function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * A shell pattern over a whole name: `*` any text, `?` one character, `[a-c]` one of a set, `[!a]` none of it.
 *
 * @throws SyntaxError for a set that is none, as `[c-a]`.
 */
export function namePattern(pattern: string): RegExp {
  return new RegExp(`^${translate(pattern, '.*', '.')}$`, 'su');
}

/**
 * A pattern over the path of a file. `*` and `?` stay inside one folder and `**` crosses folders; the pattern of a
 * folder covers everything in it.
 *
 * @throws SyntaxError as `namePattern` does.
 */
export function pathPattern(pattern: string): RegExp {
  const clean = pattern
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
  const parts = clean === '.' || clean === '' ? ['**'] : clean.split('/');
  let text = '';
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === '**') text += last ? '.+' : '(?:[^/]+/)*';
    else text += translate(part, '[^/]*', '[^/]') + (last ? '' : '/');
  });
  return new RegExp(`^${text}(?:/.*)?$`, 'su');
}

function translate(pattern: string, any: string, one: string): string {
  return pattern.replaceAll(/\*+|\?|\[(!?)([^\]]+)\]|[\\^$.|+()[\]{}/]/g, (found, negated?: string, set?: string) => {
    if (found.startsWith('*')) return any;
    if (found === '?') return one;
    if (set !== undefined) return `[${negated === '!' ? '^' : ''}${set.replaceAll(/[\\\]^[]/g, String.raw`\$&`)}]`;
    return `\\${found}`;
  });
}

const kinds = new Set(['extract', 'seed', 'view', 'table', 'incremental', 'external', 'projection']);

/**
 * The first line of what a page shows that the output does not have; undefined where it has them all. Lines follow each
 * other as they do in the output, but for empty ones, and for any number of lines where a line of `…` stands alone.
 * Inside a line `…` stands for anything, and times count for nothing.
 */
export function findUnmatched(shown: string, output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  let from = 0;
  for (const stretch of shown.split(/^\s*…\s*$/m)) {
    const wanted = stretch.split('\n').filter((line) => line.trim() !== '');
    const matchers = wanted.map((line) => (isStep(line) ? stepMatcher(line) : lineMatcher(line)));
    const matched = (at: number): number => {
      const count = matchers.findIndex((matches, index) => !matches(lines[at + index] ?? ''));
      return count === -1 ? matchers.length : count;
    };
    const places = lines.map((_, at) => (at < from ? -1 : matched(at)));
    const best = Math.max(0, ...places);
    if (best < wanted.length) return wanted[best];
    from = places.indexOf(best) + wanted.length;
  }
  return undefined;
}

function isStep(line: string): boolean {
  const [kind = '', name] = line.trim().split(/\s+/);
  return kinds.has(kind) && name !== undefined;
}

/** A page shows steps as a terminal does, with `6 rows` and no status; a pipe gets a status and bare numbers. */
function stepMatcher(expected: string): (line: string) => boolean {
  const wanted = words(expected);
  return (line) => {
    const found = words(line);
    const start = found.indexOf(wanted[0] ?? '');
    return start !== -1 && start < 2 && wanted.join(' ') === found.slice(start).join(' ');
  };
}

function words(line: string): readonly string[] {
  return withoutTimes(line).split(/\s+/).filter((word) => word !== '' && word !== 'row' && word !== 'rows'); // prettier-ignore
}

function lineMatcher(expected: string): (line: string) => boolean {
  const parts = withoutTimes(expected)
    .split('…')
    .map((part) => part.trim());
  const pattern = new RegExp(parts.map((part) => part.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`)).join('.*'));
  return (line) => pattern.test(withoutTimes(line));
}

function withoutTimes(line: string): string {
  return line.replaceAll(/\b[\d.]+ m?s\b/g, '');
}

const kinds = new Set(['extract', 'seed', 'view', 'table', 'incremental', 'external', 'projection']);

/**
 * The first line of what a page shows that the output does not have, after the one before it; undefined where it has
 * them all. Times count for nothing, `…` stands for anything, and a line of `…` alone for lines.
 */
export function findUnmatched(shown: string, output: string): string | undefined {
  const lines = output.split('\n');
  let from = 0;
  for (const expected of shown.split('\n').filter((line) => line.trim() !== '' && line.trim() !== '…')) {
    const matches = isStep(expected) ? stepMatcher(expected) : lineMatcher(expected);
    const found = lines.findIndex((line, index) => index >= from && matches(line));
    if (found === -1) return expected;
    from = found + 1;
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

import { failure } from '../../../diagnostics/diagnostic.ts';

const longestSegment = 200;

/**
 * Keys are relative paths with `/`. Segments that begin with a dot are the lake's own, and `..` would leave it.
 *
 * @throws AlambicError E0202
 */
export function checkKey(key: string): void {
  for (const segment of key.split('/')) {
    const problem = wrongSegment(segment);
    if (problem === undefined) continue;
    throw failure('E0202', `${JSON.stringify(key)} cannot name an object of the lake: ${problem}`, {
      hint: 'names of sources, tables and models become folders of the lake: use letters, digits, "-" and "_"',
    });
  }
}

function wrongSegment(segment: string): string | undefined {
  if (segment === '') return 'a part of it is empty';
  if (segment.startsWith('.')) return `"${segment}" begins with a dot`;
  if (/[\\\0]/.test(segment)) return 'it has a backslash or a NUL character';
  if (Buffer.byteLength(segment) > longestSegment) return `a part of it is longer than ${longestSegment} bytes`;
  return undefined;
}

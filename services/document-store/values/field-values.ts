import { isDocument } from './document.ts';

/**
 * The values that a dotted path reaches in a document: none where it leads nowhere, several where it passes through
 * arrays. An array at its end is one value.
 */
export function fieldValues(document: unknown, path: string): readonly unknown[] {
  if (!path.includes('.')) {
    const value = (document as Record<string, unknown>)[path];
    return value === undefined ? [] : [value];
  }
  const found: unknown[] = [];
  collect(document, path.split('.'), 0, found);
  return found;
}

/** The same, with the elements of arrays at the path's end beside the arrays themselves: what a condition looks at. */
export function candidateValues(document: unknown, path: string): readonly unknown[] {
  const values = fieldValues(document, path);
  return values.some(Array.isArray)
    ? values.flatMap((each) => (Array.isArray(each) ? [each, ...each] : [each]))
    : values;
}

function collect(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  if (depth === path.length) {
    if (value !== undefined) found.push(value);
    return;
  }
  const name = path[depth]!;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) collect(value[Number(name)], path, depth + 1, found);
    for (const each of value) if (isDocument(each)) collect(each, path, depth, found);
  } else if (isDocument(value) && Object.hasOwn(value, name)) {
    collect(value[name], path, depth + 1, found);
  }
}

import { lowerCaseType } from './column-type.ts';

/** DuckDB's names for how it stores a type, and the type's own where that is another. */
const storedTypes: Readonly<Record<string, string>> = {
  INT8: 'TINYINT',
  INT16: 'SMALLINT',
  INT32: 'INTEGER',
  INT64: 'BIGINT',
  INT128: 'UUID or HUGEINT',
  UINT8: 'an unsigned type or ENUM',
  UINT16: 'an unsigned type or ENUM',
  UINT32: 'an unsigned type or ENUM',
  UINT64: 'UBIGINT',
};

/** What could not be converted to what, without the value. */
export function conversionMessage(message: string): string {
  const column = /^Could not (?:convert|cast) .* when casting from source column ([\w".]+)$/s.exec(message)?.[1];
  const source = column === undefined ? 'a value' : `a value of column "${column}"`;
  const target = typeName(
    /\bto '?([A-Z][A-Z0-9_]*(?:\(\d+(?:,\s*\d+)?\))?)'?(?: when casting.*)?$/s.exec(message)?.[1] ??
      /destination type ([A-Z0-9_]+)/.exec(message)?.[1] ??
      /^(?:invalid )?(date|timestamp|time) field/.exec(message)?.[1]?.toUpperCase(),
  );
  if (message.startsWith('Malformed JSON')) return `${source} is not JSON`;
  const known = target === undefined ? '' : target;
  if (/out of range/.test(message)) return `${source} is out of range${known && ` for ${known}`}`;
  return `${source} cannot be converted${known && ` to ${known}`}`;
}

/** Only a word that is a type's name: anything else might be part of a value. */
function typeName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [name] = text.split('(');
  return storedTypes[text] ?? (lowerCaseType(name!) === name ? undefined : text);
}

export function rangeMessage(message: string): string {
  const overflow = /^Overflow in ([a-z]+) of ([A-Z0-9]+)/.exec(message);
  return overflow === null
    ? 'a value is out of range'
    : `overflow in ${overflow[1]} of ${typeName(overflow[2]) ?? 'numbers'}`;
}

const csvReasons: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^Value with unterminated quote found/m, 'unterminated quote'],
  [/^Expected Number of Columns: (\d+) Found: (\d+)/m, '$1 columns expected, $2 found'],
  [/^Invalid unicode/im, 'not UTF-8'],
  [/^Maximum line size/m, 'line too long'],
];

/** The line and the reason, without what stands in the line. DuckDB puts the line before the reason: the last one counts. */
export function csvMessage(message: string): string {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const file = [...message.matchAll(/^ *file = (.+)$/gm)].at(-1)?.[1];
  const [, column, type] = [...message.matchAll(/^Column (.+) is being converted as type (.+)$/gm)].at(-1) ?? [];
  const known = csvReasons
    .map(([pattern, reason]) => pattern.exec(message)?.[0].replace(pattern, reason))
    .find(Boolean);
  const converted =
    column === undefined
      ? undefined
      : `column "${column}" is not of type ${typeName(type)?.toLowerCase() ?? 'declared'}`;
  return `${line === undefined ? '' : `line ${line}: `}${converted ?? known ?? 'not a CSV row'}${file === undefined ? '' : ` (${file})`}`;
}

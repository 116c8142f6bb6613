const integers: readonly string[] = ['smallint', 'integer', 'bigint'];

/**
 * Whether a column of one type can be read as another without losing anything. Text holds whatever there is. A type
 * that is narrower only where PostgreSQL has none so narrow is fine too, since a value that does not fit fails the
 * load: `tinyint`, and any decimal for a numeric without precision (`decimal`). `double` for a decimal is a choice.
 * `hugeint` is not exact: Parquet keeps it as a double.
 *
 * @param declared In DuckDB's spelling, as in sources.yml.
 * @param actual In DuckDB's spelling, as the source gives it.
 */
export function holdsEveryValue(declared: string, actual: string): boolean {
  const [wanted, found] = [plainType(declared), plainType(actual)];
  if (wanted === found || wanted === 'varchar') return true;
  if (wanted.endsWith('[]') && found.endsWith('[]')) return holdsEveryElement(wanted.slice(0, -2), found.slice(0, -2));
  if (integers.includes(found)) return integers.indexOf(wanted) > integers.indexOf(found) || smallHolds(wanted, found);
  if (found === 'uinteger') return wanted === 'bigint';
  if (found === 'float') return wanted === 'double';
  if (found.startsWith('decimal')) return decimalHolds(wanted, found);
  return found === 'date' && wanted === 'timestamp';
}

function plainType(type: string): string {
  const aliases: Readonly<Record<string, string>> = {
    text: 'varchar',
    string: 'varchar',
    timestamptz: 'timestamp with time zone',
    real: 'float',
    int: 'integer',
    numeric: 'decimal',
  };
  const plain = type.toLowerCase().replaceAll(', ', ',');
  return Object.hasOwn(aliases, plain) ? aliases[plain]! : plain;
}

/** Elements of several dimensions have one type in PostgreSQL: `integer[]` may hold lists of lists. */
function holdsEveryElement(wanted: string, found: string): boolean {
  return wanted.endsWith('[]') ? holdsEveryElement(wanted.slice(0, -2), found) : holdsEveryValue(wanted, found);
}

function smallHolds(wanted: string, found: string): boolean {
  if (found === 'smallint' && wanted === 'tinyint') return true;
  if (wanted === 'double') return found !== 'bigint';
  const digits: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
  const decimal = parseDecimal(wanted);
  return decimal !== undefined && decimal.precision - decimal.scale >= digits[found]!;
}

function decimalHolds(wanted: string, found: string): boolean {
  if (wanted === 'double') return true;
  const into = parseDecimal(wanted);
  if (into === undefined) return false;
  const from = parseDecimal(found);
  if (found === 'decimal' || from === undefined) return true;
  return into.scale >= from.scale && into.precision - into.scale >= from.precision - from.scale;
}

function parseDecimal(type: string): { readonly precision: number; readonly scale: number } | undefined {
  if (type === 'decimal') return { precision: 18, scale: 3 };
  const match = /^decimal\((\d+)(?:,(\d+))?\)$/.exec(type);
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2] ?? 0) };
}

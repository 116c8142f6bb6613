export class TypeProblem extends Error {
  readonly hint: string | undefined;

  constructor(problem: string, hint?: string) {
    super(problem);
    this.hint = hint;
  }
}

const token = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+)|('(?:[^']|'')*'|"(?:[^"]|"")+")|([()[\],]))/y;

export function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const match = token.exec(text);
    if (match === null) return [...tokens, text.slice(at)];
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** 18 and 3 are what DuckDB takes where nothing is said. */
export function decimalType(precision?: number, digits = 0): string {
  if (precision === undefined) return 'decimal(18,3)';
  if (precision < 1 || precision > 38) throw new TypeProblem('a decimal has 1 to 38 digits', '"decimal(18,3)"');
  if (digits > precision)
    throw new TypeProblem(`a decimal of ${precision} digits cannot have ${digits} after the point`, '"decimal(18,3)"');
  return `decimal(${precision},${digits})`;
}

export function timestampType(digits: number): string {
  if (digits > 9) throw new TypeProblem('a timestamp has at most 9 digits after the second', 'timestamp');
  if (digits === 0) return 'timestamp_s';
  if (digits <= 3) return 'timestamp_ms';
  return digits <= 6 ? 'timestamp' : 'timestamp_ns';
}

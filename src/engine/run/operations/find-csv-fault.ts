export interface CsvFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/**
 * The first record of a CSV text (RFC 4180) that is not one: DuckDB guesses what such a file may mean, and a seed is
 * meant to say it. What it finds holds no value. Lines and columns from 1.
 */
export function findCsvFault(text: string, delimiter: string): CsvFault | undefined {
  if (text.trim() === '')
    return {
      line: 1,
      column: 1,
      message: 'the file is empty',
      hint: 'a seed begins with a line that names its columns',
    };
  let expected: number | undefined;
  for (const record of records(text, delimiter)) {
    const { line, values, open } = record;
    if (open !== undefined)
      return {
        ...open,
        message: 'a quote is opened and never closed',
        hint: 'a quote inside a quoted value is written twice: ""',
      };
    expected ??= values;
    if (values === expected || (values === 0 && expected === 1)) continue;
    if (values === 0) continue;
    const hint =
      values > expected
        ? `put a value that holds "${delimiter === '\t' ? 'tab' : delimiter}" between double quotes`
        : undefined;
    const message = `${expected} ${expected === 1 ? 'value' : 'values'} expected, as the header has, found ${values}`;
    return { line, column: 1, message, ...(hint === undefined ? {} : { hint }) };
  }
  return undefined;
}

interface CsvRecord {
  readonly line: number;
  /** None on an empty line. */
  readonly values: number;
  readonly open?: { readonly line: number; readonly column: number };
}

function* records(text: string, delimiter: string): Generator<CsvRecord> {
  let [line, start, at] = [1, 0, 0];
  while (at < text.length) {
    const first = line;
    let values = 0;
    for (let ended = false; !ended;) {
      if (text[at] === '"') {
        const open = { line, column: at - start + 1 };
        for (at++; at < text.length && !(text[at] === '"' && text[at + 1] !== '"'); at += text[at] === '"' ? 2 : 1)
          if (text[at] === '\n') [line, start] = [line + 1, at + 1];
        if (at >= text.length) return yield { line: first, values, open };
        at++;
      }
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
      const isBlank = values === 0 && text.slice(Math.min(from, start), at).trim() === '' && text[at] !== delimiter;
      if (!isBlank) values++;
      ended = text[at] !== delimiter;
      at++;
      if (ended) [line, start] = [line + 1, at];
      else if (at >= text.length) return yield { line: first, values: values + 1 };
    }
    yield { line: first, values };
  }
}

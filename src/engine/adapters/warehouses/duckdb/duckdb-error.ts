/** What DuckDB says of a failure, before anything is made of it. The message may quote values. */
export interface RawDuckDbError {
  /** `Binder`, `Catalog`, `Parser`, `Conversion` …, or `` where it is not an error of DuckDB's. */
  readonly type: string;
  readonly message: string;
  /** UTF-16 offset into the SQL that was executed. */
  readonly offset?: number;
  readonly name?: string;
  readonly candidates: readonly string[];
  readonly errno?: number;
}

interface JsonError {
  readonly exception_type: string;
  readonly exception_message: string;
  readonly position?: string;
  readonly name?: string;
  readonly candidates?: string;
  readonly errno?: string;
}

/** Reads both forms: JSON, which our connections ask for, and text with a caret, which the others give. */
export function parseDuckDbError(text: string, sql: string | undefined): RawDuckDbError {
  const json = jsonOf(text);
  return json === undefined ? fromText(text, sql) : fromJson(json, sql, text.startsWith('Parser Error'));
}

function jsonOf(text: string): JsonError | undefined {
  const start = text.indexOf('{"exception_type"');
  if (start < 0) return undefined;
  try {
    return JSON.parse(text.slice(start)) as JsonError;
  } catch {
    return undefined;
  }
}

function fromJson(json: JsonError, sql: string | undefined, inCodePoints: boolean): RawDuckDbError {
  const position = json.position === undefined ? Number.NaN : Number(json.position);
  const known = sql !== undefined && Number.isSafeInteger(position);
  return {
    type: json.exception_type,
    message: json.exception_message,
    offset: known ? (inCodePoints ? offsetOfCodePoint(sql, position) : offsetOfByte(sql, position)) : undefined,
    name: json.name,
    candidates: json.candidates?.split(/,\s*/).filter((each) => each !== '') ?? [],
    errno: json.errno === undefined ? undefined : Number(json.errno),
  };
}

function fromText(text: string, sql: string | undefined): RawDuckDbError {
  const [, type = '', rest = text] = /^([A-Z][A-Za-z ]*?) Error: ([\s\S]*)$/.exec(text) ?? [];
  const [message = '', ...lines] = rest.split(/\n\nLINE (?=\d+: )/);
  const offset = sql === undefined || lines.length === 0 ? undefined : offsetOfCaret(lines.at(-1)!, sql);
  return { type, message, offset, candidates: [] };
}

/** `2:   é, emial from …\n          ^`: the line is cut at both ends where it is long. */
function offsetOfCaret(frame: string, sql: string): number | undefined {
  const [, number = '1', shown = '', space = ''] = /^(\d+): (.*)\n( *)\^/.exec(frame) ?? [];
  const lines = sql.split('\n');
  const line = lines[Number(number) - 1];
  if (line === undefined) return undefined;
  const start = lines.slice(0, Number(number) - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const column = space.length - `LINE ${number}: `.length;
  const cut = shown.startsWith('...') ? line.indexOf(shown.replace(/^\.\.\./, '').replace(/\.\.\.$/, '')) - 3 : 0;
  return start + cut + offsetOfCodePoint(shown, column);
}

/** DuckDB counts code points while it parses. */
function offsetOfCodePoint(sql: string, position: number): number {
  let offset = 0;
  for (let seen = 0; seen < position && offset < sql.length; seen++)
    offset += sql.codePointAt(offset)! > 0xffff ? 2 : 1;
  return offset;
}

/** Once it has parsed, DuckDB counts bytes of UTF-8. */
function offsetOfByte(sql: string, position: number): number {
  return Buffer.from(sql, 'utf8').subarray(0, position).toString('utf8').length;
}

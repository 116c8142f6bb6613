/** Text of a value in, text out; undefined: the field passes as it is. */
export type FieldRewriter = ((value: string) => string | null) | undefined;

export interface CsvRewriter {
  /** The bytes of whole and partial fields so far; never the clear bytes of a field that has a rewriter. */
  push(chunk: Uint8Array): Uint8Array;
  /** Whole rows that have passed. */
  rows(): number;
  /** To be called when the input has ended; an end inside a row is an error. */
  end(): void;
}

const quote = 0x22;
const comma = 0x2c;
const newline = 0x0a;

/**
 * Rewrites fields of PostgreSQL's CSV while it streams, chunk by chunk. NULL is nothing between commas, the empty
 * string is `""`, and a quoted field holds any byte, with quotes doubled; so chunks may end anywhere, even inside a
 * letter. Fields without a rewriter are copied as bytes.
 */
export function rewriteCsv(fields: readonly FieldRewriter[]): CsvRewriter {
  const passes = fields.every((field) => field === undefined);
  let column = 0;
  let rows = 0;
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  /** Earlier chunks' part of the field that is being collected. */
  let collected: Uint8Array[] = [];
  let output = Buffer.allocUnsafe(0);
  let length = 0;

  const reserve = (bytes: number): void => {
    if (length + bytes <= output.length) return;
    const larger = Buffer.allocUnsafe(Math.max(output.length * 2, length + bytes));
    output.copy(larger, 0, 0, length);
    output = larger;
  };
  const emit = (chunk: Uint8Array, from: number, to: number): void => {
    if (to <= from) return;
    reserve(to - from);
    output.set(from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to), length);
    length += to - from;
  };
  const emitText = (text: string): void => {
    reserve(text.length * 3);
    length += output.write(text, length, 'utf8');
  };
  const rewrite = (rewriter: NonNullable<FieldRewriter>, chunk: Buffer, from: number, to: number): void => {
    const whole = collected.length === 0;
    const bytes = whole ? chunk : Buffer.concat([...collected, chunk.subarray(from, to)]);
    const value = readField(bytes, whole ? from : 0, whole ? to : bytes.length);
    collected = [];
    const result = value === null ? null : rewriter(value);
    if (result !== null) emitText(/[",\n\r]|^$/.test(result) ? `"${result.replaceAll('"', '""')}"` : result);
  };
  const scan = (chunk: Buffer): Uint8Array => {
    const size = chunk.length;
    output = passes ? output : Buffer.allocUnsafe(size + (size >> 1) + 256);
    length = 0;
    let copied = 0;
    let begun = 0;
    let at = 0;
    while (at < size) {
      if (state === 'start') {
        if (fields[column] !== undefined) {
          emit(chunk, copied, at);
          begun = at;
        }
        state = chunk[at] === quote ? 'quoted' : 'plain';
        if (state === 'quoted') at += 1;
      } else if (state === 'plain') {
        let byte = chunk[at]!;
        while (byte !== comma && byte !== newline && ++at < size) byte = chunk[at]!;
        if (at === size) break;
        const rewriter = fields[column];
        if (rewriter !== undefined) {
          rewrite(rewriter, chunk, begun, at);
          copied = at;
        }
        column += 1;
        if (byte === newline) {
          if (column !== fields.length) throw new Error(`a row of ${column} fields instead of ${fields.length}`);
          column = 0;
          rows += 1;
        }
        state = 'start';
        at += 1;
      } else if (state === 'quoted') {
        const next = chunk.indexOf(quote, at);
        at = next < 0 ? size : next + 1;
        if (next >= 0) state = 'quote';
      } else {
        // A second quote stands for a quote; anything else ends the quoted part.
        state = chunk[at] === quote ? 'quoted' : 'plain';
        if (state === 'quoted') at += 1;
      }
    }
    if (passes) return chunk;
    if (state !== 'start' && fields[column] !== undefined) collected.push(chunk.subarray(begun));
    else emit(chunk, copied, size);
    return output.subarray(0, length);
  };
  return {
    push: (chunk) => scan(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)),
    rows: () => rows,
    end() {
      if (state !== 'start' || column !== 0) throw new Error('the stream ended inside a row');
    },
  };
}

function readField(bytes: Buffer, from: number, to: number): string | null {
  if (from === to) return null;
  if (bytes[from] !== quote) return bytes.toString('utf8', from, to);
  const inner = bytes.toString('utf8', from + 1, to - 1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

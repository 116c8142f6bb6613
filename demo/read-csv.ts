import { failure } from '../src/engine/diagnostics/diagnostic.ts';

/** Records of a CSV text with a header line (RFC 4180): quotes doubled inside quotes, line ends allowed in them. */
export function* readCsv(text: string): Generator<Readonly<Record<string, string>>> {
  const rows = readRows(text);
  const header = rows.next().value as readonly string[] | undefined;
  if (header === undefined) return;
  for (const fields of rows) {
    if (fields.length !== header.length)
      throw failure('E0706', `a row has ${fields.length} fields and the header ${header.length}`);
    yield Object.fromEntries(header.map((name, index) => [name, fields[index] ?? '']));
  }
}

function* readRows(text: string): Generator<readonly string[]> {
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  let fields: string[] = [];
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw failure('E0706', `not CSV at character ${at}`);
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',' && token.lastIndex < text.length) continue;
    if (match[3] === ',') fields.push('');
    yield fields;
    fields = [];
  }
}

import type { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { failure } from '../../../diagnostics/diagnostic.ts';
import type { ExtractionRequest, ExtractionStream } from '../../source.ts';
import { readChangeWindow, readIdentity, type ChangeWindow } from './change-window.ts';
import { copyExpression, quoteIdentifier } from './copy-expression.ts';
import type { CopyTo } from './load-pg.ts';
import { readRelation, type PostgresRelation } from './read-catalogue.ts';
import { rewriteCsv, type CsvRewriter } from './rewrite-csv.ts';

export interface CopyOptions {
  /** Of its own until `finish` is called. */
  readonly client: PoolClient;
  readonly copyTo: CopyTo;
  readonly statementTimeout: number;
  explain(error: unknown): unknown;
  /** Gives the client back; a broken one is closed. */
  finish(broken: boolean): void;
}

/** What the text of values depends on. Nothing of it outlives the transaction. */
const textSettings = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, MDY'`,
  `set local intervalstyle = 'postgres'`,
  'set local extra_float_digits = 1',
  `set local bytea_output = 'hex'`,
  'set local standard_conforming_strings = on',
  // Rows of an unchanged table then come in the same order each time.
  'set local synchronize_seqscans = off',
  'set local search_path = pg_catalog',
].join('; ');

/** Streams a table by COPY out of one snapshot, with treatments applied before anything else sees the bytes. */
export async function copyTable(request: ExtractionRequest, options: CopyOptions): Promise<ExtractionStream> {
  const { client, explain } = options;
  try {
    const identity = await readIdentity(client);
    await client.query(
      `begin isolation level repeatable read read only; ${textSettings}; set local statement_timeout = ${options.statementTimeout}`,
    );
    const relation = await readRelation(client, request.table.schema, request.table.table);
    if (relation === undefined) throw explain({ code: '42P01' });
    const window = await readChangeWindow(client, request, relation, identity);
    const stream = client.query(options.copyTo(copyStatement(request, relation, window)));
    // An error may come before anybody reads, and is only emitted: whoever reads later would wait for ever.
    stream.on('error', (error) => stream.destroy(error));
    const rewriter = rewriteCsv(request.columns.map(({ apply }) => apply));
    let rows: number | undefined;
    return {
      csv: rewritten(request, options, stream, rewriter, (passed) => (rows = passed)),
      progress: () => rewriter.rows(),
      result() {
        if (rows === undefined) throw new Error('the stream has not ended');
        return { rows, ...(request.table.extract.mode === 'incremental' ? { cursor: window.cursor } : {}) };
      },
    };
  } catch (error) {
    options.finish(true);
    throw explain(error);
  }
}

/** Only the columns that leave the source are named: the others are never read. */
function copyStatement(
  { table, columns }: ExtractionRequest,
  relation: PostgresRelation,
  { condition }: ChangeWindow,
): string {
  const expressions = columns.map((column) => {
    const actual = relation.columns.find(({ name }) => name === column.name);
    if (actual !== undefined) return copyExpression(column, actual);
    throw failure('E0704', `column "${column.name}" is missing from ${table.schema}.${table.table}`, {
      hint: 'take it out of sources.yml, or put it back into the table',
    });
  });
  const from = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.table)}`;
  const where = condition === undefined ? '' : ` where ${condition}`;
  return `copy (select ${expressions.join(', ')} from ${from}${where}) to stdout (format csv, encoding 'UTF8')`;
}

async function* rewritten(
  { signal }: ExtractionRequest,
  { client, explain, finish, statementTimeout }: CopyOptions,
  stream: Readable & { readonly rowCount: number },
  rewriter: CsvRewriter,
  done: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  let whole = false;
  let stopped: Error | undefined;
  const stop = (reason: Error): void => {
    stopped ??= reason;
    stream.destroy(reason);
  };
  const interrupt = (): void => stop(failure('E0708', 'interrupted', { hint: 'nothing of this load was committed' }));
  // A server that is cut off does not end the statement for us.
  const deadline =
    statementTimeout > 0
      ? setTimeout(() => stop(explain({ code: '57014' }) as Error), statementTimeout + 10_000)
      : undefined;
  signal?.addEventListener('abort', interrupt);
  if (signal?.aborted === true) interrupt();
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      const bytes = rewriter.push(chunk);
      if (bytes.length > 0) yield bytes;
    }
    rewriter.end();
    const rows = rewriter.rows();
    await client.query('commit');
    if (rows !== stream.rowCount)
      throw new Error(`the server sent ${stream.rowCount} rows, of which ${rows} were seen`);
    whole = true;
    done(rows);
  } catch (error) {
    throw stopped ?? explain(error);
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', interrupt);
    finish(!whole);
  }
}

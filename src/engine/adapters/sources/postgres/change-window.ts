import type { ClientBase } from 'pg';
import type { ExtractionRequest } from '../../source.ts';
import { quoteIdentifier, quoteLiteral } from './copy-expression.ts';
import type { PostgresRelation } from './read-catalogue.ts';

/**
 * Which rows an incremental load reads, and what the next one must know.
 *
 * A cursor alone loses rows: one can be committed after a later one was read, share the last value, or have none. But
 * each row of a heap tells the transaction that wrote it (xmin). What a load did not see was written by a transaction
 * that had not ended when its snapshot was taken, and the snapshot's own xmin is the oldest of these. So the next load
 * reads the rows beyond the cursor and all that were written by that transaction or a later one. Some come twice, which
 * the merge by primary key makes good; none is lost.
 */
export interface ChangeWindow {
  /** A condition on the rows, or undefined for all of them. */
  readonly condition: string | undefined;
  readonly cursor: Readonly<Record<string, string | null>>;
}

/** The server and its history: transaction ids mean nothing to another one. */
export interface ServerIdentity {
  readonly system: string;
  readonly timeline: string;
}

const kind = 'postgres';
/** Rows compare transaction ids of 32 bits, so a load further back than this cannot be told from a later one. */
const farthest = 2_000_000_000n;

/** In one statement outside the transaction: where it is not permitted, the transaction would be lost. */
export async function readIdentity(client: ClientBase): Promise<ServerIdentity | undefined> {
  try {
    const { rows } = await client.query<{ system: string; timeline: string }>(
      `select s.system_identifier::text as system, c.timeline_id::text as timeline
       from pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c`,
    );
    return rows[0];
  } catch (error) {
    if ((error as { readonly code?: string }).code === '42501') return undefined;
    throw error;
  }
}

/** Inside the transaction whose snapshot the rows will be read in. */
export async function readChangeWindow(
  client: ClientBase,
  { table, since }: Pick<ExtractionRequest, 'table' | 'since'>,
  relation: PostgresRelation,
  identity: ServerIdentity | undefined,
): Promise<ChangeWindow> {
  const column = table.extract.cursor;
  const name = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.table)}`;
  const last = column === undefined ? 'null' : `(select max(${quoteIdentifier(column)})::text from ${name})`;
  // The txid functions have the same result as pg_current_snapshot, in every version.
  const { rows } = await client.query<{ xmin: string; xmax: string; last: string | null }>(
    `select txid_snapshot_xmin(txid_current_snapshot())::text as xmin, txid_snapshot_xmax(txid_current_snapshot())::text as xmax, ${last} as last`,
  );
  const now = rows[0]!;
  const cursor = {
    kind,
    column: column ?? null,
    value: now.last,
    snapshot_xmin: now.xmin,
    relations: relation.heaps?.join(',') ?? null,
    system: identity?.system ?? null,
    timeline: identity?.timeline ?? null,
  };
  if (since === undefined || since['kind'] !== kind || since['column'] !== cursor.column)
    return { condition: undefined, cursor };
  if (relation.heaps === undefined || identity === undefined) {
    return { condition: column === undefined ? undefined : atLeast(column, since['value']), cursor };
  }
  if (!isSameHistory(since, cursor, BigInt(now.xmax))) return { condition: undefined, cursor };
  return { condition: beyond(column, since, relation.heaps), cursor };
}

/** Without transaction ids: what shares the last value comes again, what was committed late below it is not seen. */
function atLeast(column: string, value: string | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const name = quoteIdentifier(column);
  return `(${name} >= ${quoteLiteral(value)} or ${name} is null)`;
}

/** Another server, a restored backup, or too far back: only reading everything loses nothing. */
function isSameHistory(since: ChangeWindow['cursor'], now: ChangeWindow['cursor'], xmax: bigint): boolean {
  if (since['system'] !== now['system'] || since['timeline'] !== now['timeline']) return false;
  const before = BigInt(since['snapshot_xmin'] ?? 0);
  return before > 0n && before <= xmax && xmax - before < farthest && typeof since['relations'] === 'string';
}

function beyond(column: string | undefined, since: ChangeWindow['cursor'], heaps: readonly string[]): string {
  const { value, snapshot_xmin: xmin, relations } = since;
  const known = new Set(relations!.split(','));
  // A table that was swapped in, or a partition that was attached, brings rows of old transactions.
  const added = heaps.filter((oid) => !known.has(oid));
  const written = `age(xmin) <= age('${BigInt(xmin!) & 0xffff_ffffn}'::xid)`;
  const conditions = [
    ...(column === undefined || value === null || value === undefined
      ? []
      : [`${quoteIdentifier(column)} > ${quoteLiteral(value)}`]),
    written,
    ...(added.length === 0 ? [] : [`tableoid in (${added.join(', ')})`]),
  ];
  return `(${conditions.join(' or ')})`;
}

import { AlambicError } from '../../../diagnostics/diagnostic.ts';
import type { WarehouseFault } from '../../warehouse.ts';
import { WrongValueError } from '../../wrong-value-error.ts';
import { classifyError } from './classify-error.ts';
import { parseDuckDbError, type RawDuckDbError } from './duckdb-error.ts';

/** An error of a session: only what may be shown is kept of DuckDB's own message. */
export class DuckDbError extends Error {
  readonly fault: WarehouseFault;

  constructor(fault: WarehouseFault) {
    super(fault.message);
    this.name = 'DuckDbError';
    this.fault = fault;
  }
}

/** What went wrong, free of row values, placed in `sql` where DuckDB says where. */
export function explainError(error: unknown, sql?: string): WarehouseFault {
  if (error instanceof DuckDbError) return error.fault;
  if (error instanceof AlambicError) {
    const { code, message, hint } = error.diagnostics[0]!;
    return { code, message, hint, transient: false };
  }
  const raw = parseDuckDbError(error instanceof Error ? error.message : String(error), sql);
  const found = classifyError(raw);
  // The place is then one inside of a view's statement.
  const fault = { ...found, ...(found.code === 'E0707' ? {} : placeOf(raw, sql)) };
  return { transient: false, ...fault };
}

/** Runs a statement made of the caller's text between two texts of ours: it can be interrupted, its errors are the caller's. */
export type Perform = <T>(
  text: string,
  before: string,
  work: (sql: string) => Promise<T>,
  after?: string,
) => Promise<T>;

/** Runs a statement made of the caller's text between two texts of ours, and places errors in the caller's. */
export async function explained<T>(
  text: string,
  before: string,
  run: (sql: string) => Promise<T>,
  after = '',
): Promise<T> {
  const sql = `${before}${text}${after}`;
  try {
    return await run(sql);
  } catch (error) {
    if (error instanceof WrongValueError || error instanceof AlambicError || error instanceof DuckDbError) throw error;
    const { offset, length, ...fault } = explainError(error, sql);
    const own = offset === undefined ? undefined : offset - before.length;
    throw new DuckDbError(
      own === undefined || own < 0 || own >= text.length ? fault : { ...fault, offset: own, length },
    );
  }
}

const token =
  /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*(?:\.(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*))*|\d+|[^\s\p{L}\p{N}_"'(),;.]+|./uy;

function placeOf(raw: RawDuckDbError, sql: string | undefined): Pick<WarehouseFault, 'offset' | 'length'> {
  if (raw.offset === undefined || sql === undefined || raw.offset >= sql.length) return {};
  token.lastIndex = raw.offset;
  return { offset: raw.offset, length: token.exec(sql)?.[0].length ?? 1 };
}

import type { Warehouse } from '../adapters/warehouse.ts';
import { originalPlace, type SourceMap } from '../compile/source-map.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';

export interface ExecutedSql {
  readonly sql: string;
  readonly map?: SourceMap | undefined;
  /** Where the user's own SQL begins in the statement. */
  readonly at?: number | undefined;
  readonly file?: string | undefined;
}

/** A warehouse's error as a diagnostic at the line that the user wrote, through the template and its macros. */
export function explainFault(warehouse: Warehouse, error: unknown, executed: ExecutedSql): AlambicError {
  if (error instanceof AlambicError) return error;
  const fault = warehouse.explain(error, executed.sql);
  const within = fault.offset === undefined ? undefined : fault.offset - (executed.at ?? 0);
  const place =
    within === undefined || within < 0 ? undefined : originalPlace(executed.map ?? [], within, fault.length);
  const location = place?.location ?? (executed.file === undefined ? undefined : { file: executed.file });
  const diagnostic: Diagnostic = {
    code: fault.code,
    severity: 'error',
    message: fault.message,
    ...(location === undefined ? {} : { location }),
    ...(place === undefined || place.via.length === 0 ? {} : { via: place.via }),
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  };
  return new AlambicError(diagnostic);
}

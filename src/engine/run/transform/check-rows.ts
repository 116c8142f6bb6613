import { valueCheck, type ValueCheck } from '../../adapters/column-values.ts';
import { kindOf } from '../../adapters/value-kinds.ts';
import type { ResultColumn, Value } from '../../adapters/warehouse.ts';
import { suggest } from '../../diagnostics/suggest.ts';

/** Where the rows come from, for messages. */
export interface BatchPlace {
  readonly model: string;
  readonly input: string;
  /** Of the batch's first row within the input, from 0. */
  readonly offset: number;
  /** Rows of the batch that was given. */
  readonly rows: number;
}

/** A row that is not what the model declares: what is wrong and where, never the value. */
export class WrongRow extends Error {
  readonly column: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, column?: string, hint?: string) {
    super(message);
    this.column = column;
    this.hint = hint;
  }
}

/** Checks what `transform` returned and turns it into columns. A declared column that a row lacks is NULL in it. */
export function rowChecker(
  columns: readonly ResultColumn[],
): (returned: unknown, place: BatchPlace) => readonly (readonly Value[])[] {
  const checks = columns.map(({ type }) => valueCheck(type));
  const declared = new Set(columns.map(({ name }) => name));
  return (returned, place) => {
    if (!Array.isArray(returned)) {
      throw new WrongRow(
        `model "${place.model}": transform returned ${kindOf(returned as Value)} instead of a list of rows`,
      );
    }
    const rows = returned as readonly unknown[];
    const at = (row: number): string => describeRow(place, row, rows.length);
    rows.forEach((row, index) => checkKeys(row, declared, at, index));
    return columns.map((column, index) =>
      columnOf(rows as readonly Readonly<Record<string, Value>>[], column, checks[index], at),
    );
  };
}

function checkKeys(row: unknown, declared: ReadonlySet<string>, at: (row: number) => string, index: number): void {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw new WrongRow(`${at(index)}: ${kindOf(row as Value)} instead of a row`);
  }
  for (const key in row) {
    if (declared.has(key)) continue;
    const near = suggest(key, declared);
    // A key may have been computed from a value: only one that resembles a declared column is named.
    const name = near === undefined ? 'a column that is not declared' : `unknown column "${key}"`;
    throw new WrongRow(
      `${at(index)}: ${name}`,
      undefined,
      near === undefined ? `declared are ${[...declared].join(', ')}` : `did you mean "${near}"?`,
    );
  }
}

function columnOf(
  rows: readonly Readonly<Record<string, Value>>[],
  column: ResultColumn,
  check: ValueCheck | undefined,
  at: (row: number) => string,
): readonly Value[] {
  const values: Value[] = [];
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row]![column.name] ?? null;
    const problem =
      value === null ? undefined : check === undefined ? 'a value of a type that cannot be produced' : check(value);
    if (problem !== undefined)
      throw new WrongRow(`${at(row)}, column "${column.name}": expected ${column.type}, got ${problem}`, column.name);
    values.push(value);
  }
  return values;
}

/** Where a batch gives as many rows as it was given, the row's number is the input's; rows are counted from 1. */
function describeRow({ model, input, offset, rows }: BatchPlace, row: number, returned: number): string {
  if (returned === rows) return `model "${model}", row ${offset + row + 1} of input "${input}"`;
  return `model "${model}", row ${row + 1} of those returned for rows ${offset + 1} to ${offset + rows} of input "${input}"`;
}

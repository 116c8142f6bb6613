import type { ResultColumn, Value } from '../../adapters/warehouse.ts';

/** Rows on their way between threads, column by column: cheaper to copy than objects, and dates are moved, not copied. */
export interface WireTable {
  readonly names: readonly string[];
  readonly rows: number;
  /** Milliseconds since 1970 for a column of dates, with NaN for null. */
  readonly values: readonly (readonly Value[] | Float64Array)[];
}

export function packTable(columns: readonly ResultColumn[], values: readonly (readonly Value[])[]): WireTable {
  return {
    names: columns.map(({ name }) => name),
    rows: values[0]?.length ?? 0,
    values: values.map((column, index) => (isDate(columns[index]!.type) ? packDates(column) : column)),
  };
}

export function unpackColumns(table: WireTable): readonly (readonly Value[])[] {
  return table.values.map((column) => (column instanceof Float64Array ? Array.from(column, unpackDate) : column));
}

export function unpackRows(table: WireTable): readonly Readonly<Record<string, Value>>[] {
  const columns = unpackColumns(table);
  const rows: Record<string, Value>[] = [];
  for (let row = 0; row < table.rows; row++) {
    const object: Record<string, Value> = {};
    for (let column = 0; column < columns.length; column++) object[table.names[column]!] = columns[column]![row]!;
    rows.push(object);
  }
  return rows;
}

/** What can be handed over to the other thread instead of being copied. */
export function transferList(table: WireTable): readonly ArrayBuffer[] {
  return table.values.flatMap((column) => (column instanceof Float64Array ? [column.buffer as ArrayBuffer] : []));
}

function isDate(type: string): boolean {
  return /^(date|datetime|timestamp)/i.test(type) && !type.endsWith('[]');
}

function packDates(column: readonly Value[]): Float64Array {
  const packed = new Float64Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    const time = value instanceof Date ? value.getTime() : Number.NaN;
    // An infinite date of the warehouse is an invalid Date here: it must not become null.
    packed[row] = value instanceof Date && Number.isNaN(time) ? Infinity : time;
  }
  return packed;
}

function unpackDate(time: number): Date | null {
  return Number.isNaN(time) ? null : new Date(time);
}

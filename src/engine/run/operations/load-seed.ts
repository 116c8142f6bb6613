import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultColumn } from '../../adapters/warehouse.ts';
import { AlambicError, failure } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Operation } from '../../plan/plan.ts';
import { explainFault } from '../explain-fault.ts';
import { findCsvFault } from './find-csv-fault.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';

type SeedOperation = Extract<Operation, { op: 'seed' }>;

/** Loads a CSV file of seeds/: declared types where there are some, otherwise what the file looks like. */
export async function loadSeed(
  operation: SeedOperation,
  { session, context }: OperationScope,
): Promise<OperationOutcome> {
  const { dialect } = context.warehouse;
  const path = join(context.compiled.project.root, operation.path);
  const fault = findCsvFault(readFileSync(path, 'utf8'), operation.delimiter);
  if (fault !== undefined) {
    const { line, column, message, hint } = fault;
    throw failure('E0706', `line ${line}: ${message}`, {
      location: { file: operation.path, line, column },
      ...(hint === undefined ? {} : { hint }),
    });
  }
  try {
    const sniffed = await session.describe(`select * from ${dialect.sniffCsv(path, operation.delimiter)}`);
    const columns = withDeclaredTypes(operation, sniffed);
    const select = `select * from ${dialect.readCsv(path, columns, operation.delimiter, true)}`;
    const { rowsChanged } = await session.execute(dialect.createTableAs(operation.into, select));
    return { rows: rowsChanged };
  } catch (error) {
    throw atItsLine(explainFault(context.warehouse, error, { sql: '', file: operation.path }), operation.path);
  }
}

/** The warehouse names the file by its absolute path, and the line in its message alone. */
function atItsLine(error: AlambicError, file: string): AlambicError {
  return new AlambicError(
    error.diagnostics.map((each) => {
      const message = each.message.replace(/ \([^()]*\)$/, '');
      const line = /^line (\d+): /.exec(message)?.[1];
      return { ...each, message, ...(line === undefined ? {} : { location: { file, line: Number(line), column: 1 } }) };
    }),
  );
}

function withDeclaredTypes(operation: SeedOperation, sniffed: readonly ResultColumn[]): readonly ResultColumn[] {
  const declared = new Map(operation.columns.map((column) => [column.name.toLowerCase(), column]));
  const names = sniffed.map((column) => column.name);
  for (const column of operation.columns) {
    if (names.some((name) => name.toLowerCase() === column.name.toLowerCase())) continue;
    const best = suggest(column.name, names);
    throw failure('E0706', `${operation.path} has no column "${column.name}"`, {
      location: column.location ?? { file: operation.path },
      hint: best === undefined ? `its header has ${names.join(', ')}` : `did you mean "${best}"?`,
    });
  }
  return sniffed.map((column) => ({
    name: column.name,
    type: declared.get(column.name.toLowerCase())?.type ?? column.type,
  }));
}

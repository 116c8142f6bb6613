import type { ResultColumn } from '../adapters/warehouse.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { Column } from '../parse/project.ts';
import { normaliseType } from '../parse/declarations/normalise-type.ts';

/** Compares an enforced contract with what was built: names in any order, types exactly. */
export function checkContract(
  contract: readonly Column[],
  actual: readonly ResultColumn[],
  relation: string,
): readonly Diagnostic[] {
  const built = new Map(actual.map((column) => [column.name.toLowerCase(), column]));
  const diagnostics: Diagnostic[] = [];
  for (const column of contract) {
    const found = built.get(column.name.toLowerCase());
    built.delete(column.name.toLowerCase());
    const location = column.location === undefined ? {} : { location: column.location };
    if (found === undefined) {
      diagnostics.push({
        code: 'E0501',
        severity: 'error',
        message: `contract of ${relation}: column "${column.name}" is declared but the model does not give it`,
        ...location,
      });
    } else if (column.type !== undefined && normaliseType(found.type) !== normaliseType(column.type)) {
      const message = `contract of ${relation}: column "${column.name}" is declared as ${column.type} but the model gives ${found.type}`;
      diagnostics.push({
        code: 'E0502',
        severity: 'error',
        message,
        ...location,
        hint: `cast it in the model: cast(… as ${column.type}) as ${column.name}`,
      });
    }
  }
  for (const extra of built.values()) {
    diagnostics.push({
      code: 'E0501',
      severity: 'error',
      message: `contract of ${relation}: the model gives column "${extra.name}" that is not declared`,
      ...(contract[0]?.location === undefined ? {} : { location: columnsOf(contract[0].location) }),
      hint: `declare it: {name: ${extra.name}, type: ${extra.type}}, or leave it out of the model`,
    });
  }
  return diagnostics;
}

/** The list that a column stands in. */
function columnsOf(column: Location): Location {
  const end = 'path' in column ? column.path.lastIndexOf('columns') : -1;
  return 'path' in column && end !== -1 ? { ...column, path: column.path.slice(0, end + 1), at: 'key' } : column;
}

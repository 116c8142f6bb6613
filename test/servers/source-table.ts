import type { Extraction, SourceTable } from '../../src/engine/parse/project.ts';
import type { TreatedColumn } from '../../src/engine/adapters/source.ts';

/** A declared table of the source `shop`. */
export function sourceTable(
  name: string,
  columns: Readonly<Record<string, string>>,
  extract: Partial<Extraction> = {},
): SourceTable {
  const location = { file: 'sources.yml', path: ['sources', 0, 'tables', 0], at: 'value' } as const;
  return {
    kind: 'source', id: `shop.${name}`, source: 'shop', table: name, schema: 'public', connection: 'shop', zone: 'raw', tags: [],
    subjectKeys: [], extract: { mode: 'full', primaryKey: [], ...extract },
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, location: { ...location, path: [...location.path, 'columns', column] } })),
    location, path: 'sources.yml',
  }; // prettier-ignore
}

/** Its columns as they are, but for the treated ones. */
export function untreated(
  table: SourceTable,
  treated: Readonly<Record<string, (value: string) => string | null>> = {},
): readonly TreatedColumn[] {
  return table.columns.map(({ name, type }) => {
    const apply = treated[name];
    return apply === undefined
      ? { name, sourceType: type, type, treatment: 'keep' }
      : { name, sourceType: type, type: 'varchar', treatment: 'pseudonymise', key: 'pii', keyVersion: 1, apply };
  });
}

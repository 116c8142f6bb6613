import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { DataTest, Freshness, SourceColumn, SourceTable } from '../project.ts';
import { Declaration, listOf } from './declaration.ts';
import { declareColumns } from './declare-columns.ts';
import { declareDataTests, type DataTestKinds } from './declare-data-tests.ts';
import type { RawFreshness, RawSource, RawTable } from './raw-declarations.ts';

type Path = readonly (string | number)[];

export interface DeclaredSources {
  readonly tables: readonly SourceTable[];
  readonly dataTests: readonly DataTest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param data of a sources.yml that its schema allows. */
export function declareSources(file: SourceFile, data: unknown, kinds: DataTestKinds): DeclaredSources {
  const { sources } = data as { readonly sources: readonly RawSource[] };
  const declaration = new Declaration(file);
  const dataTests: DataTest[] = [];
  const tables = sources.flatMap((source, index) => {
    const path = ['sources', index, 'tables'];
    return source.tables.map((table, each) => {
      const declared = declareTable(source, table, [...path, each], declaration);
      dataTests.push(...testsOf(table, declared.id, [...path, each], kinds, declaration));
      return declared;
    });
  });
  return { tables, dataTests, diagnostics: declaration.diagnostics };
}

function declareTable(source: RawSource, table: RawTable, path: Path, declaration: Declaration): SourceTable {
  const columns = declareColumns(table.columns, [...path, 'columns'], declaration) as readonly SourceColumn[];
  const freshness = table.freshness ?? source.freshness;
  checkColumnNames(source, table, path, declaration);
  return {
    kind: 'source',
    id: `${source.name}.${table.name}`,
    source: source.name,
    table: table.name,
    schema: table.schema ?? source.schema ?? 'public',
    connection: source.connection ?? source.name,
    zone: source.zone ?? 'raw',
    description: table.description,
    tags: [...new Set([...listOf(source.tags), ...listOf(table.tags)])],
    subjectKeys: listOf(table.subject_key),
    extract: {
      mode: table.extract?.mode ?? 'full',
      ...(table.extract?.cursor === undefined ? {} : { cursor: table.extract.cursor }),
      primaryKey: listOf(table.extract?.primary_key),
    },
    freshness: freshness === undefined ? undefined : declareFreshness(freshness),
    columns,
    location: declaration.place([...path, 'name']),
    path: declaration.file.path,
  };
}

function declareFreshness({ loaded_at_field, warn_after, error_after, filter }: RawFreshness): Freshness {
  return {
    loadedAtField: loaded_at_field,
    warnAfter: warn_after,
    errorAfter: error_after,
    filter,
  };
}

/** Keys, cursor and time of loading are columns of the table. */
function checkColumnNames(source: RawSource, table: RawTable, path: Path, declaration: Declaration): void {
  const known = table.columns.map(({ name }) => name);
  const check = (names: string | readonly string[] | undefined, what: string, at: Path): void => {
    for (const [index, name] of listOf(names).entries()) {
      declaration.mustBeKnown(name, known, what, declaration.place(typeof names === 'string' ? at : [...at, index]));
    }
  };
  check(table.subject_key, 'subject key', [...path, 'subject_key']);
  check(table.extract?.cursor, 'cursor', [...path, 'extract', 'cursor']);
  check(table.extract?.primary_key, 'primary key', [...path, 'extract', 'primary_key']);
  check(table.freshness?.loaded_at_field, 'column', [...path, 'freshness', 'loaded_at_field']);
  if (table.freshness === undefined)
    check(source.freshness?.loaded_at_field, `${table.name}: column`, [
      ...path.slice(0, 2),
      'freshness',
      'loaded_at_field',
    ]);
}

function testsOf(
  table: RawTable,
  id: string,
  path: Path,
  kinds: DataTestKinds,
  declaration: Declaration,
): readonly DataTest[] {
  const attachedTo = { kind: 'source', name: id } as const;
  const ofColumns = table.columns.flatMap(({ name, data_tests }, index) =>
    declareDataTests(
      data_tests,
      { attachedTo, column: name, path: [...path, 'columns', index, 'data_tests'] },
      kinds,
      declaration,
    ),
  );
  return [
    ...ofColumns,
    ...declareDataTests(table.data_tests, { attachedTo, path: [...path, 'data_tests'] }, kinds, declaration),
  ];
}

import { parseRelationExpression } from '../../data-tests/relation-expression.ts';
import type { Diagnostic, YamlPlace } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { configKeys, readConfigLayer, type ConfigLayer } from '../model-config.ts';
import type { Column, DataTest, DataTestSettings, UnitTest } from '../project.ts';
import { Declaration, listOf } from './declaration.ts';
import { declareColumns } from './declare-columns.ts';
import { declareDataTests, declareSettings, type DataTestKinds } from './declare-data-tests.ts';
import type { RawNode, RawProperties, RawUnitTest } from './raw-declarations.ts';

type Path = readonly (string | number)[];

/** What is said of a model or seed beside its file. */
export interface NodeProperties {
  readonly kind: 'model' | 'seed';
  readonly name: string;
  readonly description?: string;
  readonly config: ConfigLayer;
  readonly columns: readonly Column[];
  /** Seeds: what stands between two values. */
  readonly delimiter?: string;
  readonly dataTests: readonly DataTest[];
  /** Of the whole entry. */
  readonly location: YamlPlace;
}

/** What is said of a singular data test beside its file; it replaces what the file says itself. */
export interface SingularTestProperties {
  readonly name: string;
  readonly description?: string;
  readonly settings: DataTestSettings;
  readonly location: YamlPlace;
}

export interface PropertiesFile {
  readonly nodes: readonly NodeProperties[];
  readonly unitTests: readonly UnitTest[];
  readonly singularTests: readonly SingularTestProperties[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param data of a properties file that its schema allows. */
export function declareProperties(file: SourceFile, data: unknown, kinds: DataTestKinds): PropertiesFile {
  const raw = data as RawProperties;
  const declaration = new Declaration(file);
  const node = (kind: NodeProperties['kind'], entry: RawNode, index: number): NodeProperties =>
    declareNode(kind, entry, [`${kind}s`, index], kinds, declaration);
  return {
    nodes: [
      ...(raw.models ?? []).map((entry, index) => node('model', entry, index)),
      ...(raw.seeds ?? []).map((entry, index) => node('seed', entry, index)),
    ],
    unitTests: (raw.unit_tests ?? []).map((entry, index) => declareUnitTest(entry, ['unit_tests', index], declaration)),
    singularTests: (raw.data_tests ?? []).flatMap(({ name, description, ...settings }, index) => {
      const declared = declareSettings(settings, ['data_tests', index], declaration);
      if (declared === undefined) return [];
      const location = declaration.place(['data_tests', index, 'name']);
      return [{ name, description, settings: declared, location }];
    }),
    diagnostics: declaration.diagnostics,
  };
}

function declareNode(
  kind: NodeProperties['kind'],
  raw: RawNode,
  path: Path,
  kinds: DataTestKinds,
  declaration: Declaration,
): NodeProperties {
  const { name, description, columns = [], data_tests, delimiter, config = {}, ...own } = raw;
  checkConfigOnce(own, config, path, declaration);
  const attachedTo = { kind, name } as const;
  const ofColumns = columns.flatMap((column, index) =>
    column.data_tests === undefined
      ? []
      : declareDataTests(
          column.data_tests,
          { attachedTo, column: column.name, path: [...path, 'columns', index, 'data_tests'] },
          kinds,
          declaration,
        ),
  );
  return {
    kind,
    name,
    description,
    config: readConfigLayer({ ...config, ...own }),
    columns: declareColumns(columns, [...path, 'columns'], declaration),
    delimiter,
    dataTests: [
      ...ofColumns,
      ...declareDataTests(data_tests, { attachedTo, path: [...path, 'data_tests'] }, kinds, declaration),
    ],
    location: declaration.place(path),
  };
}

/** dbt's place for configuration is `config`, ours is the entry itself: a key that stands in both has two values. */
function checkConfigOnce(own: object, config: object, path: Path, declaration: Declaration): void {
  for (const key of Object.keys(config)) {
    if (!configKeys.includes(key) || !Object.hasOwn(own, key)) continue;
    declaration.error(
      'E0208',
      `"${key}" stands twice: here and beside config`,
      declaration.place([...path, 'config', key], 'key'),
      'keep one of them',
    );
  }
}

function declareUnitTest(raw: RawUnitTest, path: Path, declaration: Declaration): UnitTest {
  return {
    kind: 'unit_test',
    name: raw.name,
    model: raw.model,
    given: raw.given.flatMap(({ input, rows }, index) => {
      const relation = parseRelationExpression(input);
      return relation === undefined
        ? []
        : [{ input: { ...relation, location: declaration.place([...path, 'given', index, 'input']) }, rows }];
    }),
    expect: raw.expect.rows,
    description: raw.description,
    tags: listOf(raw.tags),
    path: declaration.file.path,
    location: declaration.place([...path, 'name']),
  };
}

import type { DataTestKind } from '../../data-tests/data-test.ts';
import { parseRelationExpression } from '../../data-tests/relation-expression.ts';
import { parseThreshold } from '../../data-tests/threshold.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { DataTest, DataTestSettings, Json, Reference } from '../project.ts';
import { checkArguments } from './check-arguments.ts';
import { listOf, type Declaration } from './declaration.ts';
import { nameDataTest } from './name-data-test.ts';
import type { RawDataTest, RawTestSettings } from './raw-declarations.ts';

type Path = readonly (string | number)[];
type Arguments = Readonly<Record<string, Json>>;

export type DataTestKinds = ReadonlyMap<string, DataTestKind>;

/** What the tests of a list are about. */
export interface Tested {
  readonly attachedTo: NonNullable<DataTest['attachedTo']>;
  readonly column?: string;
  /** Of the list. */
  readonly path: Path;
}

/** The data tests of a list that are known and rightly used; E0216, E0217 and E0202 for the others. */
export function declareDataTests(
  raw: readonly RawDataTest[] | undefined,
  tested: Tested,
  kinds: DataTestKinds,
  declaration: Declaration,
): readonly DataTest[] {
  return (raw ?? []).flatMap(
    (each, index) => declareDataTest(each, { ...tested, path: [...tested.path, index] }, kinds, declaration) ?? [],
  );
}

function declareDataTest(
  raw: RawDataTest,
  tested: Tested,
  kinds: DataTestKinds,
  declaration: Declaration,
): DataTest | undefined {
  const isPlain = typeof raw === 'string';
  const test = isPlain ? raw : Object.keys(raw)[0]!;
  const path = isPlain ? tested.path : [...tested.path, test];
  const kind = kinds.get(test);
  const location = declaration.place(path, isPlain ? 'value' : 'key');
  if (kind === undefined) {
    declaration.error('E0216', `unknown data test "${test}"`, location, hintForTest(test, kinds));
    return undefined;
  }
  const { settings: written, args } = split(isPlain ? {} : (raw[test] ?? {}));
  const settings = declareSettings(written, path, declaration);
  const fits = checkLevel(kind, tested, declaration, path) && checkArguments(kind, args, path, declaration);
  if (!fits || settings === undefined) return undefined;
  const { attachedTo, column } = tested;
  const unnamed = { test, attachedTo, column, arguments: args, settings };
  return {
    kind: 'test',
    name: written.name ?? nameDataTest(unnamed),
    ...unnamed,
    references: [referenceToTested(tested, location), ...referencesIn(kind, args, path, declaration)],
    description: written.description,
    path: declaration.file.path,
    location,
  };
}

const settingKeys: ReadonlySet<string> = new Set([
  'name',
  'description',
  'severity',
  'warn_if',
  'error_if',
  'where',
  'limit',
  'store_failures',
  'tags',
  'enabled',
] satisfies (keyof RawTestSettings)[]);

function split(raw: RawTestSettings & Arguments): { readonly settings: RawTestSettings; readonly args: Arguments } {
  const keys = Object.keys(raw);
  if (keys.length === 0) return { settings: raw, args: raw };
  const args = Object.fromEntries(keys.filter((key) => !settingKeys.has(key)).map((key) => [key, raw[key]!]));
  return { settings: raw, args };
}

const usual: DataTestSettings = {
  severity: 'error',
  warnIf: '!= 0',
  errorIf: '!= 0',
  storeFailures: false,
  tags: [],
  enabled: true,
};

/** Undefined where a threshold cannot be understood. */
export function declareSettings(
  raw: RawTestSettings,
  path: Path,
  declaration: Declaration,
): DataTestSettings | undefined {
  if (Object.keys(raw).length === 0) return usual;
  const warnIf = declareThreshold('warn_if', raw, path, declaration);
  const errorIf = declareThreshold('error_if', raw, path, declaration);
  if (warnIf === undefined || errorIf === undefined) return undefined;
  return {
    severity: raw.severity ?? 'error',
    warnIf,
    errorIf,
    where: raw.where,
    limit: raw.limit,
    storeFailures: raw.store_failures ?? false,
    tags: listOf(raw.tags),
    enabled: raw.enabled ?? true,
  };
}

function declareThreshold(
  key: 'warn_if' | 'error_if',
  raw: RawTestSettings,
  path: Path,
  declaration: Declaration,
): string | undefined {
  const text = raw[key];
  if (text === undefined) return '!= 0';
  const parsed = parseThreshold(text);
  if (!('error' in parsed)) return text;
  declaration.error('E0202', parsed.error, declaration.place([...path, key]));
  return undefined;
}

function checkLevel(
  { name, level }: DataTestKind,
  { column, attachedTo }: Tested,
  declaration: Declaration,
  path: Path,
): boolean {
  if (level === 'both' || (level === 'column') === (column !== undefined)) return true;
  const [message, hint] =
    level === 'column'
      ? [
          `${name} tests a column, and stands here for all of ${attachedTo.name}`,
          'write it under data_tests of the column',
        ]
      : [
          `${name} tests all the rows together, and stands here under a column`,
          `write it under data_tests of ${attachedTo.name}`,
        ];
  declaration.error('E0217', message, declaration.place(path, typeof path.at(-1) === 'string' ? 'key' : 'value'), hint);
  return false;
}

function referenceToTested({ attachedTo: { kind, name } }: Tested, location: Reference['location']): Reference {
  return { kind: kind === 'source' ? 'source' : 'ref', name, location };
}

function referencesIn(kind: DataTestKind, args: Arguments, path: Path, declaration: Declaration): readonly Reference[] {
  return kind.references(args).flatMap((expression) => {
    const relation = parseRelationExpression(expression);
    const key = Object.keys(args).find((each) => args[each] === expression);
    return relation === undefined
      ? []
      : [{ ...relation, location: declaration.place(key === undefined ? path : [...path, key]) }];
  });
}

/** dbt's packages put their name before that of a test. */
function hintForTest(test: string, kinds: DataTestKinds): string {
  const bare = test.slice(test.lastIndexOf('.') + 1);
  const near = kinds.has(bare) ? bare : suggest(bare, kinds.keys());
  return near === undefined ? `data tests are ${[...kinds.keys()].join(', ')}` : `did you mean "${near}"?`;
}

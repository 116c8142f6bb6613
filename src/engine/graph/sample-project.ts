import type {
  DataTest,
  DataTestSettings,
  ModelConfig,
  Project,
  Reference,
  Seed,
  SourceTable,
  SqlModel,
  UnitTest,
} from '../parse/project.ts';

/** Builders of small projects for tests: everything that a test does not name has its usual value. */

const settings: DataTestSettings = {
  severity: 'error',
  warnIf: '!= 0',
  errorIf: '!= 0',
  storeFailures: false,
  tags: [],
  enabled: true,
};

const config: ModelConfig = {
  materialized: 'table',
  enabled: true,
  tags: [],
  uniqueKey: [],
  onSchemaChange: 'ignore',
  contractEnforced: false,
  meta: {},
};

/** `source shop.orders` and `ref stg_orders` are both written as they are named: a dot makes a source. */
function referencesIn(path: string, text: string): readonly Reference[] {
  return [...text.matchAll(/[\w.]+/g)].map((match) => ({
    kind: match[0].includes('.') ? 'source' : 'ref',
    name: match[0],
    location: { file: path, start: match.index, end: match.index + match[0].length },
  }));
}

/** The model's text is simply the list of what it reads. */
export function model(name: string, reads = '', rest: Partial<ModelConfig> & { folder?: string } = {}): SqlModel {
  const { folder = 'marts', ...over } = rest;
  const path = `models/${folder}/${name}.sql`;
  return {
    kind: 'model',
    language: 'sql',
    name,
    path,
    hash: '',
    text: reads,
    config: { ...config, ...over },
    columns: [],
    references: referencesIn(path, reads),
    macros: [],
    location: { file: path },
  };
}

export function seed(name: string, over: Partial<ModelConfig> = {}): Seed {
  const path = `seeds/${name}.csv`;
  const location = { file: path };
  return { kind: 'seed', name, path, hash: '', config: { ...config, ...over }, columns: [], delimiter: ',', location };
}

export function source(id: string, over: Partial<SourceTable> = {}): SourceTable {
  const [system = '', table = ''] = id.split('.');
  return {
    kind: 'source',
    id,
    source: system,
    table,
    schema: 'public',
    connection: system,
    zone: 'raw',
    tags: [],
    subjectKeys: [],
    extract: { mode: 'full', primaryKey: [] },
    columns: [],
    location: { file: 'sources.yml' },
    path: 'sources.yml',
    ...over,
  };
}

/** A generic test of the first thing it reads; `singular` makes it a singular one. */
export function dataTest(
  name: string,
  kind: string,
  reads: string,
  over: Partial<DataTestSettings> & { path?: string } = {},
): DataTest {
  const { path = kind === 'singular' ? `tests/${name}.sql` : 'models/marts/marts.yml', ...rest } = over;
  const references = referencesIn(path, reads);
  const first = references[0]!;
  return {
    kind: 'test',
    name,
    test: kind,
    ...(kind === 'singular'
      ? { text: reads }
      : { attachedTo: { kind: first.kind === 'source' ? 'source' : 'model', name: first.name } as const }),
    arguments: {},
    settings: { ...settings, ...rest },
    references,
    path,
    location: { file: path },
  };
}

export function unitTest(name: string, of: string, inputs = ''): UnitTest {
  const path = 'models/marts/marts.yml';
  const given = referencesIn(path, inputs).map((input) => ({ input, rows: [] }));
  return { kind: 'unit_test', name, model: of, given, expect: [], tags: [], path, location: { file: path } };
}

type Part = SqlModel | Seed | SourceTable | DataTest | UnitTest;

export function project(...parts: readonly Part[]): Project {
  const of = <K extends Part['kind']>(kind: K): Extract<Part, { kind: K }>[] =>
    parts.filter((part): part is Extract<Part, { kind: K }> => part.kind === kind);
  const byName = <T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
    new Map(list.map((each) => [each.name, each]));
  return {
    name: 'shop_project',
    root: '/projects/shop',
    config: { name: 'shop_project', defaultTarget: 'local', targets: new Map(), vars: {}, path: 'alambic.yml' },
    policies: {
      declared: false,
      controller: {},
      keys: new Map(),
      categories: [],
      treatments: [],
      zones: new Map(),
      roles: {},
      processingActivities: [],
      declassifications: [],
      functions: [],
      logs: {},
      secrets: {},
    },
    sources: new Map(of('source').map((each) => [each.id, each])),
    models: byName(of('model')),
    seeds: byName(of('seed')),
    dataTests: of('test'),
    unitTests: of('unit_test'),
    macros: new Map(),
  };
}

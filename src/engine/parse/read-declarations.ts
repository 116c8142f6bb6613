import { load } from 'js-yaml';
import type { DataTestKind } from '../data-tests/data-test.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../load/project-files.ts';
import type { Column, ConnectionConfig, DataTest, DataTestSettings, Json, Policies, ProjectConfig, Reference, SourceTable, UnitTest } from './project.ts';
import { type ConfigLayer, readConfigLayer } from './model-config.ts';

type Raw = any; // interim

export interface PropertiesEntry {
  readonly kind: 'model' | 'seed';
  readonly name: string;
  readonly description?: string;
  readonly config: ConfigLayer;
  readonly columns: readonly Column[];
  readonly delimiter?: string;
  readonly dataTests: readonly DataTest[];
  readonly location: { readonly file: string; readonly path: readonly (string | number)[]; readonly at: 'key' | 'value' };
}

export interface Properties {
  readonly byName: ReadonlyMap<string, PropertiesEntry>;
  readonly unitTests: readonly UnitTest[];
}

export interface Declarations {
  readonly config?: ProjectConfig;
  readonly folders: (path: string) => ConfigLayer;
  readonly policies: Policies;
  readonly sources: readonly SourceTable[];
  readonly sourceTests: readonly DataTest[];
  readonly properties: Properties;
  readonly diagnostics: readonly Diagnostic[];
}

export function readDeclarations(files: readonly SourceFile[], _kinds: ReadonlyMap<string, DataTestKind>): Declarations {
  const byName = new Map<string, PropertiesEntry>();
  const unitTests: UnitTest[] = [];
  const sources: SourceTable[] = [];
  const sourceTests: DataTest[] = [];
  let config: ProjectConfig | undefined;
  let folderRaw: Raw = {};
  let policies: Policies = readPolicies(undefined, 'policies.yml');
  for (const file of files) {
    if (!/\.ya?ml$/.test(file.path)) continue;
    const data = load(file.text) as Raw;
    if (file.path === 'alambic.yml') {
      config = readConfig(data, file.path);
      folderRaw = data.models ?? {};
    } else if (file.path === 'policies.yml') policies = readPolicies(data, file.path);
    else if (data?.sources) {
      for (const [i, source] of data.sources.entries()) for (const [j, table] of source.tables.entries()) {
        const at = (path: (string | number)[]) => ({ file: file.path, path: ['sources', i, 'tables', j, ...path], at: 'value' as const });
        const id = `${source.name}.${table.name}`;
        sources.push({
          kind: 'source', id, source: source.name, table: table.name, schema: table.schema ?? source.schema ?? 'public', connection: source.connection, zone: source.zone ?? 'raw', description: table.description, tags: [],
          subjectKeys: [table.subject_key ?? []].flat(), extract: { mode: table.extract?.mode ?? 'full', cursor: table.extract?.cursor, primaryKey: [table.extract?.primary_key ?? []].flat() },
          columns: table.columns.map((c: Raw, k: number) => ({ name: c.name, type: c.type, description: c.description, privacy: c.privacy, location: at(['columns', k]) })), location: at([]), path: file.path,
        });
        for (const [k, c] of table.columns.entries()) sourceTests.push(...tests(c.data_tests, { kind: 'source', name: id }, c.name, file.path, at(['columns', k])));
        sourceTests.push(...tests(table.data_tests, { kind: 'source', name: id }, undefined, file.path, at([])));
      }
    } else if (data) {
      for (const kind of ['model', 'seed'] as const) for (const [i, m] of (data[`${kind}s`] ?? []).entries()) {
        const at = (path: (string | number)[]) => ({ file: file.path, path: [`${kind}s`, i, ...path], at: 'value' as const });
        const { name, description, columns = [], data_tests, config: inner = {}, ...rest } = m;
        byName.set(name, {
          kind, name, description, config: readConfigLayer({ ...rest, ...inner }), delimiter: rest.delimiter,
          columns: columns.map((c: Raw, k: number) => ({ name: c.name, type: c.type, description: c.description, privacy: c.privacy, because: c.because, location: at(['columns', k]) })),
          dataTests: [...columns.flatMap((c: Raw, k: number) => tests(c.data_tests, { kind, name }, c.name, file.path, at(['columns', k]))), ...tests(data_tests, { kind, name }, undefined, file.path, at([]))],
          location: at([]),
        });
      }
      for (const [i, u] of (data.unit_tests ?? []).entries()) {
        const location = { file: file.path, path: ['unit_tests', i], at: 'value' as const };
        unitTests.push({ kind: 'unit_test', name: u.name, model: u.model, given: (u.given ?? []).map((g: Raw) => ({ input: reference(g.input, file.path), rows: g.rows ?? [] })), expect: u.expect?.rows ?? [], tags: [], path: file.path, location });
      }
    }
  }
  const folders = (path: string): ConfigLayer => {
    let at = folderRaw;
    let layer: ConfigLayer = {};
    for (const part of ['', ...path.split('/').slice(1, -1)]) {
      at = part === '' ? at : at?.[part];
      if (at) layer = { ...layer, ...readConfigLayer(at), tags: [...(layer.tags ?? []), ...(readConfigLayer(at).tags ?? [])] };
    }
    return layer;
  };
  return { config, folders, policies, sources, sourceTests, properties: { byName, unitTests }, diagnostics: [] };
}

function reference(text: string, file: string): Reference {
  const names = [...text.matchAll(/['"]([^'"]+)['"]/g)].map((m) => m[1]);
  return { kind: text.startsWith('source') ? 'source' : 'ref', name: names.join('.'), location: { file, start: 0, end: 1 } };
}

const settingKeys = new Set(['severity', 'warn_if', 'error_if', 'where', 'limit', 'store_failures', 'tags', 'name', 'enabled', 'description']);

function tests(list: Raw[] | undefined, attachedTo: { kind: 'model' | 'seed' | 'source'; name: string }, column: string | undefined, path: string, location: DataTest['location']): DataTest[] {
  return (list ?? []).map((each) => {
    const [test, raw] = typeof each === 'string' ? [each, {}] : (Object.entries(each)[0] as [string, Raw]);
    const args = Object.fromEntries(Object.entries(raw ?? {}).filter(([k]) => !settingKeys.has(k))) as Record<string, Json>;
    const suffix = Object.keys(args).length > 0 ? `_${Buffer.from(JSON.stringify(args)).toString('hex').slice(-6)}` : '';
    const name = raw?.name ?? `${test}_${attachedTo.name.replace('.', '_')}${column ? `_${column}` : ''}${suffix}`;
    const settings: DataTestSettings = { severity: raw?.severity ?? 'error', warnIf: raw?.warn_if ?? '!= 0', errorIf: raw?.error_if ?? '!= 0', where: raw?.where, limit: raw?.limit, storeFailures: raw?.store_failures ?? false, tags: [], enabled: raw?.enabled ?? true };
    const own: Reference = { kind: attachedTo.kind === 'source' ? 'source' : 'ref', name: attachedTo.name, location: { file: path, start: 0, end: 1 } };
    const others = Object.values(args).filter((v): v is string => typeof v === 'string' && /^(ref|source)\(/.test(v)).map((v) => reference(v, path));
    return { kind: 'test', name, test, attachedTo, column, arguments: args, settings, references: [own, ...others], path, location };
  });
}

function readConfig(data: Raw, path: string): ProjectConfig {
  const connection = (name: string, raw: Raw): ConnectionConfig => ({ name, type: raw.type, settings: raw, location: { file: path } });
  const targets = new Map(Object.entries(data.targets as Record<string, Raw>).map(([name, t]) => [name, {
    name, warehouse: connection('warehouse', t.warehouse), lake: connection('lake', t.lake ?? { type: 'local', path: '.alambic/lake' }),
    connections: new Map(Object.entries((t.connections ?? {}) as Record<string, Raw>).map(([n, c]) => [n, connection(n, c)])), threads: t.threads ?? 4,
  }]));
  return { name: data.name, defaultTarget: data.default_target ?? 'local', targets, vars: data.vars ?? {}, path };
}

function readPolicies(data: Raw | undefined, path: string): Policies {
  const location = { file: path };
  return {
    declared: data !== undefined, controller: data?.controller ?? {},
    keys: new Map(Object.entries((data?.keys ?? {}) as Record<string, Raw>).map(([name, k]) => [name, { name, secret: k.secret, version: k.version, retired: k.retired ?? [], location }])),
    categories: Object.entries((data?.categories ?? {}) as Record<string, Raw>).map(([pattern, c]) => ({ pattern, level: c.level, special: c.special ?? false })),
    treatments: (data?.treatments ?? []).map(({ categories, treatment, key, ...options }: Raw) => ({ categories, treatment, key, options, location })),
    zones: new Map(Object.entries((data?.zones ?? {}) as Record<string, Raw>).map(([name, z]) => [name, { name, allow: z.allow, k: z.k }])),
    roles: data?.roles ?? {}, processingActivities: data?.processing_activities ?? [], declassifications: data?.declassifications ?? [], functions: data?.functions ?? [], logs: data?.logs ?? {}, secrets: data?.secrets ?? {},
  };
}

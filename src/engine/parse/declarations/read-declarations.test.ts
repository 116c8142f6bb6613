import { describe, expect, test } from 'vitest';
import { dataTestKinds } from '../../data-tests/registry.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { readDeclarations, type Declarations } from './read-declarations.ts';

let files = 0;

function file(path: string, text: string): SourceFile {
  return { path, text, hash: `read-declarations ${files++}` };
}

function read(...all: readonly SourceFile[]): Declarations {
  return readDeclarations(all, dataTestKinds);
}

const alambic = `version: 1
name: shop
targets:
  local:
    warehouse: {type: duckdb, path: shop.duckdb}
    connections: {shop: {type: postgres, url: '\${env:SHOP_URL}'}}
  production:
    warehouse: {type: duckdb}
    lake: {type: s3, bucket: b}
    threads: 12
default_target: production
vars: {a: [1]}
macro_paths: [more]
`;

describe('alambic.yml', () => {
  test('declares targets with what they leave out', () => {
    const { config, macroPaths, complete, diagnostics } = read(file('alambic.yml', alambic));
    expect({ complete, diagnostics }).toEqual({ complete: true, diagnostics: [] });
    const place = (...path: string[]) => ({ file: 'alambic.yml', path: ['targets', ...path], at: 'key' });
    const local = { type: 'local', settings: { path: '.alambic/lake' } };
    expect(config).toEqual({
      name: 'shop',
      defaultTarget: 'production',
      path: 'alambic.yml',
      vars: { a: [1] },
      targets: new Map([
        [
          'local',
          {
            name: 'local',
            warehouse: {
              name: 'warehouse',
              type: 'duckdb',
              settings: { path: 'shop.duckdb' },
              location: place('local', 'warehouse'),
            },
            lake: { name: 'lake', ...local, location: place('local', 'lake') },
            connections: new Map([
              [
                'shop',
                {
                  name: 'shop',
                  type: 'postgres',
                  settings: { url: '${env:SHOP_URL}' },
                  location: place('local', 'connections', 'shop'),
                },
              ],
            ]),
            threads: 4,
          },
        ],
        [
          'production',
          {
            name: 'production',
            warehouse: { name: 'warehouse', type: 'duckdb', settings: {}, location: place('production', 'warehouse') },
            lake: { name: 'lake', type: 's3', settings: { bucket: 'b' }, location: place('production', 'lake') },
            connections: new Map(),
            threads: 12,
          },
        ],
      ]),
    });
    expect(macroPaths).toEqual(['more']);
  });

  test('with one target needs no default', () => {
    const { config } = read(file('alambic.yml', 'version: 1\nname: a\ntargets: {only: {warehouse: {type: duckdb}}}\n'));
    expect(config?.defaultTarget).toBe('only');
  });

  test('which cannot be understood leaves the rest readable, and says so', () => {
    const { config, policies, complete, properties } = read(
      file('alambic.yml', 'version: 2\n'),
      file('models/a.yml', 'version: 1\nmodels: [{name: a}]\n'),
    );
    expect(config).toBeUndefined();
    expect(complete).toBe(false);
    expect(policies.declared).toBe(false);
    expect([...properties.byName.keys()]).toEqual(['a']);
  });
});

test('defaults of folders: the nearest wins, tags and meta add up, seeds have their own', () => {
  const text = `${alambic}models:
  zone: processed
  tags: all
  meta: {owner: data, kept: true}
  marts: {zone: curated, materialized: table, tags: [mart], meta: {owner: sales}, old: {enabled: false, tags: [mart, old]}}
seeds: {zone: raw}
`;
  const paths = [
    'models/a.sql',
    'models/marts/b.sql',
    'models/marts/old/deep/c.sql',
    'models/marts.sql',
    'seeds/d.csv',
    'tests/e.sql',
  ];
  const { folders, diagnostics } = read(file('alambic.yml', text), ...paths.map((path) => file(path, '')));
  expect(diagnostics).toEqual([]);
  const base = { zone: 'processed', tags: ['all'], meta: { owner: 'data', kept: true } };
  const marts = { zone: 'curated', materialized: 'table', tags: ['all', 'mart'], meta: { owner: 'sales', kept: true } };
  expect(paths.map(folders)).toEqual([
    base,
    marts,
    { ...marts, enabled: false, tags: ['all', 'mart', 'old'] },
    base,
    { zone: 'raw' },
    {},
  ]);
});

test('sources.yml declares tables with what they leave out, and their data tests', () => {
  const text = `version: 1
sources:
  - name: shop
    schema: public2
    tags: [a]
    freshness: {loaded_at_field: at, warn_after: {count: 1, period: day}}
    tables:
      - name: buyers
        subject_key: id
        tags: [b, a]
        extract: {mode: incremental, cursor: at, primary_key: [id]}
        columns:
          - {name: id, type: int8, privacy: identifier.account, data_tests: [not_null]}
          - {name: at, type: timestamptz, description: When.}
        data_tests: [{row_count: {min: 1}}]
`;
  const { sources, sourceTests, diagnostics } = read(file('sources.yml', text));
  expect(diagnostics).toEqual([]);
  const path = ['sources', 0, 'tables', 0];
  const place = (...rest: (string | number)[]) => ({ file: 'sources.yml', path: [...path, ...rest], at: 'value' });
  expect(sources).toEqual([
    {
      kind: 'source',
      id: 'shop.buyers',
      source: 'shop',
      table: 'buyers',
      schema: 'public2',
      connection: 'shop',
      zone: 'raw',
      tags: ['a', 'b'],
      subjectKeys: ['id'],
      extract: { mode: 'incremental', cursor: 'at', primaryKey: ['id'] },
      freshness: { loadedAtField: 'at', warnAfter: { count: 1, period: 'day' } },
      columns: [
        { name: 'id', type: 'bigint', privacy: 'identifier.account', location: place('columns', 0, 'name') },
        { name: 'at', type: 'timestamp with time zone', description: 'When.', location: place('columns', 1, 'name') },
      ],
      location: place('name'),
      path: 'sources.yml',
    },
  ]);
  expect(
    sourceTests.map(({ name, column, attachedTo, references }) => ({ name, column, attachedTo, references })),
  ).toEqual([
    {
      name: 'source_not_null_shop_buyers_id',
      column: 'id',
      attachedTo: { kind: 'source', name: 'shop.buyers' },
      references: [{ kind: 'source', name: 'shop.buyers', location: place('columns', 0, 'data_tests', 0) }],
    },
    {
      name: expect.stringMatching(/^source_row_count_shop_buyers_[0-9a-f]{8}$/),
      column: undefined,
      attachedTo: { kind: 'source', name: 'shop.buyers' },
      references: [
        { kind: 'source', name: 'shop.buyers', location: { ...place('data_tests', 0, 'row_count'), at: 'key' } },
      ],
    },
  ]);
});

describe('a properties file', () => {
  const text = `version: 1
models:
  - name: orders
    description: Orders.
    tags: own
    config: {materialized: incremental, unique_key: id, contract: {enforced: true}}
    columns:
      - name: product_id
        type: numeric(10,2)
        because: it is one
        data_tests:
          - relationships: {to: "source('shop', 'products')", field: id, severity: warn, warn_if: '> 1%', where: id > 0, name: products_exist, description: Known.}
  - name: search
    projection: {store: s, collection: c, key: id, indexes: [{keys: {a: 1, b: text}, unique: true}]}
seeds:
  - {name: countries, delimiter: ;, zone: raw}
unit_tests:
  - {name: u, model: orders, given: [{input: "source('a', 'b')", rows: [{x: 1}]}], expect: {rows: [{y: null}]}}
data_tests:
  - {name: balance, severity: warn, limit: 3}
`;
  const declared = read(file('models/marts.yml', text));
  const place = (...path: (string | number)[]) => ({ file: 'models/marts.yml', path, at: 'value' });

  test('says what models and seeds are', () => {
    expect(declared.diagnostics).toEqual([]);
    expect(declared.properties.byName.get('orders')).toMatchObject({
      kind: 'model',
      description: 'Orders.',
      config: { materialized: 'incremental', uniqueKey: ['id'], contractEnforced: true, tags: ['own'] },
      columns: [
        {
          name: 'product_id',
          type: 'decimal(10,2)',
          because: 'it is one',
          location: place('models', 0, 'columns', 0, 'name'),
        },
      ],
      location: place('models', 0),
    });
    expect(declared.properties.byName.get('search')?.config.projection).toEqual({
      store: 's',
      collection: 'c',
      key: ['id'],
      indexes: [{ keys: [['a', 1], ['b', 'text']], unique: true }], // prettier-ignore
    });
    expect(declared.properties.byName.get('countries')).toMatchObject({
      kind: 'seed',
      delimiter: ';',
      config: { zone: 'raw' },
    });
  });

  test('declares data tests with settings, arguments and everything that they read', () => {
    const path = ['models', 0, 'columns', 0, 'data_tests', 0, 'relationships'];
    expect(declared.properties.byName.get('orders')?.dataTests).toEqual([
      {
        kind: 'test',
        name: 'products_exist',
        test: 'relationships',
        attachedTo: { kind: 'model', name: 'orders' },
        column: 'product_id',
        arguments: { to: "source('shop', 'products')", field: 'id' },
        settings: {
          severity: 'warn',
          warnIf: '> 1%',
          errorIf: '!= 0',
          where: 'id > 0',
          storeFailures: false,
          tags: [],
          enabled: true,
        },
        references: [
          { kind: 'ref', name: 'orders', location: { ...place(...path), at: 'key' } },
          { kind: 'source', name: 'shop.products', location: place(...path, 'to') },
        ],
        description: 'Known.',
        path: 'models/marts.yml',
        location: { ...place(...path), at: 'key' },
      },
    ]);
  });

  test('declares unit tests and properties of singular tests', () => {
    expect(declared.properties.unitTests).toEqual([
      {
        kind: 'unit_test',
        name: 'u',
        model: 'orders',
        given: [
          {
            input: { kind: 'source', name: 'a.b', location: place('unit_tests', 0, 'given', 0, 'input') },
            rows: [{ x: 1 }],
          },
        ],
        expect: [{ y: null }],
        tags: [],
        path: 'models/marts.yml',
        location: place('unit_tests', 0, 'name'),
      },
    ]);
    expect(declared.properties.singularTests.get('balance')).toMatchObject({
      settings: { severity: 'warn', limit: 3, warnIf: '!= 0' },
    });
  });
});

test('policies.yml keeps its order, and k is 11 where aggregates are allowed', () => {
  const text = `version: 1
keys: {pii: {secret: PII_KEY, version: 2, retired: [1]}}
categories: {health.*: {level: direct, special: true}, contact.email: {level: quasi}}
treatments: [{categories: [contact.*], treatment: generalise, to: prefix, length: 2}]
zones: {raw: {allow: direct}, curated: {allow: aggregate}, small: {allow: aggregate, k: 5}}
`;
  const { policies, diagnostics } = read(file('policies.yml', text));
  expect(diagnostics).toEqual([]);
  expect(policies).toMatchObject({
    declared: true,
    categories: [
      { pattern: 'health.*', level: 'direct', special: true },
      { pattern: 'contact.email', level: 'quasi', special: false },
    ],
    treatments: [{ categories: ['contact.*'], treatment: 'generalise', options: { to: 'prefix', length: 2 } }],
  });
  expect([...policies.zones.values()].map(({ name, k }) => [name, k])).toEqual([['raw', undefined], ['curated', 11], ['small', 5]]); // prettier-ignore
  expect([...policies.keys.values()]).toMatchObject([{ name: 'pii', secret: 'PII_KEY', version: 2, retired: [1] }]);
});

test('a name that two files declare is said with both places, and the first counts', () => {
  const one = file('models/a/one.yml', 'version: 1\nmodels:\n  - {name: orders, description: First}\n');
  const two = file('models/b/two.yml', 'version: 1\nmodels:\n\n  - {name: orders, description: Second}\n');
  const { properties, diagnostics } = read(one, two);
  expect(properties.byName.get('orders')?.description).toBe('First');
  expect(diagnostics).toEqual([
    {
      code: 'E0208',
      severity: 'error',
      message: 'two entries of models and seeds are named "orders"',
      location: { file: 'models/b/two.yml', path: ['models', 0, 'name'], at: 'value' },
      notes: [{ label: 'first', text: 'models/a/one.yml:3:12' }],
      hint: 'rename one of them, or take it away',
    },
  ]);
});

test('a file that is no YAML file of the project is left alone', () => {
  const text = 'not: [valid';
  expect(read(file('models/a.sql', text), file('README.yml', text), file('macros/a.yml', text)).diagnostics).toEqual(
    [],
  );
});

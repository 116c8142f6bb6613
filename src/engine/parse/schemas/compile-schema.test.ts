import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataTestKinds } from '../../data-tests/registry.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { schemas, type DeclarationKind } from './all-schemas.ts';
import { compileSchema } from './compile-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { kindOf } from '../declarations/read-declarations.ts';

const kinds = Object.keys(schemas) as readonly DeclarationKind[];

/** What editors use, by a validator that is not ours. */
function ajv(schema: JsonSchema): (data: unknown) => boolean {
  const keywords = ['patternErrorMessage'];
  const compiler = new Ajv2020.default({ discriminator: true, strict: false, keywords });
  return compiler.compile(schema) as (data: unknown) => boolean;
}

/** Documents of each kind that say as much as they can, and small ones. */
const samples: Readonly<Record<DeclarationKind, readonly unknown[]>> = readSamples();

describe.each(kinds)('the schema of %s', (kind) => {
  const schema = schemas[kind];
  const check = compileSchema(schema);
  const independent = ajv(schema);

  test('accepts the samples', () => {
    for (const sample of samples[kind]) expect(check(sample)).toEqual([]);
    expect(samples[kind].length).toBeGreaterThan(0);
  });

  test('means to our validator what it means to ajv', () => {
    const valid = fc.constantFrom(...samples[kind]);
    fc.assert(
      fc.property(fc.tuple(valid, fc.array(mutation, { maxLength: 3 })), ([sample, mutations]) => {
        const document = mutations.reduce<unknown>((data, { where, change }) => mutate(data, where, change), sample);
        expect([check(document).length === 0, document]).toEqual([independent(document), document]);
      }),
      { numRuns: 800 },
    );
  });

  test('is published as it is checked, with what is known of data tests', () => {
    const published = JSON.parse(
      readFileSync(new URL(`../../../../schemas/${kind}.schema.json`, import.meta.url), 'utf8'),
    ) as JsonSchema;
    const accepts = ajv(published);
    for (const sample of samples[kind]) expect(accepts(sample)).toBe(true);
    expect(published['$id']).toBe(`urn:alambic:schema:1:${kind}`);
  });
});

const values: readonly unknown[] = [
  null, true, false, 0, 1, 2, 1.5, -1, '', 'a', 'ab', '🍒', '🍒🍒', 'b-1', [], [1], [1, 1], [1, '1'], ['a', 'b'], [['a'], ['a']], [null],
  {}, { a: 1 }, { a: 'x' }, { b: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, { a: {} }, { a: { a: { a: 1 } } }, { 'b-1': null },
]; // prettier-ignore

const one = { a: { type: 'integer' } };

const each: readonly JsonSchema[] = [
  { type: 'string' },
  { type: ['integer', 'null'] },
  { type: 'object' },
  { type: ['array', 'boolean', 'number'] },
  { const: 1 },
  { const: 'a' },
  { enum: [1, 'a', null] },
  { minLength: 1 },
  { minLength: 2 },
  { maxLength: 1 },
  { pattern: '^[a-z]-?' },
  { minimum: 1 },
  { maximum: 1 },
  { minItems: 1 },
  { maxItems: 1 },
  { uniqueItems: true },
  { minProperties: 1 },
  { maxProperties: 1 },
  { items: { type: 'integer' } },
  { properties: one },
  { properties: one, additionalProperties: false },
  { properties: one, additionalProperties: { type: 'integer' } },
  { additionalProperties: false },
  { additionalProperties: { type: 'object' } },
  { propertyNames: { pattern: '^[a-z]$' } },
  { required: ['a', 'b'] },
  { dependentRequired: { b: ['a'] } },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  { if: { required: ['a'], properties: { a: { const: 1 } } }, then: { required: ['b'] } },
  { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
  {
    anyOf: [
      { type: 'string', minLength: 2 },
      { type: 'array', items: { type: 'string' } },
    ],
  },
  { $defs: { tree: { type: 'object', additionalProperties: { $ref: '#/$defs/tree' } } }, $ref: '#/$defs/tree' },
  {
    type: 'object',
    discriminator: { propertyName: 'a' },
    required: ['a'],
    oneOf: [
      { properties: { a: { const: 'x' } }, required: ['a'] },
      { properties: { a: { const: 'y' }, b: { type: 'integer' } }, required: ['a', 'b'] },
    ],
  },
];

describe('each keyword', () => {
  test.each(each.map((schema) => [JSON.stringify(schema), schema] as const))(
    'means to our validator what it means to ajv: %s',
    (_, schema) => {
      const [check, independent] = [compileSchema(schema), ajv(schema)];
      for (const value of values) expect([value, check(value).length === 0]).toEqual([value, independent(value)]);
    },
  );
});

test.each([...dataTestKinds.values()])(
  'the arguments of $name mean to our validator what they mean to ajv',
  ({ schema }) => {
    const check = compileSchema(schema);
    const independent = ajv(schema);
    const names = Object.keys((schema as JsonSchema).properties ?? {});
    const key = fc.oneof(fc.constantFrom('x', ...names), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4 }), (args) => {
        expect([check(args).length === 0, args]).toEqual([independent(args), args]);
      }),
      { numRuns: 150 },
    );
  },
);

test('a keyword that is not known is a fault of ours, not a schema that accepts everything', () => {
  expect(() => compileSchema({ format: 'date' })).toThrow(TypeError);
  expect(() => compileSchema({ $ref: '#/$defs/nothing' })).toThrow(TypeError);
});

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1,
    2,
    -1,
    1.5,
    '',
    'a',
    'view',
    'duckdb',
    'postgres',
    'contact.email',
    '3 years',
    "ref('x')",
    '2027-06-30',
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    ['a'],
    ['a', 'a'],
    [1],
    { type: 'duckdb' },
    { name: 'a' },
    { enforced: true },
    { count: 1, period: 'day' },
    { not_null: null },
  ),
  fc.string({ maxLength: 5 }),
);

const mutation = fc.record({
  where: fc.nat(),
  change: fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), value }),
    fc.record({ kind: fc.constant('delete' as const) }),
    fc.record({
      kind: fc.constant('add' as const),
      key: fc.constantFrom('name', 'type', 'tags', 'x', 'config', 'columns', 'k', 'a b'),
      value,
    }),
  ),
});

type Change = { readonly kind: 'replace' | 'delete' | 'add'; readonly key?: string; readonly value?: unknown };

/** The document with one of its values, chosen by a number, replaced, taken away, or given one more key. */
function mutate(document: unknown, where: number, change: Change): unknown {
  const copy = structuredClone({ root: document });
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [key, inside] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof inside === 'object' && inside !== null) walk(inside as Record<string, unknown>);
    }
  };
  walk(copy);
  const { holder, key } = places[where % places.length]!;
  const inside = holder[key];
  if (change.kind === 'replace') holder[key] = change.value;
  else if (change.kind === 'delete') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (typeof inside === 'object' && inside !== null && !Array.isArray(inside))
    (inside as Record<string, unknown>)[change.key!] = change.value;
  return copy.root;
}

function readSamples(): Readonly<Record<DeclarationKind, readonly unknown[]>> {
  const found: Record<DeclarationKind, unknown[]> = { alambic: [], sources: [], policies: [], properties: [] };
  for (const root of [new URL('samples/', import.meta.url), new URL('../../../../project/', import.meta.url)]) {
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      const kind = kindOf(path.replaceAll('\\', '/'));
      if (kind === undefined) continue;
      const { data, diagnostics } = readYaml({
        path,
        text: readFileSync(new URL(path, root), 'utf8'),
        hash: `${root.href}${path}`,
      });
      expect(diagnostics).toEqual([]);
      found[kind].push(data);
    }
  }
  return found;
}

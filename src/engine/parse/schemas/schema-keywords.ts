import type { Check, Compile, Violation, Visit } from './check.ts';
import { checkAlternatives, checkDiscriminated } from './check-alternatives.ts';
import type { JsonSchema } from './json-schema.ts';

type Make = (schema: JsonSchema, compile: Compile) => Check;
type Entries = Readonly<Record<string, unknown>>;

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
};

export function typeCheck(type: JsonSchema['type']): (value: unknown) => boolean {
  if (type === undefined) return () => true;
  const checks = [type].flat().map((each) => types[each]!);
  return checks.length === 1 ? checks[0]! : (value) => checks.some((check) => check(value));
}

/** How each keyword is checked. A keyword for one type of value says nothing of values of another. */
export const keywords: Readonly<Record<string, Make>> = {
  const: (schema) => unless('const', schema, (value) => value === schema['const']),
  enum: (schema) => {
    const allowed = new Set(schema['enum'] as readonly unknown[]);
    return unless('enum', schema, (value) => allowed.has(value));
  },
  minLength: (schema) => ofText('minLength', schema, (text) => hasLetters(text, limit(schema, 'minLength'))),
  maxLength: (schema) => ofText('maxLength', schema, (text) => [...text].length <= limit(schema, 'maxLength')),
  pattern: (schema) => {
    const pattern = new RegExp(String(schema['pattern']), 'u');
    return ofText('pattern', schema, (text) => pattern.test(text));
  },
  minimum: (schema) => ofNumber('minimum', schema, (value) => value >= limit(schema, 'minimum')),
  maximum: (schema) => ofNumber('maximum', schema, (value) => value <= limit(schema, 'maximum')),
  minItems: (schema) => ofList('minItems', schema, (list) => list.length >= limit(schema, 'minItems')),
  maxItems: (schema) => ofList('maxItems', schema, (list) => list.length <= limit(schema, 'maxItems')),
  uniqueItems: (schema) =>
    ofList(
      'uniqueItems',
      schema,
      (list) => list.length < 2 || new Set(list.map((item) => JSON.stringify(item))).size === list.length,
    ),
  minProperties: (schema) =>
    ofMap('minProperties', schema, (map) => Object.keys(map).length >= limit(schema, 'minProperties')),
  maxProperties: (schema) =>
    ofMap('maxProperties', schema, (map) => Object.keys(map).length <= limit(schema, 'maxProperties')),
  items: checkItems,
  properties: checkEntries,
  additionalProperties: (schema, compile) =>
    schema.properties === undefined ? checkEntries(schema, compile) : () => undefined,
  propertyNames: checkNames,
  required: (schema) => (value, visit) => {
    if (isObject(value)) for (const key of schema.required ?? []) requireKey(key, value, schema, visit);
  },
  dependentRequired: (schema) => (value, visit) => {
    if (!isObject(value)) return;
    for (const [key, needed] of Object.entries(
      schema['dependentRequired'] as Readonly<Record<string, readonly string[]>>,
    )) {
      if (Object.hasOwn(value, key)) for (const each of needed) requireKey(each, value, schema, visit);
    }
  },
  if: (schema, compile) => {
    const condition = compile(schema['if'] as JsonSchema);
    const consequence = compile(schema['then'] as JsonSchema);
    return (value, visit) => {
      const attempt: Visit = { path: [...visit.path], found: [] };
      condition(value, attempt);
      if (attempt.found.length === 0) consequence(value, visit);
    };
  },
  oneOf: checkDiscriminated,
  anyOf: checkAlternatives,
};

export function isObject(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function report(visit: Visit, violation: Omit<Violation, 'path'>): void {
  visit.found.push({ ...violation, path: [...visit.path] });
}

function checkItems(schema: JsonSchema, compile: Compile): Check {
  const item = compile(schema.items ?? {});
  return (value, visit) => {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      visit.path.push(index);
      item(value[index], visit);
      visit.path.pop();
    }
  };
}

/** `properties` and `additionalProperties` at once: one pass over the keys. */
function checkEntries(schema: JsonSchema, compile: Compile): Check {
  const { properties = {}, additionalProperties: others = true } = schema;
  const known = new Map(Object.entries(properties).map(([key, part]) => [key, compile(part)]));
  const unknown = typeof others === 'boolean' ? undefined : compile(others);
  return (value, visit) => {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      const check = known.get(key) ?? unknown;
      if (check === undefined) {
        if (others === false) report(visit, { keyword: 'additionalProperties', value: value[key], schema, key });
        continue;
      }
      visit.path.push(key);
      check(value[key], visit);
      visit.path.pop();
    }
  };
}

function checkNames(schema: JsonSchema, compile: Compile): Check {
  const names = schema['propertyNames'] as JsonSchema;
  const check = compile(names);
  return (value, visit) => {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      const attempt: Visit = { path: [], found: [] };
      check(key, attempt);
      if (attempt.found.length > 0) report(visit, { keyword: 'propertyNames', value: value[key], schema: names, key });
    }
  };
}

function requireKey(key: string, value: Entries, schema: JsonSchema, visit: Visit): void {
  if (!Object.hasOwn(value, key)) report(visit, { keyword: 'required', value, schema, key });
}

function unless(keyword: string, schema: JsonSchema, holds: (value: unknown) => boolean): Check {
  return (value, visit) => {
    if (!holds(value)) report(visit, { keyword, value, schema });
  };
}

function ofText(keyword: string, schema: JsonSchema, holds: (text: string) => boolean): Check {
  return unless(keyword, schema, (value) => typeof value !== 'string' || holds(value));
}

function ofNumber(keyword: string, schema: JsonSchema, holds: (value: number) => boolean): Check {
  return unless(keyword, schema, (value) => typeof value !== 'number' || holds(value));
}

function ofList(keyword: string, schema: JsonSchema, holds: (list: readonly unknown[]) => boolean): Check {
  return unless(keyword, schema, (value) => !Array.isArray(value) || holds(value));
}

function ofMap(keyword: string, schema: JsonSchema, holds: (map: Entries) => boolean): Check {
  return unless(keyword, schema, (value) => !isObject(value) || holds(value));
}

function limit(schema: JsonSchema, keyword: string): number {
  return Number(schema[keyword]);
}

/** Counted in code points, as JSON Schema says; most texts need not be counted. */
function hasLetters(text: string, count: number): boolean {
  return text.length >= count * 2 || [...text].length >= count;
}

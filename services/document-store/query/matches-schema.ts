import { type Document, isDocument } from '../values/document.ts';
import { compareValues, sameValue } from '../values/order-key.ts';
import { isOfType } from '../values/value-type.ts';

type Rule = (value: unknown, argument: never, schema: Document) => boolean;

/** JSON Schema as MongoDB has it, draft 4 with `bsonType`: enough for the validators that people write. */
export function matchesSchema(value: unknown, schema: Document): boolean {
  return Object.entries(schema as Readonly<Record<string, never>>).every(([name, argument]) => {
    const rule: Rule | undefined = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return rule === undefined || rule(value, argument, schema);
  });
}

const jsonTypes: Readonly<Record<string, string>> = { boolean: 'bool' };

/** A rule about strings says nothing of a number, and so on. */
const rules: Readonly<Record<string, Rule>> = {
  bsonType: (value, types: unknown) => [types].flat().some((type) => isOfType(value, type)),
  type: (value, types: unknown) => [types].flat().some((type) => isOfType(value, jsonTypes[String(type)] ?? type)),
  enum: (value, allowed: readonly unknown[]) => allowed.some((each) => sameValue(each, value)),
  required: (value, names: readonly string[]) => !isDocument(value) || names.every((name) => value[name] !== undefined),
  properties: (value, properties: Readonly<Record<string, Document>>) =>
    !isDocument(value) ||
    Object.entries(properties).every(
      ([name, schema]) => value[name] === undefined || matchesSchema(value[name], schema),
    ),
  additionalProperties: (value, allowed: boolean | Document, schema) => {
    if (!isDocument(value) || allowed === true) return true;
    const known = new Set(Object.keys(schema['properties'] ?? {}));
    const others = Object.keys(value).filter((name) => !known.has(name));
    return allowed === false ? others.length === 0 : others.every((name) => matchesSchema(value[name], allowed));
  },
  minimum: (value, least: unknown, schema) => !isNumber(value) || exceeds(value, least, schema['exclusiveMinimum']),
  maximum: (value, most: unknown, schema) => !isNumber(value) || exceeds(most, value, schema['exclusiveMaximum']),
  minLength: (value, length: number) => typeof value !== 'string' || Array.from(value).length >= length,
  maxLength: (value, length: number) => typeof value !== 'string' || Array.from(value).length <= length,
  pattern: (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  items: (value, schema: Document) => !Array.isArray(value) || value.every((each) => matchesSchema(each, schema)),
  minItems: (value, count: number) => !Array.isArray(value) || value.length >= count,
  maxItems: (value, count: number) => !Array.isArray(value) || value.length <= count,
  allOf: (value, schemas: readonly Document[]) => schemas.every((schema) => matchesSchema(value, schema)),
  anyOf: (value, schemas: readonly Document[]) => schemas.some((schema) => matchesSchema(value, schema)),
  oneOf: (value, schemas: readonly Document[]) => schemas.filter((schema) => matchesSchema(value, schema)).length === 1,
  not: (value, schema: Document) => !matchesSchema(value, schema),
};

function isNumber(value: unknown): boolean {
  return isOfType(value, 'number');
}

function exceeds(value: unknown, bound: unknown, exclusive: unknown): boolean {
  const order = compareValues(value, bound);
  return exclusive === true ? order > 0 : order >= 0;
}

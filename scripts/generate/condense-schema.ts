import type { JsonSchema } from './schemas/json-schema.ts';

const annotations = new Set(['$schema', '$comment', 'description', 'examples', 'default']);
/** Keywords whose value is a map from names of the user's to schemas. */
const maps = new Set(['properties', '$defs']);
/** Keywords whose value is no schema, whatever it looks like. */
const values = new Set(['type', 'enum', 'const', 'required', 'dependentRequired', 'discriminator', 'about']);

/**
 * The schema as the validator needs it: without what only people read, and with parts that are alike made one. The
 * generated code is a quarter of the size, which is what loading it costs.
 */
export function condenseSchema(schema: JsonSchema): JsonSchema {
  const lean = withoutAnnotations(schema) as JsonSchema;
  const seen = new Map<string, number>();
  countParts(lean, seen);
  const shared = new Map<string, string>();
  const { $defs = {}, ...root } = lean;
  const parts: Record<string, JsonSchema> = {};
  const share = (part: JsonSchema): JsonSchema => {
    const key = JSON.stringify(part);
    if ((seen.get(key) ?? 0) < 2 || key.length < 20 || '$ref' in part) return mapParts(part, share);
    let name = shared.get(key);
    if (name === undefined) {
      shared.set(key, (name = `part${shared.size}`));
      parts[name] = mapParts(part, share);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const definitions = Object.entries($defs).map(([name, part]) => [name, mapParts(part, share)] as const);
  return { ...mapParts(root, share), $defs: { ...Object.fromEntries(definitions), ...parts } };
}

function withoutAnnotations(schema: JsonSchema): JsonSchema {
  const about = Object.fromEntries(
    (schema.required ?? []).flatMap((key) => {
      const description = schema.properties?.[key]?.description;
      return description === undefined ? [] : [[key, description]];
    }),
  );
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !annotations.has(keyword)));
  const described = Object.keys(about).length === 0 ? kept : { ...kept, about };
  return mapParts(described, withoutAnnotations);
}

function countParts(schema: JsonSchema, seen: Map<string, number>): void {
  mapParts(schema, (part) => {
    const key = JSON.stringify(part);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times === 1) countParts(part, seen);
    return part;
  });
}

/** Applies a function to each schema directly inside a schema. Branches of a discriminator stay in place: ajv needs to see them. */
function mapParts(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]) => {
    if (typeof value !== 'object' || value === null || values.has(keyword)) return [keyword, value] as const;
    if (keyword === 'oneOf') return [keyword, (value as readonly JsonSchema[]).map((branch) => mapParts(branch, keepConst(change)))] as const;
    if (maps.has(keyword)) return [keyword, mapValues(value as Readonly<Record<string, JsonSchema>>, change)] as const;
    return [keyword, change(value as JsonSchema)] as const;
  });
  return Object.fromEntries(entries);
}

function keepConst(change: (part: JsonSchema) => JsonSchema): (part: JsonSchema) => JsonSchema {
  return (part) => ('const' in part ? part : change(part));
}

function mapValues(map: Readonly<Record<string, JsonSchema>>, change: (part: JsonSchema) => JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(map).map(([name, part]) => [name, change(part)]));
}

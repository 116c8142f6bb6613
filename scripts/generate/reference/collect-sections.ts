import type { JsonSchema } from '../../../src/engine/parse/schemas/json-schema.ts';

/** A part of the reference: the keys of one kind of map. */
export interface Section {
  readonly heading: string;
  readonly slug: string;
  readonly schema: JsonSchema;
  /** The slug of the section that describes a map, or undefined where none does. */
  link(schema: JsonSchema): string | undefined;
}

/** A section for the root and for each map with keys of its own in it, in the order in which they are met. */
export function collectSections(kind: string, root: JsonSchema): readonly Section[] {
  const sections = new Map<string, Section>();
  const link = (schema: JsonSchema): string | undefined => sections.get(keyOf(schema, root))?.slug;
  const visit = (schema: JsonSchema): void => {
    const { description: _, ...bare } = schema;
    const target = resolve('$ref' in schema ? bare : schema, root);
    const key = keyOf(target, root);
    if (sections.has(key)) return;
    if (hasKeys(target)) sections.set(key, makeSection(kind, target, link));
    for (const inside of partsOf(target)) visit(inside);
  };
  visit(root);
  return [...sections.values()];
}

/** The schema that a `$ref` names. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  return {
    ...root.$defs![reference.replace('#/$defs/', '')]!,
    ...(schema.description === undefined ? {} : { description: schema.description }),
  };
}

function makeSection(kind: string, schema: JsonSchema, link: Section['link']): Section {
  const title = String(schema.title).replace(/^(?:an?|the) /, '');
  const heading = `${title.slice(0, 1).toUpperCase()}${title.slice(1)} (${kind})`;
  const slug = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  return { heading, slug, schema, link };
}

/** Settings of data tests have a section of their own; branches have their keys, the map above them has none. */
function hasKeys(schema: JsonSchema): boolean {
  const isTest = schema.title === 'the arguments of a data test';
  return schema.properties !== undefined && schema.oneOf === undefined && !isTest;
}

function partsOf(schema: JsonSchema): readonly JsonSchema[] {
  const { properties = {}, items, additionalProperties, oneOf = [] } = schema;
  const others = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...Object.values(properties), ...(items === undefined ? [] : [items]), ...others, ...oneOf];
}

function keyOf(schema: JsonSchema, root: JsonSchema): string {
  const { description: _, ...rest } = resolve(schema, root);
  return JSON.stringify(rest);
}

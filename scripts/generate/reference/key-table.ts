import type { JsonSchema } from '../../../src/engine/parse/schemas/json-schema.ts';
import { resolve, type Section } from './collect-sections.ts';

/** A table of the keys of a map: key, type, default, meaning. */
export function keyTable({ schema, link }: Section, root: JsonSchema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const part = resolve(value, root);
    const isRequired = schema.required?.includes(key) === true;
    return row([
      `\`${key}\``,
      describeType(part, root, link),
      isRequired ? 'required' : describeDefault(value, part),
      describeMeaning(part),
    ]);
  });
  const { additionalProperties } = schema;
  const others = typeof additionalProperties === 'object' && additionalProperties['$ref'] !== undefined;
  if (others)
    rows.push(row(['*any other*', describeType(resolve(additionalProperties, root), root, link), '', 'A folder.']));
  return [row(['key', 'type', 'default', 'meaning']), row(['---', '---', '---', '---']), ...rows].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'map',
};

/** What may stand there, with links to the sections of maps. */
export function describeType(schema: JsonSchema, root: JsonSchema, link: Section['link']): string {
  const slug = link(schema);
  if (slug !== undefined) return `[${String(schema.title)}](#${slug})`;
  if (schema.title === 'a data test') return '[data test](#data-tests)';
  if ('const' in schema) return `\`${String(schema['const'])}\``;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ');
  if (schema.oneOf !== undefined) return schema.oneOf.map((branch) => describeType(branch, root, link)).join(' or ');
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  return types
    .map((type) =>
      type === 'array'
        ? describeList(schema, root, link)
        : type === 'object'
          ? describeMap(schema, root, link)
          : (typeNames[type] ?? type),
    )
    .join(' or ');
}

function describeList({ items = {} }: JsonSchema, root: JsonSchema, link: Section['link']): string {
  const item = resolve(items, root);
  const type = describeType(item, root, link);
  return type === 'text' ? 'list of texts' : `list: ${type}`;
}

function describeMap({ additionalProperties }: JsonSchema, root: JsonSchema, link: Section['link']): string {
  if (typeof additionalProperties !== 'object') return 'map';
  return `map of names: ${describeType(resolve(additionalProperties, root), root, link)}`;
}

function describeDefault(written: JsonSchema, resolved: JsonSchema): string {
  const value = written['default'] ?? resolved['default'];
  return value === undefined ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function describeMeaning({ description = '', patternErrorMessage, examples }: JsonSchema): string {
  const form = typeof patternErrorMessage === 'string' ? ` It is ${patternErrorMessage}.` : '';
  const shown =
    Array.isArray(examples) && !form.includes('such as')
      ? examples.map((each) => `\`${typeof each === 'string' ? each : JSON.stringify(each)}\``)
      : [];
  return `${description}${form}${shown.length === 0 ? '' : ` For example ${shown.join(', ')}.`}`;
}

import { suggest } from '../../diagnostics/suggest.ts';
import type { Violation } from '../schemas/check.ts';

/** What to write instead of a value, where that can be told. */
export function hintForValue(violation: Violation): string | undefined {
  const { keyword, value, path, schema } = violation;
  if (value === null) return 'leave the key out, or give it a value';
  if (path.length === 1 && path[0] === 'version') return 'the version of this language is 1, whatever that of dbt is';
  if (keyword === 'enum' && typeof value === 'string') {
    const near = suggest(value, (schema['enum'] as readonly unknown[]).map(String));
    return near === undefined ? undefined : `did you mean "${near}"?`;
  }
  return keyword === 'type' ? hintForType(violation) : undefined;
}

function hintForType({ value, path, schema }: Violation): string | undefined {
  if (path.length === 0) return 'begin with "version: 1"';
  const types = [schema.type ?? []].flat();
  if (typeof value === 'object' && Object.hasOwn(value as object, '[object Object]')) {
    return 'quote a value that begins with "{"';
  }
  if (types.includes('boolean') && typeof value === 'string') {
    if (/^(yes|on|y|true)$/i.test(value)) return 'write true';
    if (/^(no|off|n|false)$/i.test(value)) return 'write false';
  }
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return `quote it: "${String(value)}"`;
  if (types.includes('array'))
    return typeof value === 'object' ? 'begin each entry with "- "' : `write a list: [${shown(value)}]`;
  const required = schema.required ?? [];
  return types.includes('object') && required.length > 0
    ? `write {${required.map((key) => `${key}: …`).join(', ')}}`
    : undefined;
}

function shown(value: unknown): string {
  const text = String(value);
  return text.length > 30 ? '…' : text;
}

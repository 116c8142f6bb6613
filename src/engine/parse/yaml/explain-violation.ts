import type { ErrorCode } from '../../diagnostics/codes.ts';
import type { Diagnostic, YamlPlace } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Violation } from '../schemas/check.ts';
import { describeExpected, describeFound } from './describe-values.ts';
import { hintForUnknownKey } from './hint-for-unknown-key.ts';

type Path = readonly (string | number)[];

/** Says what is wrong with a value of a YAML file, where, and what to do about it. */
export function explainViolation(violation: Violation, file: string): Diagnostic {
  const { keyword, path } = violation;
  const at = (key: Path, part: YamlPlace['at'] = 'value'): YamlPlace => ({ file, path: key, at: part });
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(violation, at([...path, violation.key!], 'key'));
    case 'required':
    case 'dependentRequired':
      return missingKey(violation, at(path));
    case 'propertyNames':
      return wrongName(violation, at([...path, violation.key!], 'key'));
    case 'maxProperties':
    case 'minProperties':
      return wrongSize(violation, at(path));
    default:
      return wrongValue(violation, at(path));
  }
}

function unknownKey(violation: Violation, location: YamlPlace): Diagnostic {
  const { key = '', schema } = violation;
  if (key === '[object Object]') {
    const hint = 'quote a value that begins with "{": "{{var \'x\'}}"';
    return diagnostic('E0201', `a map stands where a key is expected${within(schema.title)}`, location, hint);
  }
  return diagnostic('E0201', `unknown key "${key}"${within(schema.title)}`, location, hintForUnknownKey(violation));
}

function missingKey({ key = '', schema }: Violation, location: YamlPlace): Diagnostic {
  const about = schema.properties?.[key]?.description;
  return diagnostic('E0203', `missing key "${key}"${within(schema.title)}`, location, about === undefined ? undefined : `${key}: ${about}`);
}

function wrongName({ key, schema }: Violation, location: YamlPlace): Diagnostic {
  return diagnostic('E0202', `"${key}" is no name here`, location, `a name is ${String(schema['patternErrorMessage'])}`);
}

function wrongSize({ value, schema, path, keyword }: Violation, location: YamlPlace): Diagnostic {
  if (schema.title === 'a data test' && keyword === 'maxProperties') {
    const keys = Object.keys(value as object);
    const hint = `indent the arguments under the name: {${keys[0]}: {${keys[1]}: …}}`;
    return diagnostic('E0202', `a data test has one name, found ${keys.map((key) => `"${key}"`).join(', ')}`, location, hint);
  }
  const what = schema.title ?? nameOf(path);
  return diagnostic('E0202', `${what} ${keyword === 'minProperties' ? 'must not be empty' : 'holds too much'}`, location);
}

function wrongValue(violation: Violation, location: YamlPlace): Diagnostic {
  const { path, value, schema } = violation;
  const expected = describeExpected(violation);
  const found = describeFound(value, path);
  const name = nameOf(path);
  return diagnostic('E0202', `${name} must be ${expected}${found === undefined ? '' : `, found ${found}`}`, location, hintForValue(value, schema, name));
}

function hintForValue(value: unknown, schema: Violation['schema'], name: string): string | undefined {
  if (value === null) return 'leave the key out, or give it a value';
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && typeof value === 'string') {
    const best = suggest(value, allowed.map(String));
    if (best !== undefined) return `did you mean "${best}"?`;
  }
  if (schema.type === 'boolean' && typeof value === 'string') {
    if (/^(yes|on|y|true)$/i.test(value)) return 'write true';
    if (/^(no|off|n|false)$/i.test(value)) return 'write false';
  }
  if (name === '"version"') return 'the version of this language is 1, whatever that of dbt is';
  if (schema.type === 'array') return typeof value === 'object' ? 'begin each entry with "- "' : `write a list: [${String(value).length > 30 ? '…' : String(value)}]`;
  const wantsText = [schema.type].flat().includes('string');
  return wantsText && (typeof value === 'number' || typeof value === 'boolean') ? `quote it: "${String(value)}"` : undefined;
}

function diagnostic(code: ErrorCode, message: string, location: YamlPlace, hint?: string): Diagnostic {
  return { code, severity: 'error', message, location, ...(hint === undefined ? {} : { hint }) };
}

function within(title: string | undefined): string {
  return title === undefined ? '' : ` in ${title}`;
}

/** The key that a value belongs to; an entry of a list is named after the list. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'string') return `"${last}"`;
  const list = path.findLast((step) => typeof step === 'string');
  return list === undefined ? `entry ${last + 1}` : `entry ${last + 1} of "${list}"`;
}

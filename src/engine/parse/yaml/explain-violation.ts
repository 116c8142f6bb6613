import type { ErrorCode } from '../../diagnostics/codes.ts';
import type { Diagnostic, YamlPlace } from '../../diagnostics/diagnostic.ts';
import { LineIndex } from '../../diagnostics/line-index.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { Violation } from '../schemas/check.ts';
import { describeExpected, describeFound, isSecret } from './describe-values.ts';
import { hintForUnknownKey } from './hint-for-unknown-key.ts';
import { hintForValue } from './hint-for-value.ts';
import { locate } from './locate.ts';

type Path = readonly (string | number)[];

/** Says what is wrong with a value of a YAML file, where, and what to do about it. */
export function explainViolation(violation: Violation, file: SourceFile): Diagnostic {
  const { keyword, path } = violation;
  const at = (key: Path, part: YamlPlace['at'] = 'value'): YamlPlace => ({ file: file.path, path: key, at: part });
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
    case 'anyOf':
      return diagnostic('E0203', `${nameOf(path)} needs ${describeExpected(violation)}`, at(path));
    default:
      return isMisspeltFolder(violation)
        ? unknownKey(asKey(violation), at(path, 'key'))
        : wrongValue(violation, at(path), file);
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
  return diagnostic(
    'E0203',
    `missing key "${key}"${within(schema.title)}`,
    location,
    about === undefined ? undefined : `${key}: ${about}`,
  );
}

function wrongName({ key, schema }: Violation, location: YamlPlace): Diagnostic {
  return diagnostic(
    'E0202',
    `"${key}" is no name here`,
    location,
    `a name is ${String(schema['patternErrorMessage'])}`,
  );
}

function wrongSize({ value, schema, path, keyword }: Violation, location: YamlPlace): Diagnostic {
  if (schema.title === 'a data test' && keyword === 'maxProperties') {
    const keys = Object.keys(value as object);
    const hint = `indent the arguments under the name: {${keys[0]}: {${keys[1]}: …}}`;
    return diagnostic(
      'E0202',
      `a data test has one name, found ${keys.map((key) => `"${key}"`).join(', ')}`,
      location,
      hint,
    );
  }
  const what = schema.title ?? nameOf(path);
  return diagnostic(
    'E0202',
    `${what} ${keyword === 'minProperties' ? 'must not be empty' : 'holds too much'}`,
    location,
  );
}

function wrongValue(violation: Violation, location: YamlPlace, file: SourceFile): Diagnostic {
  const { path, value } = violation;
  const found = describeFound(violation);
  const message = `${nameOf(path)} must be ${describeExpected(violation)}${found === undefined ? '' : `, found ${found}`}`;
  if (typeof value !== 'string' || !isSecret(path))
    return diagnostic('E0202', message, location, hintForValue(violation));
  // A code frame would show what stands there.
  const { line } = new LineIndex(file.text).position(locate(file, location).start);
  return {
    code: 'E0202',
    severity: 'error',
    message,
    location: { file: file.path },
    notes: [{ label: 'line', text: `${line}, ${path.join('.')}` }],
  };
}

/** Among the defaults of a folder, a key that is not known is a folder, and a folder holds a map. */
function isMisspeltFolder({ keyword, path, schema }: Violation): boolean {
  return keyword === 'type' && path.length > 1 && (schema.title ?? '').startsWith('the defaults of a folder');
}

function asKey(violation: Violation): Violation {
  return { ...violation, key: String(violation.path.at(-1)) };
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

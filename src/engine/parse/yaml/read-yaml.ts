import type { Schema, YAMLException } from 'js-yaml';
import type { Diagnostic, LineColumn } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { explainSyntaxError } from './explain-syntax-error.ts';
import { fastParser } from './yaml-parsers.ts';

export interface YamlData {
  /** Undefined where the text is not YAML; null where it says nothing. */
  readonly data: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

interface Read {
  readonly data: unknown;
  readonly problem?: { readonly message: string; readonly hint?: string; readonly at: Omit<LineColumn, 'file'> };
}

/**
 * Reads one YAML document as JSON has it: dates stay texts, and so do numbers that JSON would write otherwise (`01000`,
 * `0x1F`, `.inf`) or could not hold exactly. A key that stands twice is an error.
 *
 * @returns E0102 where the text is not YAML.
 */
export function readYaml(file: SourceFile): YamlData {
  const { data, problem } = parse(file.text);
  if (problem === undefined) return { data, diagnostics: [] };
  const { message, hint, at } = problem;
  const location = { file: file.path, ...at };
  return {
    data,
    diagnostics: [{ code: 'E0102', severity: 'error', message, location, ...(hint === undefined ? {} : { hint }) }],
  };
}

function parse(text: string): Read {
  try {
    return { data: fastParser().load(text, { schema: jsonLike() }) ?? null };
  } catch (error) {
    if ((error as Error).name !== 'YAMLException') throw error;
    return { data: undefined, problem: explainSyntaxError(text, error as YAMLException) };
  }
}

const integer = /^-?(?:0|[1-9][0-9]*)$/;
const number = /^-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;

let schema: Schema | undefined;

/** YAML's own rules would read the postal code 01000 as 1000, and 12345678901234567890 as another number. */
function jsonLike(): Schema {
  if (schema !== undefined) return schema;
  const { FAILSAFE_SCHEMA, Type, types } = fastParser() as ReturnType<typeof fastParser> & {
    types: Readonly<Record<'null' | 'bool' | 'merge', InstanceType<typeof Type>>>;
  };
  const numbers = new Type('tag:yaml.org,2002:float', {
    kind: 'scalar',
    resolve: (text: string | null) => text !== null && isNumber(text),
    construct: Number,
  });
  const integers = new Type('tag:yaml.org,2002:int', {
    kind: 'scalar',
    resolve: (text: string | null) => text !== null && integer.test(text) && Number.isSafeInteger(Number(text)),
    construct: Number,
  });
  schema = FAILSAFE_SCHEMA.extend({ implicit: [types.null, types.bool, integers, numbers, types.merge] });
  return schema;
}

function isNumber(text: string): boolean {
  return (
    number.test(text) && Number.isFinite(Number(text)) && (!integer.test(text) || Number.isSafeInteger(Number(text)))
  );
}

import type { DataTestKind } from '../../data-tests/data-test.ts';
import type { Json } from '../project.ts';
import type { Violation } from '../schemas/check.ts';
import { compileSchema } from '../schemas/compile-schema.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { dataTestSettings } from '../schemas/model-config.ts';
import { explainViolation } from '../yaml/explain-violation.ts';
import type { Declaration } from './declaration.ts';

const checks = new WeakMap<DataTestKind, (data: unknown) => readonly Violation[]>();

/** E0217 for everything that the kind's own schema does not allow. */
export function checkArguments(
  kind: DataTestKind,
  args: Readonly<Record<string, Json>>,
  path: readonly (string | number)[],
  declaration: Declaration,
): boolean {
  let check = checks.get(kind);
  if (check === undefined) checks.set(kind, (check = compileSchema(withSettings(kind))));
  const violations = check(args);
  for (const violation of violations) {
    const explained = explainViolation({ ...violation, path: [...path, ...violation.path] }, declaration.file);
    declaration.diagnostics.push({ ...explained, code: 'E0217' });
  }
  return violations.length === 0;
}

/** The settings are gone by then, but one that is misspelt is meant to be one of them. */
function withSettings({ name, schema }: DataTestKind): JsonSchema {
  const { properties } = schema as JsonSchema;
  return { ...schema, title: `the arguments of ${name}`, properties: { ...properties, ...dataTestSettings } };
}

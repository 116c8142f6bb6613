import type { DataTestKind } from '../../data-tests/data-test.ts';
import type { Json } from '../project.ts';
import type { Violation } from '../schemas/check.ts';
import { compileSchema } from '../schemas/compile-schema.ts';
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
  if (check === undefined)
    checks.set(kind, (check = compileSchema({ ...kind.schema, title: `the arguments of ${kind.name}` })));
  const violations = check(args);
  for (const violation of violations) {
    const explained = explainViolation({ ...violation, path: [...path, ...violation.path] }, declaration.file);
    declaration.diagnostics.push({ ...explained, code: 'E0217' });
  }
  return violations.length === 0;
}

import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { schemas, type DeclarationKind } from '../schemas/all-schemas.ts';
import type { Violation } from '../schemas/check.ts';
import { compileSchema } from '../schemas/compile-schema.ts';
import { explainViolation } from './explain-violation.ts';

const checks = new Map<DeclarationKind, (data: unknown) => readonly Violation[]>();

/** Everything in a YAML file that its schema does not allow: E0201, E0202 and E0203. */
export function validateDeclarations(kind: DeclarationKind, file: SourceFile, data: unknown): readonly Diagnostic[] {
  if (data === null || data === undefined) return [emptyFile(file)];
  let check = checks.get(kind);
  if (check === undefined) checks.set(kind, (check = compileSchema(schemas[kind])));
  return withoutConsequences(check(data)).map((violation) => explainViolation(violation, file));
}

/** Where a map holds too much, what it holds was not meant to be there: nothing is said of it. */
function withoutConsequences(violations: readonly Violation[]): readonly Violation[] {
  const wrongMaps = violations
    .filter(({ keyword }) => keyword === 'maxProperties')
    .map(({ path }) => JSON.stringify(path).slice(0, -1));
  if (wrongMaps.length === 0) return violations;
  return violations.filter(({ path }) => !wrongMaps.some((map) => JSON.stringify(path).startsWith(`${map},`)));
}

function emptyFile({ path }: SourceFile): Diagnostic {
  return {
    code: 'E0203',
    severity: 'error',
    message: 'the file is empty',
    location: { file: path },
    hint: 'begin with "version: 1"',
  };
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../load/project-files.ts';
import type { Violation } from './schemas/check.ts';
import { compileSchema } from './schemas/compile-schema.ts';
import { dataTestSettings, modelConfig } from './schemas/model-config.ts';
import type { TemplateFacts } from './template/scan-template.ts';
import { explainViolation } from './yaml/explain-violation.ts';

const checks = { model: checkOf(modelConfig), test: checkOf(dataTestSettings) } as const;

export interface CheckedConfig {
  /** What is as it should be: a wrong value is complained of once, and then as good as not written. */
  readonly config: TemplateFacts['config'];
  readonly diagnostics: readonly Diagnostic[];
}

/** E0201 and E0210: what a template says in {{config}}, held to the schema of the same keys in YAML. */
export function checkConfig(kind: keyof typeof checks, facts: TemplateFacts, file: SourceFile): CheckedConfig {
  if (Object.keys(facts.config).length === 0) return { config: facts.config, diagnostics: [] };
  const wrong = new Set<string>();
  const diagnostics = checks[kind]()(facts.config).map((violation) => {
    const { code, location: _, ...said } = explainViolation(violation, file);
    const key = String(violation.path[0] ?? violation.key);
    wrong.add(key);
    return {
      ...said,
      code: code === 'E0201' ? code : ('E0210' as const),
      location: facts.configLocations[key] ?? { file: file.path },
    };
  });
  return { config: Object.fromEntries(Object.entries(facts.config).filter(([key]) => !wrong.has(key))), diagnostics };
}

function checkOf(properties: typeof modelConfig): () => (data: unknown) => readonly Violation[] {
  let check: ((data: unknown) => readonly Violation[]) | undefined;
  return () => (check ??= compileSchema({ type: 'object', title: 'config', properties, additionalProperties: false }));
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model } from '../parse/project.ts';
import { materializations } from './registry.ts';

/** E0602 for each model that cannot be built as it is configured, whatever the warehouse. */
export function checkMaterializations(models: Iterable<Model>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const model of models) {
    const name = model.config.materialized;
    const isFit =
      name === 'ephemeral' ? model.language === 'sql' : materializations.get(name)?.languages.includes(model.language);
    if (isFit === true || !model.config.enabled) continue;
    const others = [...materializations.values()]
      .filter((each) => each.languages.includes(model.language))
      .map((each) => each.name);
    diagnostics.push({
      code: 'E0602',
      severity: 'error',
      message: `a ${model.language === 'sql' ? 'SQL' : 'TypeScript'} model cannot be materialized as ${name}`,
      location: model.location,
      hint: `choose ${others.join(', ')}`,
    });
  }
  return diagnostics;
}

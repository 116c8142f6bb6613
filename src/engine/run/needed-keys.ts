import type { Project } from '../parse/project.ts';
import type { Plan } from '../plan/plan.ts';
import { describeTreatedTable } from '../treatments/describe-treated-table.ts';

/** Keys of policies.yml that the extractions of a plan pseudonymise with. */
export function neededKeys(plan: Plan, project: Project): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const operation of plan.steps.flatMap((step) => step.build)) {
    const table = operation.op === 'extract' ? project.sources.get(operation.source) : undefined;
    if (table === undefined) continue;
    for (const { rule } of describeTreatedTable(table, project.policies).columns)
      if (rule?.key !== undefined) keys.add(rule.key);
  }
  return keys;
}

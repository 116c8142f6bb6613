import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Project } from '../parse/project.ts';
import type { Plan } from '../plan/plan.ts';
import { describeTreatedTable } from '../treatments/describe-treated-table.ts';
import type { Resources } from './open-resources.ts';

/** What a plan needs of the outside besides the warehouse and the lake; by name. */
export interface RunNeeds {
  readonly sources: ReadonlySet<string>;
  readonly stores: ReadonlySet<string>;
  /** Of policies.yml, that its extractions pseudonymise with. */
  readonly keys: ReadonlySet<string>;
}

export function needsOf(plan: Plan, project: Project): RunNeeds {
  const needs = { sources: new Set<string>(), stores: new Set<string>(), keys: new Set<string>() };
  for (const operation of plan.steps.flatMap((step) => [...step.build, ...step.publish])) {
    if (operation.op === 'publish_documents') needs.stores.add(operation.projection.store);
    const table = operation.op === 'extract' ? project.sources.get(operation.source) : undefined;
    if (table === undefined) continue;
    needs.sources.add(table.connection);
    for (const { rule } of describeTreatedTable(table, project.policies).columns) {
      if (rule?.key !== undefined) needs.keys.add(rule.key);
    }
  }
  return needs;
}

/**
 * Says all that is missing in the configuration before anything is built, and once, not for each step that meets it.
 * Nothing is connected to.
 *
 * @throws AlambicError E0803, E0905, E0911, E0912 or E0913, as many as there are.
 */
export async function prepareRun(
  { sources, stores, keys }: RunNeeds,
  resources: Resources,
  resolveKeys: (names: Iterable<string>) => Promise<void>,
): Promise<void> {
  const missing: Diagnostic[] = [];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AlambicError)) throw error;
      missing.push(...error.diagnostics);
    }
  };
  for (const name of sources) await attempt(() => resources.check('source', name));
  for (const name of stores) await attempt(() => resources.check('store', name));
  await attempt(() => resolveKeys(keys));
  if (missing.length > 0) throw new AlambicError(missing);
}

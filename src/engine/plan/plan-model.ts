import type { ExistingRelation } from '../adapters/warehouse.ts';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { MaterializationPlan } from '../materializations/materialization.ts';
import { materializations } from '../materializations/registry.ts';
import type { Model } from '../parse/project.ts';

/** How one model is built this time. */
export function planModel(
  compiled: CompiledProject,
  model: Model,
  existing: ExistingRelation | undefined,
  fullRefresh: boolean,
  tests: number,
): MaterializationPlan {
  const id = `model.${model.name}`;
  const materialization = materializations.get(model.config.materialized);
  const body = compiled.bodies.get(id);
  const relation = compiled.relations.get(id);
  if (materialization === undefined || body === undefined || relation === undefined)
    throw new Error(`${id} is not compiled`);
  return materialization.plan({ model, body, dialect: compiled.dialect, relation, existing, fullRefresh, tests });
}

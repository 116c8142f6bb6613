import type { MaterializationName } from '../parse/project.ts';
import { external } from './external.ts';
import { incremental } from './incremental.ts';
import type { Materialization } from './materialization.ts';
import { projection } from './projection.ts';
import { table } from './table.ts';
import { view } from './view.ts';

/** `ephemeral` is not here: such a model is part of its readers' SQL and nothing is built. Seeds have their own step. */
export const materializations: ReadonlyMap<MaterializationName, Materialization> = new Map(
  [view, table, incremental, external, projection].map((each) => [each.name as MaterializationName, each]),
);

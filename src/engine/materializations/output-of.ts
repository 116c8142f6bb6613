import type { Model } from '../parse/project.ts';

/** The data set of the lake that an external model writes. */
export function datasetOf({ config, name }: Model): string {
  return `${config.zone ?? 'processed'}/${config.alias ?? name}`;
}

/** What a model writes outside the warehouse, in words; undefined where it writes nothing there. */
export function outputOf(model: Model): string | undefined {
  const { materialized, projection } = model.config;
  if (materialized === 'external') return `data set ${datasetOf(model)} of the lake`;
  if (materialized !== 'projection' || projection === undefined) return undefined;
  return `collection ${projection.collection} of ${projection.store}`;
}

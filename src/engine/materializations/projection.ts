import { buildRows, swap } from './build-rows.ts';
import { aside, type Materialization } from './materialization.ts';

/** Rows become documents of a store. A copy stays in the warehouse: the next run publishes only the difference. */
export const projection: Materialization = {
  name: 'projection',
  languages: ['sql'],
  plan(context) {
    const { relation, model } = context;
    if (model.config.projection === undefined) throw new Error('a projection names its store');
    const next = aside(relation, 'next');
    return {
      strategy: 'publish',
      build: buildRows(context, next, false),
      audit: { when: 'before_publish', relation: next },
      publish: [
        { op: 'publish_documents', from: next, into: relation, projection: model.config.projection },
        ...swap(context, next),
      ],
      cleanup: [],
    };
  },
};

import { buildRows, swap } from './build-rows.ts';
import { aside, type Materialization } from './materialization.ts';

/** Built aside as a whole, then swapped in. */
export const table: Materialization = {
  name: 'table',
  languages: ['sql', 'typescript'],
  plan(context) {
    const next = aside(context.relation, 'next');
    return {
      strategy: context.existing === undefined ? 'create' : 'replace',
      build: buildRows(context, next, false),
      audit: { when: 'before_publish', relation: next },
      publish: swap(context, next),
      cleanup: [],
    };
  },
};

import { buildRows } from './build-rows.ts';
import { aside, type Materialization } from './materialization.ts';
import { datasetOf } from './output-of.ts';

/** Rows go to the lake as Parquet, committed by a manifest; the warehouse keeps a view of the newest version. */
export const external: Materialization = {
  name: 'external',
  languages: ['sql', 'typescript'],
  plan(context) {
    const { relation, model, dialect, existing } = context;
    const next = aside(relation, 'next');
    const dataset = datasetOf(model);
    const dropTable = existing?.type === 'table' ? [{ op: 'sql', sql: dialect.dropTable(relation) } as const] : [];
    return {
      strategy: 'export',
      build: buildRows(context, next, false),
      audit: { when: 'before_publish', relation: next },
      publish: [...dropTable, { op: 'export', dataset, from: next, view: relation }],
      cleanup: [{ op: 'sql', sql: dialect.dropTable(next) }],
    };
  },
};

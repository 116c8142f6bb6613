import type { Relation } from '../adapters/warehouse.ts';
import type { Operation } from '../plan/plan.ts';
import { buildRows, swap } from './build-rows.ts';
import { aside, type Materialization, type MaterializationContext } from './materialization.ts';
import type { IncrementalStrategy } from '../parse/project.ts';

/** New rows are collected aside, then brought in, tested and made visible in one transaction. */
export const incremental: Materialization = {
  name: 'incremental',
  languages: ['sql', 'typescript'],
  plan(context) {
    if (!isIncremental(context)) return firstBuild(context);
    const { model, relation, dialect } = context;
    const delta = aside(relation, 'delta');
    const strategy = strategyOf(context);
    return {
      strategy,
      build: [...buildRows(context, delta, true), ...checkKeys(context, delta)],
      audit: { when: 'in_transaction', relation },
      publish: [
        {
          op: 'upsert',
          from: delta,
          into: relation,
          keys: keysOf(context),
          strategy,
          onSchemaChange: model.config.onSchemaChange,
        },
      ],
      cleanup: [{ op: 'sql', sql: dialect.dropTable(delta) }],
    };
  },
};

/** dbt's rule: the relation exists, is a table, the model is incremental, and nobody asked for a full refresh. */
export function isIncremental(context: Pick<MaterializationContext, 'existing' | 'model' | 'fullRefresh'>): boolean {
  const { existing, model, fullRefresh } = context;
  return (
    model.config.materialized === 'incremental' &&
    existing?.type === 'table' &&
    !(model.config.fullRefresh ?? fullRefresh)
  );
}

function strategyOf({ model }: MaterializationContext): IncrementalStrategy {
  if (model.config.uniqueKey.length === 0) return 'append';
  return model.config.incrementalStrategy ?? 'delete+insert';
}

/** Rows that are only appended may share a key. */
function keysOf(context: MaterializationContext): readonly string[] {
  return strategyOf(context) === 'append' ? [] : context.model.config.uniqueKey;
}

function checkKeys(context: MaterializationContext, rows: Relation): readonly Operation[] {
  const keys = keysOf(context);
  return keys.length === 0 ? [] : [{ op: 'check_keys', rows, of: context.relation.name, keys }];
}

function firstBuild(context: MaterializationContext): ReturnType<Materialization['plan']> {
  const next = aside(context.relation, 'next');
  return {
    strategy: context.existing === undefined ? 'create' : 'full refresh',
    build: [...buildRows(context, next, false), ...checkKeys(context, next)],
    audit: { when: 'before_publish', relation: next },
    publish: swap(context, next),
    cleanup: [],
  };
}

import type { Relation } from '../adapters/warehouse.ts';
import type { Operation } from '../plan/plan.ts';
import type { MaterializationContext } from './materialization.ts';

/** The operations that fill a table aside with the model's rows, whatever language it is written in. */
export function buildRows(context: MaterializationContext, into: Relation, incremental: boolean): readonly Operation[] {
  const { body, dialect, model } = context;
  if (body.language === 'sql') {
    return [
      statement(
        context,
        dialect.createTableAs(into, (incremental ? body.incremental : body.full).sql),
        incremental,
        true,
      ),
    ];
  }
  const inputs = incremental ? body.incrementalInputs : body.fullInputs;
  return [
    { op: 'sql', sql: dialect.createEmptyTable(into, body.columns) },
    { op: 'transform', model: model.name, into, columns: body.columns, inputs, batchSize: body.batchSize },
  ];
}

/** A statement that holds the model's own SQL: `at` says where it begins, so that an error finds its way back. */
export function statement(
  context: MaterializationContext,
  sql: string,
  incremental: boolean,
  counts: boolean,
): Operation {
  if (context.body.language !== 'sql') throw new Error('not a SQL model');
  const own = incremental ? context.body.incremental : context.body.full;
  return { op: 'sql', sql, counts, map: own.map, at: sql.indexOf(own.sql), file: context.model.path };
}

/** Replaces what readers see by the table built aside. */
export function swap(context: MaterializationContext, next: Relation): readonly Operation[] {
  const { dialect, relation, existing } = context;
  const drop =
    existing === undefined ? [] : [existing.type === 'view' ? dialect.dropView(relation) : dialect.dropTable(relation)];
  return [...drop, dialect.renameTable(next, relation.name)].map((sql) => ({ op: 'sql', sql }));
}

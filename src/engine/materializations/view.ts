import { statement } from './build-rows.ts';
import { aside, type Materialization } from './materialization.ts';

/** Joins, windows, grouping and files make a view cost again with each test that looks at it. */
const expensive = /\b(join|over|group\s+by|distinct|union|except|intersect|qualify|read_\w+)\b/i;

/** Whether each look at such a view costs more than a copy. */
export function isExpensive(sql: string): boolean {
  return expensive.test(sql);
}

/** A view is tested under another name before readers get it. */
export const view: Materialization = {
  name: 'view',
  languages: ['sql'],
  plan(context) {
    const { dialect, relation, existing, body, tests } = context;
    if (body.language !== 'sql') throw new Error('a view is a SELECT');
    const next = aside(relation, 'next');
    const snapshot = tests > 1 && isExpensive(body.full.sql) ? aside(relation, 'snapshot') : undefined;
    const dropTable = existing?.type === 'table' ? [{ op: 'sql', sql: dialect.dropTable(relation) } as const] : [];
    return {
      strategy: existing === undefined ? 'create' : 'replace',
      build: [statement(context, dialect.createView(next, body.full.sql), false, false)],
      audit: {
        when: 'before_publish',
        relation: snapshot ?? next,
        ...(snapshot === undefined ? {} : { snapshotOf: next }),
      },
      publish: [
        ...dropTable,
        statement(context, dialect.createView(relation, body.full.sql), false, false),
        { op: 'sql', sql: dialect.dropView(next) },
      ],
      cleanup: [],
    };
  },
};

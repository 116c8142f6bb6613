import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { applyLoads } from './apply-loads.ts';
import { checkKeys } from './check-keys.ts';
import { exportDataset } from './export-dataset.ts';
import { extractSource } from './extract-source.ts';
import { loadSeed } from './load-seed.ts';
import { publishDocuments } from './publish-documents.ts';
import { runSql } from './run-sql.ts';
import { runUnitTest } from './run-unit-test.ts';
import { transformRows } from './transform-rows.ts';
import { upsertRows } from './upsert-rows.ts';

type Operations = {
  readonly [Name in Operation['op']]: (
    operation: Extract<Operation, { op: Name }>,
    scope: OperationScope,
  ) => Promise<OperationOutcome>;
};

/** What each operation of a plan does. */
export const operations: Operations = {
  sql: runSql,
  extract: extractSource,
  apply_loads: applyLoads,
  seed: loadSeed,
  transform: transformRows,
  check_keys: checkKeys,
  upsert: upsertRows,
  unit_test: runUnitTest,
  export: exportDataset,
  publish_documents: publishDocuments,
};

import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts';
import type { RunEvent, RunResults, StepResult } from '../../engine/run/run-results.ts';

/** Runs for the reporters' tests: one that succeeds and one that does not. */

const sampleFile = 'project/models/marts/product_satisfaction.sql';
const sampleText = 'select\n  product_id,\n  avg(ratng) as satisfaction_rate\nfrom {{ref "stg_reviews"}}\n';

export function sampleSources(file: string): string | undefined {
  return file === sampleFile ? sampleText : undefined;
}

export function step(kind: string, id: string, rest: Partial<StepResult> = {}): StepResult {
  const name = id.slice(id.indexOf('.') + 1);
  const startedAt = '2026-11-23T10:00:00.000Z';
  return { id, name, kind, status: 'success', startedAt, duration: 12, remarks: [], diagnostics: [], ...rest };
}

const unknownColumn: Diagnostic = {
  code: 'E0402',
  severity: 'error',
  message: 'unknown column "ratng"',
  location: { file: sampleFile, start: sampleText.indexOf('ratng'), end: sampleText.indexOf('ratng') + 5 },
  hint: 'did you mean "rating"?',
};

function testFailure(name: string, failures: number, severity: Diagnostic['severity']): Diagnostic {
  const hint = 'set store_failures: true to keep the failing rows in a table';
  return { code: 'E0702', severity, message: `data test ${name}: ${failures} failures`, hint };
}

const built: readonly StepResult[] = [
  step('extract', 'source.shop.reviews', {
    rows: 50_000,
    duration: 412,
    remarks: ['buyer_id, email pseudonymised (key v1)', 'body redacted'],
  }),
  step('view', 'model.stg_reviews', { rows: 50_000, remarks: ['5 tests passed'] }),
  step('table', 'model.review_enrichment', { rows: 47_812, duration: 4012, remarks: ['2 workers, 11,900 rows/s'] }),
  step('incremental', 'model.rejected_reviews', {
    rows: 2188,
    duration: 120,
    remarks: ['empty_body 611', 'rating_out_of_range 402', 'duplicate 377', 'unknown_product 301', 'spam 80'],
  }),
  step('table', 'model.日本語の評価', { status: 'unchanged', rows: 3 }),
  step('test', 'test.not_null_stg_reviews_review_id', { status: 'pass', failures: 0 }),
];

export const succeeded: RunResults = finished([
  ...built,
  step('table', 'model.product_satisfaction', {
    rows: 18_204,
    duration: 220,
    remarks: ['7 tests passed', 'published'],
  }),
]);

export const failed: RunResults = finished([
  ...built,
  step('test', 'test.row_count_stg_reviews', {
    status: 'warn',
    failures: 3,
    diagnostics: [testFailure('row_count_stg_reviews', 3, 'warning')],
  }),
  step('table', 'model.product_satisfaction', { status: 'error', duration: 230, diagnostics: [unknownColumn] }),
  step('test', 'test.unique_category', {
    status: 'fail',
    failures: 1204,
    diagnostics: [testFailure('unique_category', 1204, 'error')],
  }),
  step('table', 'model.category_trends', {
    status: 'fail',
    duration: 180,
    remarks: ['1 of 4 tests failed, not published'],
  }),
  step('projection', 'model.review_search', { status: 'skipped', because: 'model.product_satisfaction', duration: 0 }),
  step('table', 'model.data_coherence', { status: 'skipped', because: 'model.product_satisfaction', duration: 0 }),
  step('test', 'test.not_null_review_search', {
    status: 'skipped',
    because: 'model.product_satisfaction',
    duration: 0,
  }),
]);

function finished(results: readonly StepResult[]): RunResults {
  const success = results.every(({ status }) => !['error', 'fail', 'skipped'].includes(status));
  const run = { runId: 'run-1', command: 'build', project: 'amazon_reviews', target: 'local' };
  return { ...run, startedAt: '2026-11-23T10:00:00.000Z', duration: 9123, results, diagnostics: [], success };
}

/** The events that such a run gives: each step begins, says how far it is, and ends. */
export function eventsOf(run: RunResults): readonly RunEvent[] {
  const { runId, project, target, command } = run;
  const tests = run.results.filter(({ kind }) => kind === 'test').length;
  const steps = run.results.flatMap((result): readonly RunEvent[] => [
    { type: 'step_started', id: result.id, name: result.name, kind: result.kind },
    ...(result.rows === undefined ? [] : [{ type: 'step_progress', id: result.id, rows: result.rows } as const]),
    { type: 'step_finished', result },
  ]);
  return [
    { type: 'run_started', runId, project, target, command, nodes: run.results.length - tests, tests },
    ...steps,
    { type: 'notice', message: 'balance    50,000 extracted = 47,812 accepted + 2,188 rejected' },
    { type: 'run_finished', results: run },
  ];
}

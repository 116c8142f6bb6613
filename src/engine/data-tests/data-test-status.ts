import type { DataTestSettings } from '../parse/project.ts';
import { holds, parseThreshold, type Threshold } from './threshold.ts';

export type DataTestStatus = 'pass' | 'warn' | 'fail';

type Thresholds = Pick<DataTestSettings, 'severity' | 'warnIf' | 'errorIf'>;

/**
 * dbt's rule: with severity `error`, `error_if` decides first; then `warn_if`. Severity `warn` never asks `error_if`.
 *
 * @param rowsTested of the tested relation, after `where`; needed where a threshold is a percentage.
 */
export function decideStatus(settings: Thresholds, failures: number, rowsTested?: number): DataTestStatus {
  const exceeds = (text: string): boolean => {
    const threshold = validThreshold(text);
    if (threshold.percent && rowsTested === undefined) throw new Error(`"${text}" needs the number of rows tested`);
    return holds(threshold, failures, rowsTested);
  };
  if (settings.severity === 'error' && exceeds(settings.errorIf)) return 'fail';
  return exceeds(settings.warnIf) ? 'warn' : 'pass';
}

/** Whether the status depends on how many rows were tested. */
export function needsRowsTested(settings: Thresholds): boolean {
  const deciding = settings.severity === 'error' ? [settings.errorIf, settings.warnIf] : [settings.warnIf];
  return deciding.some((text) => validThreshold(text).percent);
}

/** Texts have been checked while the project was parsed. */
function validThreshold(text: string): Threshold {
  const parsed = parseThreshold(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
}

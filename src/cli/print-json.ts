import type { Redactor } from '../engine/diagnostics/redaction.ts';

/** One line of `--log-format json` on stdout, in the shape of the JSON reporter's, without what loading its logger costs. */
export function printJson(level: 'info' | 'warn' | 'error', event: string, fields: object, redactor: Redactor): void {
  const line = redactor.redactValue({ level, time: new Date().toISOString(), event, ...fields });
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

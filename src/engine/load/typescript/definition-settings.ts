import type { Location } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { TypeScriptScan } from './scan-typescript.ts';

export type Raw = Readonly<Record<string, unknown>>;
export type Report = (message: string, location: Location | undefined, hint?: string) => void;
export type Check = (value: unknown) => string | undefined;

const materializations = ['table', 'incremental', 'external'];
const strategies = ['append', 'delete+insert', 'merge'];
const schemaChanges = ['ignore', 'append_new_columns', 'sync_all_columns', 'fail'];

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'must be a text');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const texts: Check = (value) => (isTexts(value) ? undefined : 'must be a list of texts');
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    choices.includes(value as string) ? undefined : `must be ${choices.join(', ')}`;

/** Everything that a definition may say beside its inputs, columns and function. */
export const modelSettings: Readonly<Record<string, Check>> = {
  materialized: oneOf(materializations),
  zone: text,
  schema: text,
  alias: text,
  enabled: flag,
  tags: texts,
  uniqueKey: (value) =>
    typeof value === 'string' && value !== '' ? undefined : texts(value) && 'must be a text or a list of texts',
  incrementalStrategy: oneOf(strategies),
  onSchemaChange: oneOf(schemaChanges),
  incrementalFilter: text,
  batchSize: (value) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100_000
      ? undefined
      : 'must be a whole number from 1 to 100000',
};
/** Everything that a column may say. */
export const columnSettings: Readonly<Record<string, Check>> = {
  type: text,
  description: text,
  from: texts,
  privacy: text,
  because: text,
};

export interface SettingsCheck {
  readonly raw: Raw;
  readonly checks: Readonly<Record<string, Check>>;
  /** Keys that are read elsewhere. */
  readonly others: readonly string[];
  /** For messages: ` of column "x"`. */
  readonly where: string;
  /** Where the search for a key's place begins. */
  readonly from?: number;
}

/** Reports every key that is unknown and every value that is wrong. */
export function checkSettings(
  { raw, checks, others, where, from }: SettingsCheck,
  scan: TypeScriptScan,
  report: Report,
): void {
  for (const [key, value] of Object.entries(raw)) {
    const place = scan.key(key, from);
    if (others.includes(key) || value === undefined) continue;
    const check = checks[key];
    if (check === undefined) {
      const near = suggest(key, [...Object.keys(checks), ...others]);
      report(`unknown key "${key}"${where}`, place, near === undefined ? undefined : `did you mean "${near}"?`);
      continue;
    }
    const problem = check(value);
    if (problem !== undefined) report(`"${key}"${where} ${problem}`, place);
  }
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '');
}

export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { suggest } from '../../diagnostics/suggest.ts';
import type { Violation } from '../schemas/check.ts';

const mostListed = 14;

/** What dbt, or an earlier habit, calls a key of ours. */
const otherNames: Readonly<Record<string, string>> = {
  tests: 'data_tests',
  data_type: 'type',
  datatype: 'type',
  database_schema: 'schema',
  materialization: 'materialized',
  materialisation: 'materialized',
  materialised: 'materialized',
  labels: 'tags',
  pk: 'primary_key',
  profile: 'targets',
  outputs: 'targets',
  target: 'default_target',
};

/** What was most likely meant by a key that does not exist. */
export function hintForUnknownKey({ key = '', value, schema }: Violation): string | undefined {
  const keys = Object.keys(schema.properties ?? {});
  const other = otherNames[key];
  if (other !== undefined && keys.includes(other)) return `it is called "${other}" here`;
  if (schema.title?.startsWith('the arguments of') === true && (key === 'config' || key === 'arguments')) {
    return `take "${key}" away: arguments and settings stand directly under the name of the test`;
  }
  const plain = key.replace(/^\+/, '');
  if (plain !== key && keys.includes(plain)) return `write "${plain}", without "+"`;
  const isRest = value === null && /[\s()'".]|^\d/.test(key);
  if (isRest) return 'quote a value that holds a comma: without quotes it ends there';
  const near = suggest(plain.replaceAll('-', '_'), keys);
  if (near !== undefined) return `did you mean "${near}"?`;
  return keys.length > 0 && keys.length <= mostListed ? `keys are ${keys.join(', ')}` : undefined;
}

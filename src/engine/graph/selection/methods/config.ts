import { didYouMean } from '../matching.ts';
import { nodeConfig } from '../node-facts.ts';
import type { SelectionMethod } from '../selection-method.ts';

const keysOfModels = ['materialized', 'zone', 'schema', 'alias', 'enabled', 'tags', 'unique_key', 'meta'];
const keysOfBuilds = ['incremental_strategy', 'on_schema_change', 'full_refresh', 'contract', 'projection'];
const keysOfTests = ['severity', 'warn_if', 'error_if', 'where', 'limit', 'store_failures'];
const known = [...keysOfModels, ...keysOfBuilds, ...keysOfTests];

/** `config.materialized:table`, `config.meta.owner:ana`; of a list, any entry. */
export const config: SelectionMethod = {
  name: 'config',
  check(_value, argument) {
    const key = argument?.split('.', 1)[0];
    if (key === undefined) {
      return { message: 'config needs a key', hint: 'as in config.materialized:table', at: 'method' };
    }
    if (known.includes(key)) return undefined;
    return { message: `no configuration is called "${key}"`, hint: didYouMean(key, known), at: 'method' };
  },
  match(value, argument = '') {
    const keys = argument.split('.');
    return (node) => {
      let found: unknown = nodeConfig(node);
      for (const key of keys) found = isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined;
      if (found === undefined || found === null) return false;
      return (Array.isArray(found) ? found : [found]).some((each) => String(each) === value);
    };
  },
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

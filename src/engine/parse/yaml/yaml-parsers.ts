import { createRequire } from 'node:module';
import type * as JsYaml from 'js-yaml';
import type * as Yaml from 'yaml';

const load = createRequire(import.meta.url);
let fast: typeof JsYaml | undefined;
let precise: typeof Yaml | undefined;

/** Nine times as quick as the other, and gives no positions. */
export function fastParser(): typeof JsYaml {
  return (fast ??= load('js-yaml') as typeof JsYaml);
}

/** Knows where everything stands: for files that have a diagnostic. */
export function preciseParser(): typeof Yaml {
  return (precise ??= load('yaml') as typeof Yaml);
}

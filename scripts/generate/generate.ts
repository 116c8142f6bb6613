import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateCliReference } from './cli-reference.ts';
import { generateErrorIndex } from './generate-error-index.ts';
import { generateSchemas } from './generate-schemas.ts';
import { generateYamlReference } from './generate-yaml-reference.ts';

/** Gives the files that it derives, by path from the root of the repository. Deterministic: a test compares them. */
export type Generator = () => Promise<ReadonlyMap<string, string>>;

/** To add a generator: a file beside this one, and one line here. */
const generators: readonly Generator[] = [
  generateSchemas,
  generateYamlReference,
  generateCliReference,
  generateErrorIndex,
];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every generated file whose text on disk is not what would be generated. */
export async function findDrift(): Promise<ReadonlyMap<string, string>> {
  const drifted = new Map<string, string>();
  for (const generate of generators) {
    for (const [path, text] of await generate()) {
      const file = join(root, path);
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) drifted.set(path, text);
    }
  }
  return drifted;
}

/** Brings the generated files up to date, and says which ones had to be written. */
export async function writeGenerated(): Promise<readonly string[]> {
  const drifted = await findDrift();
  for (const [path, text] of drifted) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...drifted.keys()];
}

import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { CompiledProject } from './compile/compiled-project.ts';
import { AlambicError, failure, type Diagnostic, type Location } from './diagnostics/diagnostic.ts';
import { Redactor } from './diagnostics/redaction.ts';
import type { RunSettings } from './open-run.ts';
import type { KeyPolicy } from './parse/project.ts';
import { openResources, type Resources } from './run/open-resources.ts';
import { createSecretResolver } from './secrets/create-secret-resolver.ts';
import { parseDotEnv } from './secrets/parse-dotenv.ts';
import { createKeyedHash } from './treatments/keyed-hash.ts';
import type { KeyedHash } from './treatments/treatment.ts';

/** What a project needs of the outside: its connections, and the keys of its pseudonyms. */
export interface Access {
  readonly resources: Resources;
  /** A key that has been resolved. */
  keyedHash(name: string): KeyedHash;
  /**
   * Reads the secrets of keys, so that they are all there before anything is built.
   *
   * @throws AlambicError E0905, E0913 or E0803, one diagnostic for each key that is not to be had.
   */
  resolveKeys(names: Iterable<string>): Promise<void>;
}

/** Nothing is opened and no secret is read before it is asked for. */
export function openAccess(compiled: CompiledProject, settings: RunSettings, signal: AbortSignal): Access {
  const { project, target, dotenv } = compiled;
  const onNotice = settings.onNotice ?? (() => undefined);
  const said = new Set<string>();
  const secrets = createSecretResolver({
    env: settings.environment ?? process.env,
    dotenv: dotenv === undefined ? new Map() : parseDotEnv(dotenv).values,
    readFile: (path) => readFileSync(isAbsolute(path) ? path : join(project.root, path), 'utf8'),
    redactor: settings.redactor ?? new Redactor(),
    onTooShort(reference) {
      if (!said.has(reference))
        onNotice(`the secret ${reference} is too short to be hidden in messages: choose one of 4 characters or more`);
      said.add(reference);
    },
  });
  const hashes = new Map<string, KeyedHash>();
  const resolve = async (key: KeyPolicy): Promise<void> => {
    const location = placeOfSecret(key);
    const secret = await secrets.resolve(key.secret, location);
    hashes.set(key.name, createKeyedHash({ name: key.name, version: key.version, secret, location }));
  };
  return {
    resources: openResources({ target, root: project.root, secrets, signal, onNotice }),
    keyedHash(name) {
      const hash = hashes.get(name);
      if (hash === undefined) throw failure('E0803', `no key "${name}" in policies.yml`);
      return hash;
    },
    async resolveKeys(names) {
      const wanted = new Set(names);
      const missing: Diagnostic[] = [];
      for (const key of project.policies.keys.values()) {
        if (!wanted.has(key.name) || hashes.has(key.name)) continue;
        await resolve(key).catch((error: unknown) => {
          if (!(error instanceof AlambicError)) throw error;
          missing.push(...error.diagnostics);
        });
      }
      if (missing.length > 0) throw new AlambicError(missing);
    },
  };
}

function placeOfSecret({ location }: KeyPolicy): Location {
  return 'path' in location ? { ...location, path: [...location.path, 'secret'], at: 'value' } : location;
}

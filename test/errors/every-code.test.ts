import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes } from '../../src/engine/diagnostics/codes.ts';

/** Codes that no project of this folder produces, and where they are tested instead. */
const elsewhere: Readonly<Record<string, string>> = {
  E0210: 'with E0202: a wrong value of a config',
  E0602: 'src/engine/materializations',
  E0906: 'src/engine/adapters',
  E0708: 'src/engine/run/schedule.test.ts',
  E0710: 'src/engine/adapters/sources/postgres',
  E0910: 'services',
};

it('produces every code in a real project, or says where it is tested', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const text = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
  const shown = new Set(
    [...text.matchAll(/^ *(?:error|warning) (E\d{4}) |toContain\('E(\d{4})'\)/gm)].map(
      ([, code, bare]) => code ?? `E${bare}`,
    ),
  );
  const missing = Object.keys(errorCodes).filter((code) => !shown.has(code) && elsewhere[code] === undefined);
  expect(missing).toEqual([]);
});

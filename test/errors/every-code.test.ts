import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes } from '../../src/engine/diagnostics/codes.ts';

/** Codes that no project of this folder produces, and where they are tested instead. */
const elsewhere: Readonly<Record<string, string>> = {
  E0602: 'test/e2e/templates.test.ts',
  E0708: 'test/e2e/two-processes.test.ts',
  E0710: 'src/engine/adapters/sources/postgres/open-postgres.test.ts',
  E0906: 'src/engine/adapters/sources/postgres/open-postgres.test.ts',
  E0910: 'services/services.test.ts',
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

it.each(Object.entries(elsewhere))('%s is tested in %s', (code, file) => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8')).toContain(code);
});

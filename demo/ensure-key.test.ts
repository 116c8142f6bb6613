import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureKey } from './ensure-key.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-key-'));
  file = join(folder, '.env');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes a key of 256 bits once, in a file of its owner alone', () => {
  expect(ensureKey(file, 'PII_KEY')).toBe(true);
  const made = readFileSync(file, 'utf8');
  expect(made).toMatch(/^PII_KEY=[\w-]{43}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(ensureKey(file, 'PII_KEY')).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

it('keeps what stands in the file, closes it to others, and fills in a key without a value', () => {
  writeFileSync(file, 'SHOP_URL=x\nPII_KEY=', { mode: 0o644 });
  expect(ensureKey(file, 'PII_KEY')).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^SHOP_URL=x\nPII_KEY=\nPII_KEY=[\w-]{43}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

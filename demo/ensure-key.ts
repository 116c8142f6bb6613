import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes sure that an environment file holds the key of pseudonyms, and that only its owner can read the file.
 * The key is made up once and kept, since another one would give every buyer another pseudonym. It is never returned.
 *
 * @returns Whether a key was made.
 */
export function ensureKey(file: string, name: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new RegExp(`^\\s*(export\\s+)?${name}\\s*=\\s*\\S`, 'm').test(text);
  if (!known) {
    const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    writeFileSync(file, `${start}${name}=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return !known;
}

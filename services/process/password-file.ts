import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The password that the server has, and the one that it is to have. */
export interface ServerPassword {
  readonly current: string;
  readonly wanted: string;
  /** Writes down that the wanted one is now the server's. */
  keep(): void;
}

/** The password stands in a file that only its owner can read; made up where nobody gives one. */
export function ensurePassword(file: string, given?: string): ServerPassword {
  const known = readPassword(file);
  const current = known ?? given ?? randomBytes(18).toString('base64url');
  if (known === undefined) writePassword(file, current);
  const wanted = given ?? current;
  return { current, wanted, keep: () => void (wanted === current || writePassword(file, wanted)) };
}

function readPassword(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trimEnd() || undefined;
  } catch {
    return undefined;
  }
}

function writePassword(file: string, password: string): void {
  writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

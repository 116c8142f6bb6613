import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { processIdentity } from '../../src/engine/process-identity.ts';

/**
 * Who uses a server that several processes share: one empty file each, named after the process. The last to leave
 * stops the server; one that was killed counts as gone. Call only while holding the server's lock.
 */
export function joinUsers(folder: string): { leave(): { readonly last: boolean } } {
  mkdirSync(folder, { recursive: true });
  const name = `${process.pid}.${processIdentity(process.pid)}.${randomBytes(6).toString('hex')}`;
  writeFileSync(join(folder, name), '');
  return {
    leave() {
      rmSync(join(folder, name), { force: true });
      return { last: livingUsers(folder).length === 0 };
    },
  };
}

/** The users that still run; what others left is removed. */
export function livingUsers(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => {
    const [pid, identity] = name.split('.');
    const alive = processIdentity(Number(pid)) === identity;
    if (!alive) rmSync(join(folder, name), { force: true });
    return alive;
  });
}

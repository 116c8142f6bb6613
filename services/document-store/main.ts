import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { withLock } from '../process/lock-file.ts';
import { livingUsers } from '../process/service-users.ts';
import { startDocumentStore } from './start-document-store.ts';

/** The document store as a process of its own. It ends with the last of its users, also where that one was killed. */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    user: { type: 'string' },
    'password-file': { type: 'string' },
    /** Files of the folders `<base>.users` and `<base>.lock` say who uses the server. */
    base: { type: 'string' },
  },
});

const { 'data-dir': dataDir, 'password-file': passwordFile, user = 'alambic', base } = values;

const server = await startDocumentStore({
  port: Number(values.port ?? 0),
  ...(dataDir === undefined ? {} : { dataDir }),
  ...(passwordFile === undefined ? {} : { auth: { user, password: readFileSync(passwordFile, 'utf8').trimEnd() } }),
});

async function end(): Promise<void> {
  await server.stop();
  process.exit(0);
}

process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());

/** Under the lock, so that nobody joins while the server is about to end. */
async function endWithLastUser(base: string): Promise<void> {
  for (;;) {
    await sleep(1000);
    if (livingUsers(`${base}.users`).length > 0) continue;
    await withLock(`${base}.lock`, async () => {
      if (livingUsers(`${base}.users`).length === 0) await end();
    });
  }
}

if (base !== undefined) await endWithLastUser(base);

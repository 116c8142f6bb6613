import { join } from 'node:path';

export interface Service {
  /** Holds a password: never print it into a log. */
  readonly url: string;
  /** Gives the service back; it ends where nobody else uses it. */
  stop(): Promise<void>;
  /** False where it ran before and goes on running. */
  readonly started: boolean;
}

export async function ensureService(kind: 'postgres' | 'mongodb', stateDir: string): Promise<Service> {
  if (kind === 'mongodb') throw new Error('not built yet');
  const { startEmbeddedPostgres } = await import('./postgres/start-embedded-postgres.ts');
  const server = await startEmbeddedPostgres({ dataDir: join(stateDir, 'postgres'), database: 'shop' });
  return { url: server.url, stop: () => server.stop(), started: true };
}

import { it } from 'vitest';
import { startDocumentStore, type DocumentStoreServer } from '../../services/document-store/start-document-store.ts';
import type { Feature } from '../conformance/mongodb/check.ts';

export type TestMongodb = Pick<DocumentStoreServer, 'url' | 'port' | 'stop'>;

const given = process.env['ALAMBIC_TEST_MONGODB_URL'];

/** What FerretDB 1.24 does not have, of what the store adapter's tests need. */
const lacks: readonly Feature[] = given === undefined ? [] : ['explain', 'nested-lists', 'out', 'rename-over', 'users'];

/** The document store, or the server that ALAMBIC_TEST_MONGODB_URL says is up: FerretDB. */
export async function startTestMongodb(auth: {
  readonly user: string;
  readonly password: string;
}): Promise<TestMongodb> {
  if (given !== undefined) return { url: given, port: Number(new URL(given).port), stop: async () => undefined };
  return startDocumentStore({ auth });
}

/** A test that is left out where the server is known not to have what it needs. */
export function needing(...features: readonly Feature[]): ReturnType<typeof it.skipIf> {
  return it.skipIf(features.some((feature) => lacks.includes(feature)));
}

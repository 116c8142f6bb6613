import { failure } from '../../src/engine/diagnostics/diagnostic.ts';
import type { ServerPassword } from '../process/password-file.ts';

export interface DatabaseOptions {
  readonly port: number;
  readonly user: string;
  readonly password: ServerPassword;
  readonly database: string;
}

/** Makes sure that the database exists and that the password is the wanted one. */
export async function prepareDatabase({ port, user, password, database }: DatabaseOptions): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ host: '127.0.0.1', port, user, password: password.current, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw failure('E0910', 'the password kept for the embedded PostgreSQL is not the one it was created with', {
      hint: 'remove the folder of the service (its data is lost) to start afresh',
    });
  }
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
    if (password.wanted !== password.current) {
      await client.query(
        `alter role ${client.escapeIdentifier(user)} password ${client.escapeLiteral(password.wanted)}`,
      );
    }
  } finally {
    await client.end();
  }
}

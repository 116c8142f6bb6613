import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../src/engine/process-identity.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres.ts';

let folder: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-postgres-'));
  dataDir = join(folder, 'data');
});

afterAll(async () => {
  for (const each of running) await each.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(
  options: { password?: string; database?: string; dataDir?: string } = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, database: 'shop', ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return ((await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][])[0]?.[0];
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', () => {
  it('keeps data, and the password in a file for its owner alone', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
    expect(await ask(second.url, 'select current_database()')).toBe('shop');
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    await second.stop();
  });

  it('rejects a wrong password and listens on this machine alone', async () => {
    const server = await start();
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(server.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, 'show unix_socket_directories')).toBe('');
    expect(await ask(server.url, "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolcanlogin")).toBe(
      true,
    );
    await server.stop();
  });

  it('is shared by two starters, and ends when the last one leaves', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(other.pid).toBe(one.pid);
    await one.stop();
    expect(await ask(other.url, 'select 1')).toBe(1);
    await other.stop();
    expect(isAlive(one.pid)).toBe(false);
  });

  it('takes over the server of a starter that was killed', async () => {
    const orphan = await startInKilledProcess(dataDir);
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(server.pid).toBe(orphan);
    await server.stop();
    expect(isAlive(orphan)).toBe(false);
  });

  it('never signals a process that only has the number of a server gone', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(join(dataDir, 'postmaster.pid'), `${bystander.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n\nready\n`);
    const server = await start();
    expect(server.pid).not.toBe(bystander.pid);
    await server.stop();
    expect(isAlive(bystander.pid!)).toBe(true);
    bystander.kill();
  });

  it('changes the password where another one is asked for', async () => {
    const before = await start();
    await before.stop();
    const server = await start({ password: 'it’s new' });
    expect(await ask(server.url, 'select 1')).toBe(1);
    await expect(ask(before.url.replace(/:\d+\/shop/, `:${server.port}/shop`), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await server.stop();
    expect(await ask((await start()).url, 'select 1')).toBe(1);
  });

  it('starts afresh where creating the folder was cut short', async () => {
    const cut = join(folder, 'cut');
    mkdirSync(`${cut}.new`);
    writeFileSync(join(`${cut}.new`, 'PG_VERSION'), '18\n');
    const server = await start({ dataDir: cut });
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.stop();
  });

  it('writes no value of a row into its log', async () => {
    const server = await start();
    await ask(server.url, 'create table people (email text primary key)');
    const twice = "insert into people values ('ada@example.org'), ('ada@example.org')";
    await expect(ask(server.url, twice)).rejects.toMatchObject({ code: '23505' });
    expect(readFileSync(`${dataDir}.log`, 'utf8')).toMatch(/duplicate key/);
    expect(readFileSync(`${dataDir}.log`, 'utf8')).not.toMatch(/ada@/);
    await server.stop();
  });
});

/** The number of a server whose starter was killed before it could stop it. */
async function startInKilledProcess(dataDir: string): Promise<number> {
  const module = new URL('./start-embedded-postgres.ts', import.meta.url).href;
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, database: 'shop' });
    process.stdout.write(server.pid + '\\n', () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve) => child.once('close', resolve));
  return Number(said);
}

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../../../test/servers/postgres.ts';
import { openPostgres } from './open-postgres.ts';

const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;

/** A server that speaks TLS as PostgreSQL does, with a certificate that nobody but `ssl_ca` vouches for. */
describe.skipIf(!canMakeCertificates)('TLS', () => {
  let server: TestPostgres;
  let front: Server;
  let folder: string;
  let settings: Record<string, unknown>;
  beforeAll(async () => {
    server = await startTestPostgres();
    folder = await mkdtemp(join(tmpdir(), 'alambic-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert],
      { stdio: 'ignore' },
    );
    front = createServer((socket) => {
      // The client asks for TLS in 8 bytes; the answer is one letter, then the handshake.
      socket.once('data', () => {
        socket.write('S');
        const inside = new TLSSocket(socket, { isServer: true, key: readFileSync(key), cert: readFileSync(cert) });
        const outside = connect(server.port, '127.0.0.1');
        for (const each of [socket, inside, outside]) each.on('error', () => outside.destroy());
        inside.pipe(outside).pipe(inside);
      });
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as { port: number };
    const { username, password } = new URL(server.url);
    settings = {
      host: '127.0.0.1',
      port,
      user: username,
      password: decodeURIComponent(password),
      database: 'postgres',
    };
  });
  afterAll(async () => {
    front.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses a certificate that nobody vouches for', async () => {
    await expect(openPostgres({ ...settings, ssl: true })).rejects.toThrow('E0907 TLS with PostgreSQL at 127.0.0.1');
  });

  it('trusts the authority of ssl_ca, or anybody where asked to', async () => {
    for (const ssl of [{ ssl: true, ssl_ca: join(folder, 'cert.pem') }, { ssl: 'no-verify' }]) {
      const source = await openPostgres({ ...settings, ...ssl });
      expect(await source.tables('public')).toEqual([]);
      await source.close();
    }
  });

  it.skipIf(process.platform !== 'linux')('refuses a certificate of another host', async () => {
    const other = { ...settings, host: '127.0.0.2', ssl: true, ssl_ca: join(folder, 'cert.pem') };
    await new Promise<void>((resolve) => front.close(() => resolve()));
    await new Promise<void>((resolve) => front.listen(settings['port'] as number, '127.0.0.2', resolve));
    await expect(openPostgres(other)).rejects.toThrow('E0907');
  });
});

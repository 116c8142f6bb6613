import { open } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { explainSystemError } from './explain-system-error.ts';

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function systemError(code: string, rest: object = {}): Error {
  return Object.assign(new Error(`${code}: raw`), { code, ...rest });
}

function summary(error: unknown): string | undefined {
  const found = explainSystemError(error);
  return found === undefined ? undefined : `${found.code} ${found.message}`;
}

describe('real faults', () => {
  it('a port where nothing listens, by one address and by two', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const one = await thrownBy(async () => once(connect(port, '127.0.0.1'), 'connect'));
    expect(explainSystemError(one)).toMatchObject({
      code: 'E0901',
      severity: 'error',
      message: `connection refused by 127.0.0.1:${port}`,
    });
    expect(explainSystemError(one)?.hint).toContain('alambic.yml');
    expect(summary(new AggregateError([one], 'both'))).toBe(`E0901 connection refused by 127.0.0.1:${port}`);
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await thrownBy(async () => once(createServer().listen(port, '127.0.0.1'), 'listening'));
    server.close();
    expect(summary(error)).toBe(`E0910 127.0.0.1:${port} is in use by another program`);
  });

  it.skipIf(!existsSync('/dev/full'))('a full disk', async () => {
    const file = await open('/dev/full', 'w');
    const error = await thrownBy(() => file.writeFile('x'));
    await file.close();
    expect(summary(error)).toBe('E0705 disk full');
  });

  it('a deadline and a cancellation', async () => {
    const signal = AbortSignal.timeout(1);
    await once(signal, 'abort');
    expect(summary(signal.reason)).toBe('E0710 deadline passed: no answer from the server');
    expect(summary(AbortSignal.abort().reason)).toBe('E0708 interrupted');
  });
});

it.each([
  [systemError('ENOSPC', { path: '/data/x.parquet' }), 'E0705 disk full while writing /data/x.parquet'],
  [systemError('EDQUOT'), 'E0705 disk quota used up'],
  [systemError('ENOTFOUND', { hostname: 'db.example' }), 'E0903 host not found: db.example'],
  [systemError('EAI_AGAIN', { hostname: 'db.example' }), 'E0903 name server did not answer for db.example'],
  [systemError('ECONNRESET', { address: '::1', port: 1 }), 'E0906 connection to [::1]:1 lost'],
  [systemError('EPIPE'), 'E0906 connection to the server lost'],
  [systemError('ETIMEDOUT', { hostname: 'h', port: 5 }), 'E0710 deadline passed: no answer from h:5'],
  [systemError('EACCES', { path: '/etc/shadow', syscall: 'open' }), 'E0103 permission denied: /etc/shadow'],
  [systemError('EPERM', { syscall: 'connect', address: '10.0.0.1', port: 1 }), 'E0901 10.0.0.1:1 cannot be reached'],
  [systemError('EACCES', { syscall: 'listen', port: 80 }), 'E0910 port 80 may not be listened on'],
  [systemError('EROFS', { path: '/mnt/a' }), 'E0103 /mnt/a is on a read-only file system'],
  [systemError('CERT_HAS_EXPIRED'), "E0907 TLS failed: the server's certificate has expired"],
  [systemError('EPROTO'), 'E0907 TLS failed: the handshake did not succeed'],
  [
    new Error('outer', { cause: new Error('middle', { cause: systemError('EPIPE') }) }),
    'E0906 connection to the server lost',
  ],
  [new AggregateError([new Error('x'), systemError('ENOSPC')]), 'E0705 disk full'],
  [new Error('plain'), undefined],
  [systemError('constructor'), undefined],
  [systemError('28P01'), undefined],
  ['a text', undefined],
  [undefined, undefined],
])('explains %s', (error, expected) => expect(summary(error)).toBe(expected));

it('ends where causes form a ring', () => {
  const first = new Error('a');
  first.cause = new Error('b', { cause: first });
  expect(explainSystemError(first)).toBeUndefined();
});

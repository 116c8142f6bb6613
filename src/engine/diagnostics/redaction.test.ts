import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redaction.ts';

const secret = `p@ss/w"ö\\rd 'x'+y`;

function redactorOf(...secrets: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const each of secrets) redactor.register(each);
  return redactor;
}

function percentEverything(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

describe('a registered secret', () => {
  const bytes = Buffer.from(secret);
  const formEncoded = new URLSearchParams({ k: secret }).toString().slice(2);
  it.each([
    ['as it is', secret],
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').replace(/=+$/, '')],
    ['base64url', bytes.toString('base64url')],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded, every byte, lower case', percentEverything(secret)],
    ['as a form', formEncoded],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['JSON of ASCII', JSON.stringify(secret).slice(1, -1).replace('ö', '\\u00F6')],
    ['a SQL literal', secret.replaceAll("'", "''")],
    ['hex', bytes.toString('hex')],
    ['upper-case hex', bytes.toString('hex').toUpperCase()],
  ])('is replaced: %s', (_, written) => {
    expect(redactorOf(secret).redact(`before ${written} after`)).toBe('before ••• after');
  });

  it.each(['', 'a', 'ab', 'user:', 'longer-user-name:'])(
    'is replaced inside the base64 of "%s" and itself',
    (before) => {
      const encoded = Buffer.from(`${before}${secret}:after`).toString('base64');
      const redacted = redactorOf(secret).redact(`Basic ${encoded}`);
      expect(redacted).toContain('•••');
      const left = Buffer.from(redacted.slice(6).replace(/•••.*/, ''), 'base64').toString();
      expect(`${before}${secret}`.startsWith(left) && left.length <= before.length).toBe(true);
    },
  );

  it('goes as a whole where it begins with another one', () => {
    expect(redactorOf('abcd', 'abcdefgh').redact('abcdefgh abcd')).toBe('••• •••');
  });

  it('is known with and without the line break at the end of its file, and a key by each of its lines', () => {
    const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';
    const redactor = redactorOf('from-a-file\n', `-----BEGIN KEY-----\n${line}\n-----END KEY-----\n`);
    expect(redactor.redact(`from-a-file ${line} -----BEGIN KEY-----`)).toBe('••• ••• -----BEGIN KEY-----');
  });

  it('is not searched for under four characters, and the caller is told', () => {
    const redactor = new Redactor();
    expect([
      redactor.register('abc'),
      redactor.register(' ab\n'),
      redactor.register(''),
      redactor.register('abcd'),
    ]).toEqual([false, false, false, true]);
    expect(redactor.redact('abc')).toBe('abc');
  });

  it('never survives, whatever it is and whatever stands around it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab"\\\'/+%= é😀\n\r\t<&.*?'), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (value, before, after) => {
        fc.pre(value.trim().length >= 4);
        const redactor = redactorOf(value);
        const forms = [
          value,
          JSON.stringify(value).slice(1, -1),
          encodeURIComponent(value),
          Buffer.from(value).toString('base64'),
          Buffer.from(value).toString('hex'),
        ];
        for (const form of forms) expect(redactor.redact(before + form + after)).toContain('•••');
        expect(redactor.redact(before + value + after)).not.toContain(value);
      }),
    );
  });

  it('takes no more than linear time on hostile text', () => {
    const redactor = redactorOf('\\\\\\\\\\\\\\\\x', 'aaaaaaaab', "''''''''''");
    const hostile =
      '\\'.repeat(20_000) +
      'a'.repeat(20_000) +
      "'".repeat(20_001) +
      'a://b:'.repeat(10_000) +
      'password='.repeat(5_000);
    expect(redactor.redact(hostile)).toContain('a://b:');
  });
});

describe('an unregistered password', () => {
  it.each([
    ['postgres://user:hunter2@host/db', 'postgres://user:•••@host/db'],
    ['"mongodb+srv://u:p%40ss@h1,h2/?x=1"', '"mongodb+srv://u:•••@h1,h2/?x=1"'],
    ['postgres://user:p@ss/w:rd@host:5432/db', 'postgres://user:•••@host:5432/db'],
    ['redis://:only@host', 'redis://:•••@host'],
    ['two postgres://a:b1@h and http://c:d1@i', 'two postgres://a:•••@h and http://c:•••@i'],
    ['postgres://host/db?user=u&password=hunter2&x=1', 'postgres://host/db?user=u&password=•••&x=1'],
    ["host=h password='hunter 2' dbname=d", 'host=h password=••• dbname=d'],
  ])('leaves %s as %s', (text, expected) => expect(new Redactor().redact(text)).toBe(expected));

  it.each([
    'http://127.0.0.1:8080/@scope/x',
    'postgres://user@host/db',
    'a://b:5432 c@d',
    'password = 1',
    's3://bucket/key',
  ])('is not seen in %s', (text) => {
    expect(new Redactor().redact(text)).toBe(text);
  });
});

describe('a reference to a password', () => {
  it('is shown, as it says where the password is and not what it is', () => {
    const text = "url: 'postgres://alambic:${env:POSTGRES_PASSWORD}@127.0.0.1:5434/shop'";
    expect(redactorOf().redact(text)).toBe(text);
  });

  it.each(['postgres://u:${env:A}@rest@h', 'postgres://u:${env:A}x@h', 'postgres://u:${other:A}@h'])(
    'is no cover for %s',
    (text) => {
      expect(redactorOf().redact(text)).toBe('postgres://u:•••@h');
    },
  );
});

describe('redactValue', () => {
  it('goes through plain data and leaves the rest', () => {
    const when = new Date(0);
    const value = { a: ['x hunter22 y', 1, null, when], hunter22: { b: 'postgres://u:p1@h' }, n: 22n, u: undefined };
    expect(redactorOf('hunter22').redactValue(value)).toEqual({
      a: ['x ••• y', 1, null, when],
      '•••': { b: 'postgres://u:•••@h' },
      n: 22n,
      u: undefined,
    });
  });
});

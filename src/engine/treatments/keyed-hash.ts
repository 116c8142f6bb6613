import { failure, type Location } from '../diagnostics/diagnostic.ts';
import { hmacSha256 } from './hmac-sha256.ts';
import type { KeyedHash } from './treatment.ts';

const shortestSecret = 16;

export interface KeyMaterial {
  /** As in `keys:` of policies.yml. */
  readonly name: string;
  readonly version: number;
  /** At least 16 bytes of UTF-8. */
  readonly secret: string;
  /** Where the secret is referred to. */
  readonly location?: Location;
}

/**
 * A key of policies.yml, ready to use. The secret lives in a closure: nothing that prints the object shows it.
 *
 * @throws AlambicError E0803 where the secret is too short to resist guessing.
 */
export function createKeyedHash({ name, version, secret, location }: KeyMaterial): KeyedHash {
  const key = Buffer.from(secret, 'utf8');
  if (key.length < shortestSecret) {
    throw failure('E0803', `the secret of key "${name}" is shorter than ${shortestSecret} bytes`, {
      ...(location === undefined ? {} : { location }),
      hint: 'make one with: openssl rand -base64 32',
    });
  }
  return { name, version, hmac: hmacSha256(key) };
}

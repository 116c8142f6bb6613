import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import type { Credentials } from './account.ts';

/** Salted and hashed 15,000 times, as MongoDB does: the password itself is kept nowhere. */
export function makeCredentials(password: string): Credentials {
  const [salt, iterations] = [randomBytes(28), 15_000];
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  return {
    salt: salt.toString('base64'),
    iterations,
    storedKey: createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64'),
    serverKey: hmac(salted, 'Server Key').toString('base64'),
  };
}

/** A conversation that has begun: the client's next message decides. */
export interface ScramChallenge {
  readonly reply: string;
  /** The server's last message; throws where the client does not know the password. */
  finish(clientFinal: string): string;
}

const failed = (): CommandError => new CommandError('AuthenticationFailed', 'Authentication failed.');

/** SCRAM-SHA-256 (RFC 7677), from the client's first message. An unknown user fails only at the end, like a wrong password. */
export function beginScram(
  clientFirst: string,
  findCredentials: (user: string) => Credentials | undefined,
): ScramChallenge {
  const bare = clientFirst.replace(/^[ny],(a=[^,]*)?,/, '');
  const { n: name = '', r: clientNonce = '' } = attributes(bare);
  const known = findCredentials(name.replaceAll('=2C', ',').replaceAll('=3D', '='));
  const credentials = known ?? decoyCredentials(name);
  const nonce = clientNonce + randomBytes(24).toString('base64');
  const reply = `r=${nonce},s=${credentials.salt},i=${credentials.iterations}`;
  return {
    reply,
    finish(clientFinal) {
      const proofAt = clientFinal.lastIndexOf(',p=');
      const withoutProof = clientFinal.slice(0, proofAt);
      const signed = `${bare},${reply},${withoutProof}`;
      const proof = Buffer.from(clientFinal.slice(proofAt + 3), 'base64');
      const signature = hmac(Buffer.from(credentials.storedKey, 'base64'), signed);
      if (attributes(withoutProof)['r'] !== nonce || proof.length !== signature.length) throw failed();
      const clientKey = Buffer.from(proof.map((byte, at) => byte ^ signature[at]!));
      const storedKey = createHash('sha256').update(clientKey).digest();
      if (!timingSafeEqual(storedKey, Buffer.from(credentials.storedKey, 'base64')) || known === undefined)
        throw failed();
      return `v=${hmac(Buffer.from(credentials.serverKey, 'base64'), signed).toString('base64')}`;
    },
  };
}

const secret = randomBytes(32);

/** The same for the same name, so that asking twice does not show that there is no such user. */
function decoyCredentials(name: string): Credentials {
  const part = (label: string): Buffer => hmac(secret, `${label} ${name}`);
  return {
    salt: part('salt').subarray(0, 28).toString('base64'),
    iterations: 15_000,
    storedKey: part('stored').toString('base64'),
    serverKey: part('server').toString('base64'),
  };
}

function attributes(message: string): Readonly<Record<string, string>> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

import { createHash } from 'node:crypto';
import type { Token } from '../text/token.ts';

/**
 * A hash that is equal for texts that differ only in case, accents, punctuation and spacing: 32 hexadecimal
 * digits of SHA-256. It finds duplicates; it hides nothing, because a short text can be guessed from it.
 */
export function hashContent(tokens: readonly Token[]): string {
  let words = '';
  for (const { kind, text } of tokens) {
    if (kind === 'word' || kind === 'sign') words += `${text} `;
  }
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}

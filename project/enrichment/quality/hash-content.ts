import { createHash } from 'node:crypto';
import { foldText } from '../text/tokenize.ts';

/**
 * A hash that is equal for texts that differ only in case, accents, punctuation and spacing: 32 hexadecimal
 * digits of SHA-256. It finds duplicates; it hides nothing, because a short text can be guessed from it.
 */
export function hashContent(text: string): string {
  const words = foldText(text)
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .trim();
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}

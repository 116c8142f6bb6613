import type { Token } from './token.ts';
import { reserveSlot } from './token.ts';

/** A function of a token that each token answers once. The answer must depend on the token alone. */
export function remember<Answer>(answer: (token: Token) => Answer): (token: Token) => Answer {
  const slot = reserveSlot();
  return (token) => {
    const known = token.memory[slot] as Answer | undefined;
    if (known !== undefined) return known;
    const found = answer(token);
    token.memory[slot] = found;
    return found;
  };
}

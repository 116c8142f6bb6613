import type { Random } from '../random.ts';

/** Values of the slots of a phrase, by name. */
export type Slots = Readonly<Record<string, string>>;

/** A sentence ready to be written: choices drawn from `random`, slots taken from `slots`. */
export type Phrase = (random: Random, slots: Slots) => string;

/** Reads `[a|b]` and `{slot}` once, so that writing a sentence is only concatenation. Choices do not nest. */
function compilePhrase(template: string): Phrase {
  const parts: Phrase[] = [];
  for (const [token] of template.matchAll(/\[[^\]]*\]|\{\w+\}|[^[{]+/g)) parts.push(compileToken(token));
  if (parts.length === 1) return parts[0]!;
  return (random, slots) => {
    let text = '';
    for (const part of parts) text += part(random, slots);
    return text;
  };
}

export function compilePhrases(templates: readonly string[]): readonly Phrase[] {
  return templates.map(compilePhrase);
}

function compileToken(token: string): Phrase {
  if (token.startsWith('[')) {
    const choices = token.slice(1, -1).split('|').map(compilePhrase);
    return (random, slots) => random.pick(choices)(random, slots);
  }
  if (token.startsWith('{')) {
    const slot = token.slice(1, -1);
    return (_random, slots) => {
      const value = slots[slot];
      if (value === undefined) throw new Error(`phrase asks for an unknown slot: ${slot}`);
      return value;
    };
  }
  return () => token;
}

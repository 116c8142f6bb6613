/** What the characters of a text are, counted in one pass. */
export type CharacterCounts = {
  /** Letters of Latin-1, by case. */
  readonly upper: number;
  readonly lower: number;
  readonly digits: number;
  readonly exclamations: number;
  /** The most times that one character follows itself; rules and ellipses do not count. */
  readonly longestRun: number;
};

const ruled = new Set(Array.from('.-_=* \t\n\r', (character) => character.charCodeAt(0)));

export function countCharacters(text: string): CharacterCounts {
  let upper = 0;
  let lower = 0;
  let digits = 0;
  let exclamations = 0;
  let longestRun = 0;
  let run = 0;
  let previous = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff)) lower += 1;
    else if ((code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde)) upper += 1;
    else if (code >= 48 && code <= 57) digits += 1;
    else if (code === 33) exclamations += 1;
    run = code === previous ? run + 1 : 1;
    previous = code;
    if (run > longestRun && !ruled.has(code)) longestRun = run;
  }
  return { upper, lower, digits, exclamations, longestRun };
}

/** Share of the letters that are capitals, in a text of at least 20 letters. */
export function shoutingShare({ upper, lower }: CharacterCounts): number {
  return upper + lower < 20 ? 0 : upper / (upper + lower);
}

import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { foldText } from '../text/tokenize.ts';
import type { LabelledText } from './read-corpora.ts';
import { pick, seededRandom } from './seeded-random.ts';

const connectors: Readonly<Record<OpinionLanguage, readonly string[]>> = {
  en: [', but ', '. However, ', '. Unfortunately ', ' but ', '. That said, '],
  fr: [', mais ', '. Cependant, ', '. Par contre, ', ' mais ', '. Malheureusement '],
};

const contrastShare = 0.12;
const misspelledShare = 0.25;

function misspell(text: string, random: () => number): string {
  const roll = random();
  if (roll < 0.4) return foldText(text);
  if (roll < 0.6) return text.toUpperCase();
  const at = 1 + Math.floor(random() * (text.length - 1));
  return text.slice(0, at) + text.slice(at + 1);
}

/**
 * Reviews put together from sentences that we wrote: one to four of one opinion, sometimes after a sentence of
 * the other opinion and a "but", sometimes misspelled. The same seed gives the same reviews.
 */
export function generateReviews(
  written: readonly LabelledText[],
  products: readonly string[],
  language: OpinionLanguage,
  count: number,
  seed: number,
): LabelledText[] {
  const random = seededRandom(seed);
  const sides = [written.filter(({ label }) => label === 0), written.filter(({ label }) => label === 1)] as const;
  const sentence = (label: 0 | 1): string => pick(sides[label], random).text.replaceAll('{p}', pick(products, random));
  return Array.from({ length: count }, () => {
    const label = random() < 0.5 ? 0 : 1;
    const length = 1 + Math.floor(random() ** 2 * 4);
    const said = Array.from({ length }, () => sentence(label));
    let text = said.join(pick(['. ', '. ', ', ', '! ', '\n'], random));
    if (random() < contrastShare) text = sentence(label === 1 ? 0 : 1) + pick(connectors[language], random) + text;
    if (random() < misspelledShare) text = misspell(text, random);
    return { text, label };
  });
}

import type { Token } from '../text/token.ts';
import { markWords } from '../text/word-marks.ts';
import type { CharacterCounts } from '../text/count-characters.ts';
import { shoutingShare } from '../text/count-characters.ts';

// Words that tell what happened to the buyer: they weigh, compare, date and explain.
const isDetail = 1;
const details = markWords(
  new Map([
    [
      isDetail,
      'because since after before when while although but however compared than instead month months week weeks year years ' +
        'day days hour hours inch inches battery screen cable size color colour weight setup install pros cons ' +
        'car parce puisque apres avant quand pendant depuis lorsque mais cependant compare contrairement mois semaine ' +
        'semaines an ans annee annees jour jours heure heures cm kg batterie ecran taille couleur poids montage avantages ' +
        'inconvenients',
    ],
  ]),
);

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

function lengthScore(words: number): number {
  if (words <= 120) return clamp(Math.log2(1 + words) / Math.log2(81));
  return words <= 400 ? 1 : clamp(1 - (words - 400) / 2000);
}

function countSentences(tokens: readonly Token[]): number {
  let sentences = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.kind === 'end' && tokens[index - 1]?.kind === 'word') sentences += 1;
  }
  return sentences;
}

/**
 * How useful a text is to a reader, in [0, 1]: long enough, varied, in sentences, with details, not shouted and not
 * repeated. `counts` and `tokens` are those of the body; `spamScore` lowers the result.
 */
export function scoreQuality(counts: CharacterCounts, tokens: readonly Token[], spamScore: number): number {
  const words = tokens.filter(({ kind }) => kind === 'word');
  if (words.length === 0) return 0;
  const distinct = new Set(words).size;
  // Long texts repeat small words, so the variety that is expected falls with the length.
  const variety = clamp(distinct / words.length / Math.max(0.35, 1 - words.length / 250));
  const sentences = countSentences(tokens);
  const structure = sentences === 0 ? 0.3 : clamp(1.2 - Math.abs(Math.log2(words.length / sentences / 14)) / 4);
  const detailed = words.filter((word) => details(word) === isDetail || word.text < ':').length;
  const detail = clamp(detailed / (2 + words.length / 25));
  const shouting = clamp((shoutingShare(counts) - 0.3) / 0.5);
  const score = 0.45 * lengthScore(words.length) + 0.15 * variety + 0.15 * structure + 0.25 * detail;
  const repeated = words.length >= 12 && distinct < words.length * 0.3 ? 0.4 : 1;
  return Math.round(1000 * clamp(score * (1 - 0.35 * shouting) * (1 - 0.5 * spamScore) * repeated)) / 1000;
}

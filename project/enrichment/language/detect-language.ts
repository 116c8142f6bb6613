import { eld } from 'eld/small';
import type { Token } from '../text/token.ts';
import { markWords } from '../text/word-marks.ts';
import { commonWords, functionWords } from './common-words.ts';

/** The languages that are told apart, and `other` for all the others. */
export type Language = 'en' | 'fr' | 'es' | 'de' | 'it' | 'other';

/** What a text is written in. */
export type LanguageResult = {
  readonly language: Language;
  /** Whether the text itself says so; when it does not, the language is the likelier of English and French. */
  readonly languageReliable: boolean;
  /** The detector's own answer, an ISO 639-1 code of 60, or an empty text where it has none. */
  readonly detectedLanguage: string;
};

// The detector gains nothing from more, and its time grows with the length.
const sampleLength = 150;
const leastWordsOfOther = 3;

const evidenceLength = 40;
const leastEvidence = 4;
const englishBit = 1;
const frenchBit = 2;
const functionMarks = markWords(
  new Map([
    [englishBit, functionWords.en],
    [frenchBit, functionWords.fr],
  ]),
);

const told: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'de', 'it']);

function isTold(code: string): code is 'en' | 'fr' | 'es' | 'de' | 'it' {
  return told.has(code);
}

function sample(text: string): string {
  if (text.length <= sampleLength) return text;
  const end = text.lastIndexOf(' ', sampleLength);
  return text.slice(0, end > sampleLength / 2 ? end : sampleLength);
}

function countCommon(tokens: readonly Token[], words: ReadonlySet<string>): number {
  return tokens.reduce((count, token) => count + (words.has(token.text) ? 1 : 0), 0);
}

// Reviews that are too short for n-grams ("Nul.", "Déçu") are recognised by their very words.
function chooseSupported(
  common: Readonly<Record<'en' | 'fr', number>>,
  scores: Readonly<Record<string, number>>,
): 'en' | 'fr' {
  if (common.fr !== common.en) return common.fr > common.en ? 'fr' : 'en';
  return (scores.fr ?? 0) > (scores.en ?? 0) ? 'fr' : 'en';
}

// Most reviews are plainly English or French, and four function words of one and none of the other say so
// in a tenth of the time that the detector takes.
function isPlainly(tokens: readonly Token[], words: number): 'en' | 'fr' | undefined {
  const count = { en: 0, fr: 0 };
  const seen = Math.min(tokens.length, evidenceLength);
  for (let index = 0; index < seen; index += 1) {
    const bits = functionMarks(tokens[index] as Token);
    if ((bits & englishBit) !== 0) count.en += 1;
    if ((bits & frenchBit) !== 0) count.fr += 1;
  }
  const least = Math.max(leastEvidence, Math.min(words, seen) / 8);
  if (count.en >= least && count.fr === 0) return 'en';
  return count.fr >= least && count.en === 0 ? 'fr' : undefined;
}

/**
 * Detects the language of a text; `tokens` are its folded tokens. Another language than English or French is only
 * believed when the detector is sure and the words do not say otherwise, because a wrong answer rejects a sound review.
 */
export function detectLanguage(text: string, tokens: readonly Token[]): LanguageResult {
  const words = tokens.reduce((count, token) => count + (token.kind === 'word' ? 1 : 0), 0);
  if (words === 0) return { language: 'other', languageReliable: false, detectedLanguage: '' };
  const plain = isPlainly(tokens, words);
  if (plain) return { language: plain, languageReliable: true, detectedLanguage: plain };
  const result = eld.detect(sample(text));
  const detectedLanguage = result.language;
  if (detectedLanguage === 'en' || detectedLanguage === 'fr') {
    return { language: detectedLanguage, languageReliable: result.isReliable(), detectedLanguage };
  }
  const common = { en: countCommon(tokens, commonWords.en), fr: countCommon(tokens, commonWords.fr) };
  if (result.isReliable() && 3 * Math.max(common.en, common.fr) < words) {
    if (isTold(detectedLanguage)) return { language: detectedLanguage, languageReliable: true, detectedLanguage };
    if (words >= leastWordsOfOther) return { language: 'other', languageReliable: true, detectedLanguage };
  }
  return { language: chooseSupported(common, result.getScores()), languageReliable: false, detectedLanguage };
}

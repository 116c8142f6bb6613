import { eld } from 'eld/small';
import { isWord } from '../text/tokenize.ts';
import { commonWords } from './common-words.ts';

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
const sampleLength = 240;
const leastWordsOfOther = 3;

const told: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'de', 'it']);

function isTold(code: string): code is Language {
  return told.has(code);
}

function sample(text: string): string {
  if (text.length <= sampleLength) return text;
  const end = text.lastIndexOf(' ', sampleLength);
  return text.slice(0, end > sampleLength / 2 ? end : sampleLength);
}

function countCommon(tokens: readonly string[], words: ReadonlySet<string>): number {
  return tokens.reduce((count, token) => count + (words.has(token) ? 1 : 0), 0);
}

// Reviews that are too short for n-grams ("Nul.", "Déçu") are recognised by their very words.
function chooseSupported(tokens: readonly string[], scores: Readonly<Record<string, number>>): 'en' | 'fr' {
  const french = countCommon(tokens, commonWords.fr);
  const english = countCommon(tokens, commonWords.en);
  if (french !== english) return french > english ? 'fr' : 'en';
  return (scores.fr ?? 0) > (scores.en ?? 0) ? 'fr' : 'en';
}

/**
 * Detects the language of a text; `tokens` are its folded tokens. Another language than English or French is only
 * believed when the detector is sure, because a wrong answer rejects a sound review.
 */
export function detectLanguage(text: string, tokens: readonly string[]): LanguageResult {
  const words = tokens.reduce((count, token) => count + (isWord(token) ? 1 : 0), 0);
  if (words === 0) return { language: 'other', languageReliable: false, detectedLanguage: '' };
  const result = eld.detect(sample(text));
  const detectedLanguage = result.language;
  if (detectedLanguage === 'en' || detectedLanguage === 'fr') {
    return { language: detectedLanguage, languageReliable: result.isReliable(), detectedLanguage };
  }
  const isSure = result.isReliable();
  if (isSure && isTold(detectedLanguage))
    return { language: detectedLanguage, languageReliable: true, detectedLanguage };
  if (isSure && words >= leastWordsOfOther) return { language: 'other', languageReliable: true, detectedLanguage };
  return { language: chooseSupported(tokens, result.getScores()), languageReliable: false, detectedLanguage };
}

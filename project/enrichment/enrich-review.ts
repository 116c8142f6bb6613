import type { Category } from './category/classify-category.ts';
import { classifyCategory } from './category/classify-category.ts';
import { extractKeywords } from './keywords/extract-keywords.ts';
import type { Language } from './language/detect-language.ts';
import { detectLanguage } from './language/detect-language.ts';
import { hashContent } from './quality/hash-content.ts';
import { scoreQuality } from './quality/score-quality.ts';
import { scoreSpam } from './quality/score-spam.ts';
import type { Sentiment } from './sentiment/classify-sentiment.ts';
import { classifySentiment, noSentiment } from './sentiment/classify-sentiment.ts';
import { capText, cleanText } from './text/clean-text.ts';
import { countCharacters } from './text/count-characters.ts';
import { tokenize } from './text/tokenize.ts';

/** A review's own text. Its stars are no input: they are what the sentiment is compared with. */
export type ReviewText = { readonly summary?: string | null; readonly body?: string | null };

/** What is derived from the text of one review. */
export type Enrichment = {
  readonly language: Language;
  readonly languageReliable: boolean;
  readonly detectedLanguage: string;
  readonly sentiment: Sentiment;
  readonly category: Category;
  readonly categoryConfidence: number;
  /** At most five, best first; none outside English and French. */
  readonly keywords: readonly string[];
  /** From 0 to 1. */
  readonly qualityScore: number;
  /** Words of the body. */
  readonly wordCount: number;
  /** From 0 to 1. */
  readonly spamScore: number;
  readonly isSpam: boolean;
  /** 32 hexadecimal digits, equal for texts that differ in case, accents, punctuation or spacing only. */
  readonly contentHash: string;
};

// Nobody needs more to know what a review says; the word count and the hash are of the whole text.
const titleLimit = 300;
const bodyLimit = 6_000;

// A word is what stands between spaces and holds a letter or a digit: "n'est" is one, "-" is none.
function countWords(text: string): number {
  let count = 0;
  let isCounted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= 32 || code === 0xa0) isCounted = false;
    else if (!isCounted && isWordUnit(code)) {
      count += 1;
      isCounted = true;
    }
  }
  return count;
}

function isWordUnit(code: number): boolean {
  const isAscii = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  if (code < 0xc0 || isAscii) return isAscii;
  // Above Latin, all but general punctuation, symbols and the surrogates of emoji.
  return code < 0x2000 || (code > 0x2bff && code < 0xd800) || code > 0xf8ff;
}

/** Enriches one review. Deterministic, and never throws: anything but a text is the empty text. */
export function enrichReview(review: ReviewText): Enrichment {
  const wholeTitle = cleanText(review.summary);
  const wholeBody = cleanText(review.body);
  const title = capText(wholeTitle, titleLimit);
  const body = capText(wholeBody, bodyLimit);
  const isWhole = title === wholeTitle && body === wholeBody;
  const text = title === '' ? body : `${title}. ${body}`;
  const titleTokens = title === '' ? [] : tokenize(`${title}.`);
  const bodyTokens = tokenize(body);
  const tokens = titleTokens.length === 0 ? bodyTokens : [...titleTokens, ...bodyTokens];

  const { language, languageReliable, detectedLanguage } = detectLanguage(body.length < 40 ? text : body, tokens);
  const { spamScore, isSpam } = scoreSpam(text, tokens, countCharacters(text));
  const scored = language === 'en' || language === 'fr' ? language : undefined;
  // Emoji have an opinion in any language, and a review of nothing else has none.
  const opinionLanguage = scored ?? (tokens.some(({ kind }) => kind === 'word') ? undefined : 'en');
  const category = scored && classifyCategory(tokens, titleTokens.length, scored);
  return {
    language,
    languageReliable,
    detectedLanguage,
    sentiment: opinionLanguage ? classifySentiment(tokens, titleTokens.length, opinionLanguage) : noSentiment,
    category: category?.category ?? 'other',
    categoryConfidence: category?.confidence ?? 0,
    keywords: scored ? extractKeywords(text, scored) : [],
    qualityScore: scoreQuality(countCharacters(body), bodyTokens, spamScore),
    wordCount: countWords(wholeBody),
    spamScore,
    isSpam,
    contentHash: hashContent(isWhole ? tokens : tokenize(`${wholeTitle}. ${wholeBody}`)),
  };
}

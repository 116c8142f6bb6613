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
import { foldText, isWord, tokenize } from './text/tokenize.ts';

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

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** Enriches one review. Deterministic, and never throws: anything but a text is the empty text. */
export function enrichReview(review: ReviewText): Enrichment {
  const wholeTitle = cleanText(review.summary);
  const wholeBody = cleanText(review.body);
  const title = capText(wholeTitle, titleLimit);
  const body = capText(wholeBody, bodyLimit);
  const text = title === '' ? body : `${title}. ${body}`;
  const titleTokens = title === '' ? [] : [...tokenize(foldText(title)), '.'];
  const bodyTokens = tokenize(foldText(body));
  const tokens = titleTokens.length === 0 ? bodyTokens : [...titleTokens, ...bodyTokens];

  const { language, languageReliable, detectedLanguage } = detectLanguage(body.length < 40 ? text : body, tokens);
  const { spamScore, isSpam } = scoreSpam(text, tokens);
  const scored = language === 'en' || language === 'fr' ? language : undefined;
  // Emoji have an opinion in any language, and a review of nothing else has none.
  const opinionLanguage = scored ?? (tokens.some(isWord) ? undefined : 'en');
  const category = scored && classifyCategory(tokens, titleTokens.length, scored);
  return {
    language,
    languageReliable,
    detectedLanguage,
    sentiment: opinionLanguage ? classifySentiment(tokens, titleTokens.length, opinionLanguage) : noSentiment,
    category: category?.category ?? 'other',
    categoryConfidence: category?.confidence ?? 0,
    keywords: scored ? extractKeywords(text, scored) : [],
    qualityScore: scoreQuality(body, bodyTokens, spamScore),
    wordCount: countWords(wholeBody),
    spamScore,
    isSpam,
    contentHash: hashContent(`${wholeTitle}\n${wholeBody}`),
  };
}

import AggressiveTokenizerFr from 'natural/lib/natural/tokenizers/aggressive_tokenizer_fr.js';
import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import PorterStemmerFr from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { foldText } from '../text/tokenize.ts';
import { stopWordsOf } from './stop-words.ts';

/** A word that may be a keyword: as written, and the stem that its other forms share. */
export type Term = { readonly word: string; readonly stem: string };

const cacheLimit = 50_000;
// The French one: it is the only one of natural that keeps accented words whole, and it cuts English as well.
const tokenizer = new AggressiveTokenizerFr();
const stemmers = { en: PorterStemmer, fr: PorterStemmerFr };
const known: Readonly<Record<OpinionLanguage, Map<string, Term | null>>> = { en: new Map(), fr: new Map() };

const isCandidate = /^(?=.*\p{L}.*\p{L}.*\p{L})[\p{L}\p{N}-]{3,30}$/u;

// Stemming is slow, and reviews repeat their words.
function toTerm(written: string, language: OpinionLanguage): Term | null {
  const cache = known[language];
  const found = cache.get(written);
  if (found !== undefined) return found;
  const word = written.replace(/^-+|-+$/g, '');
  const isTerm = isCandidate.test(word) && !stopWordsOf[language].has(word);
  const term = isTerm ? { word, stem: foldText(stemmers[language].stem(word)) } : null;
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(written, term);
  return term;
}

/**
 * The candidate words of a text, in order; `null` marks a word that is no candidate, or the end of a clause.
 */
export function cutTerms(text: string, language: OpinionLanguage): (Term | null)[] {
  // A lone dash is a word to the tokenizer and to nobody else, so it can stand for punctuation.
  const marked = text
    .toLowerCase()
    .replace(/(?:https?:\/\/|www\.)\S+/g, ' - ')
    .replace(/[.,;:!?()\n"]+/g, ' - ');
  return tokenizer.tokenize(marked).map((written) => toTerm(written, language));
}

/** The stem of a pair of words. */
export const pairStem = (left: Term, right: Term): string => `${left.stem} ${right.stem}`;

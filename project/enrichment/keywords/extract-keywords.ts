import frequencies from '../generated/document-frequencies.json' with { type: 'json' };
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import type { Term } from './cut-terms.ts';
import { cutTerms, pairStem } from './cut-terms.ts';

type Candidate = { readonly text: string; readonly first: number; readonly words: readonly string[]; count: number };
type Rarity = { readonly documents: number; readonly idf: ReadonlyMap<string, number> };

const keywordCount = 5;
/** A word that the frozen corpus has not seen counts as seen in this many documents: it may be a misspelling. */
const unseenDocuments = 4;
const repeatedPairFactor = 1.4;
const knownPairFactor = 1.15;
const unknownPairFactor = 0.7;

function readRarity({ documents, stems }: { readonly documents: number; readonly stems: string }): Rarity {
  const idf = new Map<string, number>();
  for (const group of stems.split('\n')) {
    const [count = '', list = ''] = group.split(':');
    for (const stem of list.split(',')) idf.set(stem, Math.log(documents / Number(count)));
  }
  return { documents, idf };
}

const rarityOf: Readonly<Record<OpinionLanguage, Rarity>> = {
  en: readRarity(frequencies.en),
  fr: readRarity(frequencies.fr),
};

function countCandidates(terms: readonly (Term | null)[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  const add = (stem: string, text: string, first: number, words: readonly string[]): void => {
    const found = candidates.get(stem);
    if (found) found.count += 1;
    else candidates.set(stem, { text, first, words, count: 1 });
  };
  let previous: Term | null = null;
  for (const [index, term] of terms.entries()) {
    if (term) {
      add(term.stem, term.word, index, [term.stem]);
      if (previous && previous.stem !== term.stem) {
        add(pairStem(previous, term), `${previous.word} ${term.word}`, index, [previous.stem, term.stem]);
      }
    }
    previous = term;
  }
  return candidates;
}

// Two words side by side are a name when others write them so too, or when this review does so twice.
function pairFactor(isKnown: boolean, count: number): number {
  if (count > 1) return repeatedPairFactor;
  return isKnown ? knownPairFactor : unknownPairFactor;
}

function weigh(stem: string, { words, count }: Candidate, { documents, idf }: Rarity): number {
  const unseen = Math.log(documents / unseenDocuments);
  const rarity = words.reduce((sum, word) => sum + (idf.get(word) ?? unseen), 0) / words.length;
  return (1 + Math.log(count)) * rarity * (words.length > 1 ? pairFactor(idf.has(stem), count) : 1);
}

/**
 * The words and pairs of words that tell this review from others, at most five, best first: TF-IDF over frozen
 * document frequencies. Forms of one word count together and are shown as first written, in lower case.
 */
export function extractKeywords(text: string, language: OpinionLanguage): string[] {
  const rarity = rarityOf[language];
  const ranked = [...countCandidates(cutTerms(text, language))]
    .map(([stem, candidate]) => ({ candidate, weight: weigh(stem, candidate, rarity) }))
    .sort((a, b) => b.weight - a.weight || a.candidate.first - b.candidate.first);
  const keywords: string[] = [];
  const taken = new Set<string>();
  for (const { candidate } of ranked) {
    if (candidate.words.some((word) => taken.has(word))) continue;
    for (const word of candidate.words) taken.add(word);
    keywords.push(candidate.text);
    if (keywords.length === keywordCount) break;
  }
  return keywords;
}

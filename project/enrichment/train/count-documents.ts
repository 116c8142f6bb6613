import { cutTerms, pairStem } from '../keywords/cut-terms.ts';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';

/** In how many documents each stem and pair of stems stands: `count:stem,stem…` lines, the commonest first. */
export type DocumentFrequencies = { readonly documents: number; readonly stems: string };

const leastDocumentsOfWord = 3;
const leastDocumentsOfPair = 6;

export function countDocuments(texts: readonly string[], language: OpinionLanguage): DocumentFrequencies {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const stems = new Set<string>();
    let previous = null;
    for (const term of cutTerms(text, language)) {
      if (term) stems.add(term.stem);
      if (term && previous) stems.add(pairStem(previous, term));
      previous = term;
    }
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const groups = new Map<number, string[]>();
  for (const [stem, count] of counts) {
    if (count < (stem.includes(' ') ? leastDocumentsOfPair : leastDocumentsOfWord)) continue;
    const group = groups.get(count) ?? [];
    group.push(stem);
    groups.set(count, group);
  }
  const lines = [...groups].sort((a, b) => b[0] - a[0]).map(([count, stems]) => `${count}:${stems.sort().join(',')}`);
  return { documents: texts.length, stems: lines.join('\n') };
}

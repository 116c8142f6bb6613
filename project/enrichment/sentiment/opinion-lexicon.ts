import baseLexicons from '../generated/base-lexicon.json' with { type: 'json' };
import { parsePhrases, PhraseMatcher } from '../text/phrase-matcher.ts';
import { cutWords, foldText, frownToken, smileToken } from '../text/tokenize.ts';
import type { WordMarks } from '../text/word-marks.ts';
import { markWords } from '../text/word-marks.ts';
import { englishLexicon } from './lexicon-english.ts';
import { frenchLexicon } from './lexicon-french.ts';

/** The languages whose opinions are scored. */
export type OpinionLanguage = 'en' | 'fr';

/** A weight from -4 to 4, where 0 is a phrase that only looks like an opinion, or what a phrase does to others. */
export type OpinionValue = number | 'negates' | 'contrasts';

/** What a language's opinion words are, and the small words that turn, strengthen, weaken or oppose them. */
export type OpinionLexicon = { readonly opinions: PhraseMatcher<OpinionValue>; readonly marks: WordMarks };

/** The bits of `OpinionLexicon.marks`. */
export const mark = {
  negator: 1,
  /** Negators of time: `never so good` praises, `never good` does not. */
  never: 2,
  comparative: 4,
  intensifier: 8,
  diminisher: 16,
  conditional: 32,
  /** What follows these counts more than what precedes. */
  contrast: 64,
  /** The clause that these open counts less. */
  concession: 128,
  /** Negators that may follow what they deny, when the text ends there or goes on with an `afterTrailing`. */
  trailing: 256,
  afterTrailing: 512,
} as const;

const signs = `
4: 😍, 🤩, ❤, ♥, 🥰, 💯, 💖, 💕, 😻
3: 👍, 😀, 😁, 😃, 😄, 😊, 🙂, 😎, 👌, 🎉, 👏, 🙌, 💪, ✅, ⭐, 🌟, 😋, 😘, 🤗, 🔥, ${smileToken}
-3: 👎, 😞, 😠, 😡, 🤬, 😢, 😭, 🙁, 😒, 😤, 😩, 😫, 💩, 🤮, 🤢, ❌, 😖, 😣, 🚫, 💔, 🗑, ${frownToken}
`;

const negations: Readonly<Record<OpinionLanguage, string>> = {
  en: 'far from, not at all, nowhere near, anything but, by no means, in no way, fails to, failed to, lack of, lacks, stopped being',
  fr: 'loin d, loin de, pas du tout, tout sauf, manque de, absence de, n est plus, ne sont plus, n etait plus',
};

/** Phrases that do what the words under `mark.contrast` do. */
const contrasts: Readonly<Record<OpinionLanguage, string>> = {
  en: 'that said, having said that, that being said, on the downside, on the other hand, the downside is, only downside',
  fr: 'par contre, en revanche, cela dit, ceci dit, cela etant dit, ceci etant, sauf que, seul bemol, petit bemol, gros bemol',
};

function matcher(language: OpinionLanguage, list: string): PhraseMatcher<OpinionValue> {
  const toWords = (text: string): readonly string[] => cutWords(foldText(text));
  const turns = negations[language].split(', ').map((text) => ({ words: toWords(text), value: 'negates' as const }));
  const opposes = contrasts[language]
    .split(', ')
    .map((text) => ({ words: toWords(text), value: 'contrasts' as const }));
  return new PhraseMatcher<OpinionValue>([
    ...parsePhrases(baseLexicons[language], toWords),
    ...parsePhrases(signs, cutWords),
    ...parsePhrases(list, toWords),
    ...turns,
    ...opposes,
  ]);
}

const english = new Map<number, string>([
  [
    mark.negator,
    'not no never none nothing nobody neither nor without hardly barely scarcely cannot cant dont doesnt didnt isnt ' +
      'wasnt arent werent wont wouldnt shouldnt couldnt havent hasnt hadnt aint dosent',
  ],
  [mark.never, 'never'],
  [mark.comparative, 'so such as more better'],
  [mark.intensifier, 'very really so extremely absolutely totally super incredibly highly truly completely such'],
  [mark.diminisher, 'slightly somewhat bit little kinda pretty fairly rather almost'],
  [mark.conditional, 'would could should wouldve couldve shouldve if wish supposed'],
  [mark.contrast, 'but however yet unfortunately sadly except'],
  [mark.concession, 'although though despite while'],
]);

const french = new Map<number, string>([
  [mark.negator, 'ne n pas jamais aucun aucune rien sans ni guere point non'],
  [mark.never, 'jamais'],
  [mark.comparative, 'si tellement aussi meilleur meilleure mieux autant'],
  [mark.intensifier, 'tres vraiment tellement extremement totalement absolument hyper super trop si franchement'],
  [mark.diminisher, 'peu assez plutot presque legerement'],
  [mark.conditional, 'aurait auraient aurais serait seraient devrait devraient pourrait pourraient si'],
  [mark.contrast, 'mais cependant toutefois pourtant malheureusement helas dommage sauf neanmoins'],
  [mark.concession, 'malgre quoique'],
  [mark.trailing, 'pas jamais'],
  [mark.afterTrailing, 'du le la les ce cet cette ces mon ma trop tout beaucoup vraiment a au'],
]);

export const opinionLexicons: Readonly<Record<OpinionLanguage, OpinionLexicon>> = {
  en: { opinions: matcher('en', englishLexicon), marks: markWords(english) },
  fr: { opinions: matcher('fr', frenchLexicon), marks: markWords(french) },
};

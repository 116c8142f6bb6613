import baseLexicons from '../generated/base-lexicon.json' with { type: 'json' };
import { parsePhrases, PhraseMatcher } from '../text/phrase-matcher.ts';
import { foldText, frownToken, smileToken, tokenize } from '../text/tokenize.ts';
import { englishLexicon } from './lexicon-english.ts';
import { frenchLexicon } from './lexicon-french.ts';

/** The languages whose opinions are scored. */
export type OpinionLanguage = 'en' | 'fr';

/** A weight from -4 to 4, where 0 is a phrase that only looks like an opinion, or the mark of a negation. */
export type OpinionValue = number | 'negates';

/** What a language's opinion words are, and the small words that turn, strengthen, weaken or oppose them. */
export type OpinionLexicon = {
  readonly opinions: PhraseMatcher<OpinionValue>;
  readonly negators: ReadonlySet<string>;
  /** Negators of time: `never so good` praises, `never good` does not. */
  readonly never: ReadonlySet<string>;
  readonly comparatives: ReadonlySet<string>;
  /** Negators that may follow what they deny, when the text ends there or goes on with one of `afterTrailing`. */
  readonly trailing: ReadonlySet<string>;
  readonly afterTrailing: ReadonlySet<string>;
  readonly intensifiers: ReadonlySet<string>;
  readonly diminishers: ReadonlySet<string>;
  readonly conditionals: ReadonlySet<string>;
  /** What follows these counts more than what precedes. */
  readonly contrasts: ReadonlySet<string>;
  /** The clause that these open counts less. */
  readonly concessions: ReadonlySet<string>;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const signs = `
4: 😍, 🤩, ❤, ♥, 🥰, 💯, 💖, 💕, 😻
3: 👍, 😀, 😁, 😃, 😄, 😊, 🙂, 😎, 👌, 🎉, 👏, 🙌, 💪, ✅, ⭐, 🌟, 😋, 😘, 🤗, 🔥, ${smileToken}
-3: 👎, 😞, 😠, 😡, 🤬, 😢, 😭, 🙁, 😒, 😤, 😩, 😫, 💩, 🤮, 🤢, ❌, 😖, 😣, 🚫, 💔, 🗑, ${frownToken}
`;

function matcher(language: OpinionLanguage, list: string, negations: string): PhraseMatcher<OpinionValue> {
  const toWords = (text: string): readonly string[] => tokenize(foldText(text));
  const turns = negations.split(', ').map((text) => ({ words: toWords(text), value: 'negates' as const }));
  return new PhraseMatcher<OpinionValue>([
    ...turns,
    ...parsePhrases(baseLexicons[language], toWords),
    ...parsePhrases(signs, (text) => tokenize(text)),
    ...parsePhrases(list, toWords),
  ]);
}

export const opinionLexicons: Readonly<Record<OpinionLanguage, OpinionLexicon>> = {
  en: {
    opinions: matcher(
      'en',
      englishLexicon,
      'far from, nowhere near, anything but, by no means, in no way, fails to, failed to, lack of, lacks, stopped being',
    ),
    negators: words(
      'not no never none nothing nobody neither nor without hardly barely scarcely cannot cant dont doesnt didnt isnt ' +
        'wasnt arent werent wont wouldnt shouldnt couldnt havent hasnt hadnt aint dosent',
    ),
    never: words('never'),
    comparatives: words('so such as more better'),
    trailing: new Set(),
    afterTrailing: new Set(),
    intensifiers: words('very really so extremely absolutely totally super incredibly highly truly completely such'),
    diminishers: words('slightly somewhat bit little kinda pretty fairly rather almost'),
    conditionals: words('would could should wouldve couldve shouldve if wish supposed'),
    contrasts: words('but however yet unfortunately sadly except'),
    concessions: words('although though despite while'),
  },
  fr: {
    opinions: matcher(
      'fr',
      frenchLexicon,
      'loin d, loin de, pas du tout, tout sauf, manque de, absence de, n est plus, ne sont plus, n etait plus',
    ),
    negators: words('ne n pas jamais aucun aucune rien sans ni guere point non'),
    never: words('jamais'),
    comparatives: words('si tellement aussi meilleur meilleure mieux autant'),
    trailing: words('pas jamais'),
    afterTrailing: words('du le la les ce cet cette ces mon ma trop tout beaucoup vraiment a au'),
    intensifiers: words('tres vraiment tellement extremement totalement absolument hyper super trop si franchement'),
    diminishers: words('peu assez plutot presque legerement'),
    conditionals: words('aurait auraient aurais serait seraient devrait devraient pourrait pourraient si'),
    contrasts: words('mais cependant toutefois pourtant malheureusement helas dommage sauf neanmoins'),
    concessions: words('malgre quoique'),
  },
};

import { compilePhrases, type Phrase, type Slots } from './compile-phrase.ts';
import { englishPhrases } from './english-phrases.ts';
import { frenchPhrases } from './french-phrases.ts';
import { otherLanguages } from './other-languages.ts';
import { type Mood, type PhraseBook, type Topic, topics } from './phrase-book.ts';
import { spamPhrases } from './spam-phrases.ts';
import type { Random } from '../random.ts';

export type Language = 'en' | 'fr';

export interface ReviewText {
  readonly summary: string;
  readonly body: string;
}

type Compiled<T> = T extends readonly string[] ? readonly Phrase[] : { readonly [K in keyof T]: Compiled<T[K]> };

const books: Readonly<Record<Language, Compiled<PhraseBook>>> = {
  en: compileBook(englishPhrases),
  fr: compileBook(frenchPhrases),
};

const spam = { en: compilePhrases(spamPhrases.en), fr: compilePhrases(spamPhrases.fr) };
const others = Object.values(otherLanguages);

/** How often a review speaks of each topic, in the order of `topics`. */
const topicWeights = [17, 35, 12, 10, 18, 8];

function compileBook(book: PhraseBook): Compiled<PhraseBook> {
  const moods = (phrases: Readonly<Record<Mood, readonly string[]>>): Record<Mood, readonly Phrase[]> => ({
    positive: compilePhrases(phrases.positive),
    mixed: compilePhrases(phrases.mixed),
    negative: compilePhrases(phrases.negative),
  });
  const sentences = Object.fromEntries(
    topics.map((topic) => [
      topic,
      {
        positive: compilePhrases(book.sentences[topic].positive),
        negative: compilePhrases(book.sentences[topic].negative),
      },
    ]),
  ) as unknown as Compiled<PhraseBook['sentences']>;
  return {
    openers: moods(book.openers),
    sentences,
    turns: compilePhrases(book.turns),
    closers: moods(book.closers),
    summaries: moods(book.summaries),
  };
}

/** A review of one to six sentences. The slots are those of `PhraseBook`. */
export function composeReview(random: Random, language: Language, mood: Mood, slots: Slots): ReviewText {
  const book = books[language];
  const say = (phrases: readonly Phrase[]): string => random.pick(phrases)(random, slots);
  const sentences: string[] = [];
  if (random.chance(0.6)) sentences.push(say(book.openers[mood]));
  const first = drawTopic(random);
  const second = drawTopic(random);
  if (mood === 'mixed') {
    sentences.push(say(book.sentences[first].positive));
    sentences.push(say(book.turns) + lowerFirst(say(book.sentences[second].negative)));
  } else {
    sentences.push(say(book.sentences[first][mood]));
    if (second !== first && random.chance(0.75)) sentences.push(say(book.sentences[second][mood]));
  }
  if (random.chance(0.55)) sentences.push(say(book.closers[mood]));
  return { summary: say(book.summaries[mood]), body: sentences.join(random.chance(0.04) ? '\n' : ' ') };
}

/** A review in a language that the project does not treat: two to four sentences. */
export function composeForeignReview(random: Random): ReviewText {
  const sentences = random.pick(others);
  const start = random.below(sentences.length);
  const count = random.between(2, 4);
  const chosen = Array.from({ length: count }, (_, index) => sentences[(start + index) % sentences.length]!);
  const first = chosen[0]!;
  return { summary: first.split(' ').slice(0, 4).join(' '), body: chosen.join(' ') };
}

export function composeSpam(random: Random, language: Language): ReviewText {
  const slots = { code: random.below(46_656).toString(36), amount: String(random.between(2, 90) * 50) };
  const body = random.pick(spam[language])(random, slots);
  return { summary: language === 'en' ? 'CLICK HERE!!!' : 'CLIQUEZ ICI !!!', body };
}

function drawTopic(random: Random): Topic {
  return random.weigh(topics, topicWeights);
}

/** English keeps the capital of "I". */
function lowerFirst(sentence: string): string {
  if (/^I\b/.test(sentence)) return sentence;
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

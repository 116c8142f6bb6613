/** What a review speaks of. */
export type Topic = 'delivery' | 'quality' | 'price' | 'service' | 'usability' | 'packaging';

export type Mood = 'positive' | 'mixed' | 'negative';

export const topics: readonly Topic[] = ['delivery', 'quality', 'price', 'service', 'usability', 'packaging'];

/**
 * The sentences of one language. In a sentence, `[a|b]` is a choice and `{slot}` is filled in:
 * `{the}` and `{this}` name the article, `{product}` its full name, `{brand}`, `{use}`, `{days}`, `{months}`, `{price}`.
 */
export interface PhraseBook {
  readonly openers: Readonly<Record<Mood, readonly string[]>>;
  readonly sentences: Readonly<
    Record<Topic, { readonly positive: readonly string[]; readonly negative: readonly string[] }>
  >;
  /** Between what is liked and what is not. */
  readonly turns: readonly string[];
  readonly closers: Readonly<Record<Mood, readonly string[]>>;
  readonly summaries: Readonly<Record<Mood, readonly string[]>>;
}

/** What the opinion words of a text say; sums of weights, see `lexicon-*.ts` for their scale. */
export type OpinionScore = {
  readonly positive: number;
  /** Zero or more: the weight of what is said against. */
  readonly negative: number;
  readonly hits: number;
  /** The balance of the first and of the last sentence that hold an opinion. */
  readonly first: number;
  readonly last: number;
  /** The balance of what follows `but`, `mais`… */
  readonly afterContrast: number;
  readonly strongest: number;
  readonly weakest: number;
  /** Negations that are not part of a known phrase. */
  readonly negators: number;
};

const beforeContrast = 0.6;
const afterContrast = 1.4;
const conceded = 0.4;

/** Sums opinions by clause: what comes before a "but" counts less, what comes after it more. */
export class OpinionTally {
  negators = 0;
  #positive = 0;
  #negative = 0;
  #hits = 0;
  #first = 0;
  #last = 0;
  #afterContrast = 0;
  #strongest = 0;
  #weakest = 0;
  #sentence = 0;
  #sentenceHits = 0;
  #factor = 1;
  #clausePositive = 0;
  #clauseNegative = 0;

  add(weight: number): void {
    if (weight > 0) this.#clausePositive += weight;
    else this.#clauseNegative -= weight;
    this.#hits += 1;
    this.#sentenceHits += 1;
    this.#strongest = Math.max(this.#strongest, weight);
    this.#weakest = Math.min(this.#weakest, weight);
  }

  /** A "but": what was said so far in the sentence is outweighed by what follows. */
  contrast(): void {
    this.#closeClause(this.#factor * beforeContrast);
    this.#factor = afterContrast;
  }

  /** A "despite": what follows, up to a pause, is granted and not meant. */
  concede(): void {
    this.#closeClause(this.#factor);
    this.#factor = conceded;
  }

  pause(): void {
    if (this.#factor !== conceded) return;
    this.#closeClause(this.#factor);
    this.#factor = 1;
  }

  closeSentence(): void {
    this.#closeClause(this.#factor);
    if (this.#sentenceHits > 0) {
      if (this.#hits === this.#sentenceHits) this.#first = this.#sentence;
      this.#last = this.#sentence;
    }
    this.#sentence = 0;
    this.#sentenceHits = 0;
    this.#factor = 1;
  }

  close(): OpinionScore {
    this.closeSentence();
    return {
      positive: this.#positive,
      negative: this.#negative,
      hits: this.#hits,
      first: this.#first,
      last: this.#last,
      afterContrast: this.#afterContrast,
      strongest: this.#strongest,
      weakest: this.#weakest,
      negators: this.negators,
    };
  }

  #closeClause(scale: number): void {
    const positive = this.#clausePositive * scale;
    const negative = this.#clauseNegative * scale;
    this.#positive += positive;
    this.#negative += negative;
    this.#sentence += positive - negative;
    if (this.#factor > 1) this.#afterContrast += positive - negative;
    this.#clausePositive = 0;
    this.#clauseNegative = 0;
  }
}

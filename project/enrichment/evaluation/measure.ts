import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { enrichReview } from '../enrich-review.ts';
import type { LabelledText, StarredReview } from '../train/read-corpora.ts';
import { readTsv } from '../train/read-corpora.ts';

/** What a binary classifier reached: shares of 1, and how many of each class there were. */
export type BinaryResult = {
  readonly accuracy: number;
  readonly macroF1: number;
  /** The macro-F1 if there were as many reviews against as in favour: what a skewed set hides. */
  readonly balancedF1: number;
  readonly negatives: number;
  readonly positives: number;
  /** Reviews that were labelled neutral; they are counted by the sign of their score. */
  readonly neutral: number;
};

type Case = { readonly summary?: string; readonly text: string; readonly label: 0 | 1 };

/** The real texts beside the repository, or undefined where they are absent. */
export function findRealTexts(): string | undefined {
  const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
  return existsSync(folder) ? folder : undefined;
}

/** Reads an evaluation set of this folder. */
export function readEvaluation(name: string): { readonly label: string; readonly text: string }[] {
  return readTsv(join(import.meta.dirname, `${name}.tsv`));
}

export function toCases(rows: readonly { readonly label: string; readonly text: string }[]): LabelledText[] {
  return rows.map(({ label, text }) => ({ text, label: label === '1' ? 1 : 0 }));
}

/** Reviews with one or two stars are against, with four or five in favour; those with three are left out. */
export function byStars(reviews: readonly StarredReview[]): Case[] {
  return reviews
    .filter(({ rating }) => rating !== 3)
    .map(({ rating, summary, body }) => ({ summary, text: body, label: rating > 3 ? 1 : 0 }));
}

type ByLabel = readonly [negative: number, positive: number];

function macroF1(right: ByLabel, wrong: ByLabel): number {
  const f1 = (hits: number): number => (2 * hits) / (2 * hits + wrong[0] + wrong[1]);
  return (f1(right[0]) + f1(right[1])) / 2;
}

export function measureSentiment(cases: readonly Case[]): BinaryResult {
  const right = [0, 0] as [number, number];
  const wrong = [0, 0] as [number, number];
  let neutral = 0;
  for (const { summary, text, label } of cases) {
    const { sentiment } = enrichReview({ summary, body: text });
    if (sentiment.label === 'neutral') neutral += 1;
    if ((sentiment.score >= 0 ? 1 : 0) === label) right[label] += 1;
    else wrong[label] += 1;
  }
  const negative = right[0] / (right[0] + wrong[0]);
  const positive = right[1] / (right[1] + wrong[1]);
  return {
    accuracy: (right[0] + right[1]) / cases.length,
    macroF1: macroF1(right, wrong),
    balancedF1: macroF1([negative, positive], [1 - negative, 1 - positive]),
    negatives: right[0] + wrong[0],
    positives: right[1] + wrong[1],
    neutral,
  };
}

/** The share of rows whose label `answer` gives. */
export function measureAccuracy(
  rows: readonly { readonly label: string; readonly text: string }[],
  answer: (text: string) => string,
): number {
  return rows.filter(({ label, text }) => answer(text) === label).length / rows.length;
}

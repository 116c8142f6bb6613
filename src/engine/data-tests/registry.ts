import { acceptedRange } from './accepted-range.ts';
import { acceptedValues } from './accepted-values.ts';
import { atLeastOne } from './at-least-one.ts';
import type { DataTestKind } from './data-test.ts';
import { equalRowcount } from './equal-rowcount.ts';
import { expressionIsTrue } from './expression-is-true.ts';
import { freshness } from './freshness.ts';
import { matchesRegex } from './matches-regex.ts';
import { notAcceptedValues } from './not-accepted-values.ts';
import { notEmptyString } from './not-empty-string.ts';
import { notNull } from './not-null.ts';
import { notNullProportion } from './not-null-proportion.ts';
import { relationships } from './relationships.ts';
import { rowCount } from './row-count.ts';
import { uniqueCombinationOfColumns } from './unique-combination-of-columns.ts';
import { unique } from './unique.ts';

const all: readonly DataTestKind[] = [
  notNull,
  unique,
  acceptedValues,
  notAcceptedValues,
  relationships,
  acceptedRange,
  matchesRegex,
  notEmptyString,
  atLeastOne,
  notNullProportion,
  expressionIsTrue,
  uniqueCombinationOfColumns,
  rowCount,
  equalRowcount,
  freshness,
];

/** By the name that a user writes. */
export const dataTestKinds: ReadonlyMap<string, DataTestKind> = new Map(all.map((kind) => [kind.name, kind]));

import { Context } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { isDocument } from '../values/document.ts';
import { candidateValues } from '../values/field-values.ts';
import { compareValues, orderKey, sameValue } from '../values/order-key.ts';
import { isOfType } from '../values/value-type.ts';
import { sortDocuments } from './sort-documents.ts';

type Test = (document: unknown) => boolean;
type FieldOperator = (path: string, operand: unknown) => Test;

/** True where some value that the path reaches, or some element of an array there, fulfils a condition. */
function some(condition: (value: unknown, operand: unknown) => boolean): FieldOperator {
  return (path, operand) => (document) => candidateValues(document, path).some((value) => condition(value, operand));
}

function not(operator: FieldOperator): FieldOperator {
  return (path, operand) => {
    const test = operator(path, operand);
    return (document) => !test(document);
  };
}

/** Values of different types are neither greater nor smaller than each other. */
function compared(decide: (order: number) => boolean): FieldOperator {
  return (path, operand) => {
    const bracket = orderKey(operand)[0];
    const wanted = operand ?? null;
    if (wanted === null) return equals(path, decide(0) ? null : Symbol('nothing'));
    return (document) =>
      candidateValues(document, path).some(
        (value) => orderKey(value)[0] === bracket && decide(compareValues(value, wanted)),
      );
  };
}

const equals: FieldOperator = (path, operand) => {
  if (operand === null || operand === undefined) {
    return (document) => {
      const values = candidateValues(document, path);
      return values.length === 0 || values.some((value) => value === null);
    };
  }
  if (typeof operand === 'symbol') return () => false;
  return some(sameValue)(path, operand);
};

const among: FieldOperator = (path, operand) => {
  const list = operand as readonly unknown[];
  const keys = new Set(list.map(orderKey));
  const patterns = list.filter((each) => each instanceof RegExp);
  const orNothing = list.some((each) => each === null) ? equals(path, null) : undefined;
  return (document) =>
    orNothing?.(document) === true ||
    candidateValues(document, path).some(
      (value) => keys.has(orderKey(value)) || (typeof value === 'string' && patterns.some((each) => each.test(value))),
    );
};

/** mingo compares with JavaScript's own operators, and knows no BSON types: these replace what depends on that. */
const ours = {
  query: {
    $eq: equals,
    $ne: not(equals),
    $in: among,
    $nin: not(among),
    $gt: compared((order) => order > 0),
    $gte: compared((order) => order >= 0),
    $lt: compared((order) => order < 0),
    $lte: compared((order) => order <= 0),
    $type: some((value, type) =>
      Array.isArray(type) ? type.some((each) => isOfType(value, each)) : isOfType(value, type),
    ),
  },
  pipeline: {
    $sort: (items: { transform(change: (all: unknown[]) => unknown): unknown }, order: unknown) =>
      items.transform((all) => Lazy(sortDocuments(all, isDocument(order) ? order : {}))),
  },
};

/** Everything that queries and pipelines may use. Operators that run JavaScript are refused by the options. */
export const operators = Context.from(
  Context.init(ours as never),
  Context.init({ accumulator, expression, pipeline, projection, query, window }),
);

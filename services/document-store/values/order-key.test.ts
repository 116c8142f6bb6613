import { Decimal128, Long, MaxKey, MinKey, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, inverted, orderKey } from './order-key.ts';

const order = (a: unknown, b: unknown): number => (orderKey(a) < orderKey(b) ? -1 : orderKey(a) > orderKey(b) ? 1 : 0);
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe('orderKey', () => {
  it('sorts numbers as numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(order(a, b)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
    expect(order(NaN, Number.NEGATIVE_INFINITY)).toBe(-1);
    expect(order(-0, 0)).toBe(0);
  });

  it('sorts whole numbers of 64 bits exactly', () => {
    const wide = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(wide, fc.bigInt({ min: -3n, max: 3n }), (a, step) => {
        const b = BigInt.asIntN(64, a + step);
        expect(order(Long.fromBigInt(a), Long.fromBigInt(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
    expect(order(5, Long.fromNumber(5))).toBe(0);
    expect(order(Decimal128.fromString('5'), 5)).toBe(0);
  });

  it('sorts texts by their code units, zeros included', () => {
    const text = fc.string({ unit: fc.constantFrom('\0', '\x01', 'a', 'b', '\uffff') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(order(a, b)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('sorts types in the order of BSON', () => {
    const ranked = [
      new MinKey(),
      null,
      5,
      'text',
      { a: 1 },
      [1],
      new ObjectId(),
      false,
      new Date(0),
      /x/,
      new MaxKey(),
    ];
    expect(ranked.toSorted(order)).toEqual(ranked);
    expect(ranked.toReversed().toSorted(order)).toEqual(ranked);
  });

  it('gives no key that another one begins with, so that keys can stand one after the other', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [orderKey(a), orderKey(b)];
        expect(left === right || !left.startsWith(right)).toBe(true);
        expect(order(a, b)).toBe(Math.sign(compareValues(a, b)));
      }),
    );
  });

  it('can be turned around', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [inverted(orderKey(a)), inverted(orderKey(b))];
        expect(left < right ? 1 : left > right ? -1 : 0).toBe(order(a, b));
      }),
    );
  });
});

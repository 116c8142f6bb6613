import { describe, expect, test } from 'vitest';
import { describeThrown } from './thrown-error.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const missing: Record<string, Record<string, () => void>> = {};
const secret = 'alice@example.org';

describe('what was thrown', () => {
  const cases: readonly (readonly [what: string, work: () => unknown])[] = [
    ['TypeError: cannot read properties of undefined', () => missing['x']![secret]],
    ['TypeError: cannot set properties of undefined', () => { (missing['x'] as Record<string, unknown>)[secret] = 1; }],
    ['TypeError', () => (missing as unknown as Record<string, () => void>)[secret]!()],
    ['TypeError', () => new Map(secret as never)],
    ['TypeError', () => new Set(5 as never)],
    ['SyntaxError', () => JSON.parse(secret)],
    ['RangeError: Invalid time value', () => new Date(Number.NaN).toISOString()],
    ['RangeError', () => (1).toFixed(secret.length * 1000)],
    // oxlint-disable-next-line typescript/no-implied-eval -- a name that is nowhere does not compile otherwise
    ['ReferenceError: absent is not defined', () => new Function('return absent')() as unknown],
    ['Error', () => { throw new Error(secret); }],
    ['Error', () => { throw Object.assign(new Error('x'), { name: secret }); }],
    ['Custom', () => { throw Object.assign(new Error(secret), { name: 'Custom' }); }],
    ['a value that is not an Error', () => { throw secret; }],
  ]; // prettier-ignore

  test.each(cases)('%s', (what, work) => {
    expect(describeThrown(thrownBy(work), '/nowhere').what).toBe(what);
  });
});

describe('where', () => {
  const at = (...frames: string[]): unknown =>
    describeThrown(Object.assign(new Error('x'), { stack: ['Error: x', ...frames].join('\n') }), '/shop/project')
      .location;

  test('is the innermost frame in the project’s own files', () => {
    expect(
      at(
        '    at JSON.parse (<anonymous>)',
        '    at node:internal/util:1:1',
        '    at parse (/shop/project/node_modules/lib/index.js:9:9)',
        '    at enrich (file:///shop/project/models/lib/text%20tools.ts:12:5)',
        '    at Array.map (<anonymous>)',
        '    at async transform (/shop/project/models/reviews.ts:30:7)',
      ),
    ).toEqual({ file: 'models/lib/text tools.ts', line: 12, column: 5 });
  });

  test('may be a macro beside the project, but nothing further away', () => {
    expect(at('    at /shop/macros/money.ts:3:4')).toEqual({ file: '../macros/money.ts', line: 3, column: 4 });
    expect(
      at('    at run (/elsewhere/dist/worker.js:1:1)', '    at run (/shop/project/.alambic/cache/models-x.mjs:1:1)'),
    ).toBeUndefined();
    expect(at()).toBeUndefined();
  });
});

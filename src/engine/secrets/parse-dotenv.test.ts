import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDotEnv } from './parse-dotenv.ts';

test('reads what the usual tools read', () => {
  const text = String.raw`
# a comment
PLAIN=value
export EXPORTED = spaced out
WITH_COMMENT=value # not this
HASH=a#b
EMPTY=
EMPTY_WITH_COMMENT= # nothing
SINGLE='raw \n $HOME # kept'
DOUBLE="line\nbreak \"quoted\" back\\slash $HOME"
BACK=${'`'}it's "both"${'`'}
URL=postgres://u:p@h/db?x=1&y=2
KEY="-----BEGIN-----
abc=
-----END-----" # after
LAST=1`;
  const { values, diagnostics } = parseDotEnv(text);
  expect(diagnostics).toEqual([]);
  expect(Object.fromEntries(values)).toEqual({
    PLAIN: 'value',
    EXPORTED: 'spaced out',
    WITH_COMMENT: 'value',
    HASH: 'a#b',
    EMPTY: '',
    EMPTY_WITH_COMMENT: '',
    SINGLE: String.raw`raw \n $HOME # kept`,
    DOUBLE: 'line\nbreak "quoted" back\\slash $HOME',
    BACK: 'it\'s "both"',
    URL: 'postgres://u:p@h/db?x=1&y=2',
    KEY: '-----BEGIN-----\nabc=\n-----END-----',
    LAST: '1',
  });
});

test('names a line that is no assignment, without its text, and reads on', () => {
  const { values, diagnostics } = parseDotEnv('A=1\r\nhunter2\r\nB="unclosed\nC=3\n');
  expect(Object.fromEntries(values)).toEqual({ A: '1', C: '3' });
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'line 2 of .env is no assignment and is ignored',
    'line 3 of .env is no assignment and is ignored',
  ]);
});

test('any value survives double quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const normal = value.replaceAll('\r', '');
      const quoted = normal.replaceAll(/["\\]/g, String.raw`\$&`);
      expect(parseDotEnv(`A="${quoted}"\nB=2`).values.get('A')).toBe(normal);
    }),
  );
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

it('reads quotes, commas and line ends inside fields, with either line end and a last line without one', () => {
  const text = 'id,body\r\n1,"He said ""no"", twice\nand left"\r\n2,\n3,plain';
  expect([...readCsv(text)]).toEqual([
    { id: '1', body: 'He said "no", twice\nand left' },
    { id: '2', body: '' },
    { id: '3', body: 'plain' },
  ]);
});

it('says what is wrong with a text that is no CSV', () => {
  expect(() => [...readCsv('a,b\n1\n')]).toThrow('a row has 1 fields and the header 2');
  expect(() => [...readCsv('a,b\n1,"open\n')]).toThrow('not CSV at character 6');
});

it('reads back whatever is written with every field quoted', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é') });
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field)), (rows) => {
      const quoted = (row: readonly string[]): string => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',');
      const text = ['a,b', ...rows.map(quoted)].join('\n');
      expect([...readCsv(text)]).toEqual(rows.map(([a, b]) => ({ a, b })));
    }),
  );
});

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normaliseType } from './normalise-type.ts';
import { readType } from './read-type.ts';
import { typeNames } from './type-names.ts';

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterAll(() => connection.closeSync());

/** What DuckDB calls a type, or undefined where it knows none. */
async function duckDbType(text: string): Promise<string | undefined> {
  try {
    const rows = await connection.runAndReadAll(`select typeof(cast(null as ${text}))`);
    return lower(String(rows.getRows()[0]![0]));
  } catch {
    return undefined;
  }
}

/** Names of fields and values of enums keep their case. */
function lower(type: string): string {
  return type.replaceAll(/'[^']*'|"[^"]*"|\b(?:[A-Z]{2,}[A-Z_]*)\b/g, (word) =>
    /^['"]/.test(word) ? word : word.toLowerCase(),
  );
}

const names = [...typeNames.keys()].filter((name) => !name.includes(' '));
const special = [
  'decimal(10,2)', 'numeric(18, 0)', 'dec(4)', 'decimal(18)', 'varchar(20)', 'char(1)', 'bpchar(3)', 'double precision', 'character varying',
  'character varying(30)', 'timestamp with time zone', 'timestamp without time zone', 'time with time zone', 'timestamp(0)', 'timestamp(3)',
  'timestamp(6)', 'timestamp(9)', 'float(10)', 'float(53)', 'INT', 'Varchar', 'int array', 'int array[3]', "enum('a', 'B''s')", 'bit(3)',
]; // prettier-ignore

describe('a type is spelt as DuckDB spells it', () => {
  test.each([...names, ...special])('%s', async (text) => {
    expect(normaliseType(text)).toBe(await duckDbType(text));
  });

  test('nested as deep as one likes', async () => {
    const { type } = fc.letrec<{ type: string }>((tie) => ({
      type: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(...names, ...special.filter((each) => !/enum|array/.test(each))),
        tie('type').map((inner) => `${inner}[]`),
        tie('type').map((inner) => `${inner}[3]`),
        fc.tuple(tie('type'), tie('type')).map(([key, value]) => `map(${key}, ${value})`),
        fc.tuple(tie('type'), tie('type')).map(([a, b]) => `struct(a ${a}, "B c" ${b})`),
        fc.tuple(tie('type'), tie('type')).map(([a, b]) => `union(a ${a}, b ${b})`),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(type, async (text) => {
        expect([text, normaliseType(text)]).toEqual([text, await duckDbType(text)]);
      }),
      { numRuns: 150 },
    );
  });

  test('a spelling of DuckDB stays as it is', () => {
    for (const text of [
      'bigint',
      'decimal(18,3)',
      'timestamp with time zone',
      'struct(a integer, "B c" varchar)[]',
      'map(varchar, bigint)',
    ]) {
      expect(normaliseType(text)).toBe(text);
    }
  });
});

test.each([
  ['bigit', 'unknown type "bigit"', 'did you mean "bigint"?'],
  ['money', 'unknown type "money"', 'types are those of DuckDB: bigint, varchar, double, timestamp …'],
  ['decimal(10', 'unknown type "decimal(10"', 'a type that holds a comma is quoted: "decimal(10,2)"'],
  ['decimal(40,2)', 'a decimal has 1 to 38 digits', '"decimal(18,3)"'],
  ['decimal(4,5)', 'a decimal of 4 digits cannot have 5 after the point', '"decimal(18,3)"'],
  ['bigint(20)', '"bigint" takes no length', 'write "bigint"'],
  ['timestamp(10)', 'a timestamp has at most 9 digits after the second', 'timestamp'],
  ['map(varchar)', 'a map has a type of keys and a type of values', 'map(varchar, bigint)'],
  ['enum(a, b)', 'the values of an enum stand in single quotes', "enum('a', 'b')"],
  ['varchar;', 'unknown type "varchar;"', 'types are those of DuckDB: bigint, varchar, double, timestamp …'],
  ['', 'unknown type ""', 'types are those of DuckDB: bigint, varchar, double, timestamp …'],
])('%j is no type', async (text, problem, hint) => {
  expect(readType(text)).toEqual({ problem, hint });
  expect(await duckDbType(text)).toBeUndefined();
});

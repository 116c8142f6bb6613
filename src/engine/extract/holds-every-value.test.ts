import { describe, expect, it } from 'vitest';
import { holdsEveryValue } from './holds-every-value.ts';

describe('holdsEveryValue', () => {
  it.each([
    ['bigint', 'integer'], ['integer', 'integer'], ['bigint', 'smallint'], ['tinyint', 'smallint'], ['double', 'integer'], ['bigint', 'uinteger'],
    ['decimal(10,0)', 'integer'], ['decimal(12,2)', 'integer'], ['decimal', 'integer'], ['double', 'float'], ['real', 'float'],
    ['varchar', 'bigint'], ['varchar', 'json'], ['text', 'varchar'], ['timestamp', 'date'], ['timestamptz', 'timestamp with time zone'],
    ['decimal(12,2)', 'decimal(10,2)'], ['decimal(12,4)', 'decimal(10,2)'], ['decimal(10, 2)', 'decimal(10,2)'], ['decimal(8,1)', 'decimal'],
    ['double', 'decimal(10,2)'], ['double', 'decimal'], ['bigint[]', 'integer[]'], ['integer[][]', 'integer[]'], ['varchar[]', 'uuid[]'], ['varchar', 'integer[]'],
  ])('%s holds %s', (declared, actual) => {
    expect(holdsEveryValue(declared, actual)).toBe(true);
  }); // prettier-ignore

  it.each([
    ['integer', 'bigint'], ['smallint', 'integer'], ['tinyint', 'integer'], ['double', 'bigint'], ['hugeint', 'bigint'], ['integer', 'uinteger'],
    ['decimal(9,0)', 'integer'], ['decimal(11,2)', 'integer'], ['float', 'double'], ['integer', 'varchar'], ['json', 'varchar'], ['uuid', 'varchar'],
    ['date', 'timestamp'], ['timestamp', 'timestamp with time zone'], ['timestamp with time zone', 'timestamp'], ['timestamp with time zone', 'date'],
    ['decimal(10,1)', 'decimal(10,2)'], ['decimal(11,4)', 'decimal(10,2)'], ['decimal(10,2)', 'double'], ['integer', 'decimal(3,0)'],
    ['integer[]', 'bigint[]'], ['integer', 'integer[]'], ['integer[]', 'integer'], ['boolean', 'integer'], ['bigint', 'boolean'],
  ])('%s does not hold %s', (declared, actual) => {
    expect(holdsEveryValue(declared, actual)).toBe(false);
  }); // prettier-ignore
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sourceTable, untreated } from '../../../test/servers/source-table.ts';
import type { Warehouse } from '../adapters/warehouse.ts';
import { convertCsv } from './convert-csv.ts';
import { openConverter } from './open-converter.ts';

let converter: Warehouse;
let folder: string;
beforeAll(async () => {
  converter = await openConverter();
});
afterAll(() => converter.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alambic-convert-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const table = sourceTable('t', { id: 'integer', x: 'varchar' });

describe.each([true, false])('convertCsv through a pipe: %s', (pipe) => {
  const convert = (parts: readonly string[]): ReturnType<typeof convertCsv> => {
    async function* csv(): AsyncGenerator<Uint8Array> {
      for (const part of parts) yield Buffer.from(part);
    }
    return convertCsv({
      table,
      columns: untreated(table),
      csv: csv(),
      converter,
      folder,
      path: join(folder, 'out.parquet'),
      pipe,
    });
  };

  it('makes Parquet of rows, and leaves nothing else', async () => {
    expect(await convert(['1,a\n2,', '\n3,"b\n"\n', '4,""\n'])).toMatchObject({ rows: 4 });
    expect(await readdir(folder)).toEqual(['out.parquet']);
    const session = await converter.session();
    const { rows } = await session.query(
      `select * from ${converter.dialect.readParquet([join(folder, 'out.parquet')])}`,
    );
    expect(rows).toEqual([[1, 'a'], [2, null], [3, 'b\n'], [4, '']]); // prettier-ignore
    await session.close();
  });

  it('makes Parquet of no rows', async () => {
    expect(await convert([])).toMatchObject({ rows: 0 });
  });

  it('names the column whose value does not fit, without the value', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `${index},a\n`);
    await expect(convert([...many, 's3cret,b\n', ...many])).rejects.toThrow(
      'E0704 a value of column "id" of public.t does not fit integer',
    );
    await expect(convert(['s3cret,b\n'])).rejects.not.toThrow('s3cret');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so where a row is too long for the converter', async () => {
    await expect(convert([`1,${'x'.repeat(17_000_000)}\n`])).rejects.toThrow('E0706 a row of public.t cannot be read');
  });

  it('throws what the source throws', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('1,a\n');
      throw new Error('source failed');
    }
    const path = join(folder, 'out.parquet');
    await expect(
      convertCsv({ table, columns: untreated(table), csv: failing(), converter, folder, path, pipe }),
    ).rejects.toThrow('source failed');
  });
});

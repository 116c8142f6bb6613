import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lake, WriteOutcome } from '../../src/engine/adapters/lake.ts';

export interface LakeUnderTest {
  /** Empty. */
  readonly lake: Lake;
  /** Another client of the same lake, as a second process would open it. */
  again(): Promise<Lake>;
  dispose(): Promise<void>;
}

/** What every lake must do alike. */
export function lakeConformance(name: string, open: () => Promise<LakeUnderTest>): void {
  describe(`lake: ${name}`, () => {
    let tested: LakeUnderTest;
    let lake: Lake;
    let folder: string;
    beforeEach(async () => {
      tested = await open();
      lake = tested.lake;
      folder = await mkdtemp(join(tmpdir(), 'alambic-lake-'));
    });
    afterEach(async () => {
      await lake.close();
      await tested.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    const file = async (content: string): Promise<string> => {
      const path = join(folder, `file-${Math.random()}`);
      await writeFile(path, content);
      return path;
    };
    const text = async (key: string): Promise<string | undefined> => (await lake.getText(key))?.text;
    const versionOf = (outcome: WriteOutcome): string => {
      if (!outcome.written) throw new Error('nothing was written');
      return outcome.version;
    };

    describe('reading and writing', () => {
      it('gives back what was put, and nothing where nothing was put', async () => {
        await lake.putText('raw/shop/a.json', '{"é": "👍\\n"}');
        expect(await text('raw/shop/a.json')).toBe('{"é": "👍\\n"}');
        expect(await text('raw/shop/b.json')).toBeUndefined();
        expect(await text('raw/shop')).toBeUndefined();
        expect(await text('raw/shop/a.json/deeper')).toBeUndefined();
      });

      it('takes a finished file, also over another one', async () => {
        await lake.putFile('raw/part.parquet', await file('first'));
        await lake.putFile('raw/part.parquet', await file('second'));
        expect(await readFile(await lake.localPath('raw/part.parquet'), 'utf8')).toBe('second');
      });

      it('keeps any text byte for byte', async () => {
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (content) => {
            await lake.putText('any', content);
            expect(await text('any')).toBe(content);
          }),
          { numRuns: 20 },
        );
      });

      it('has an empty object too', async () => {
        await lake.putText('empty', '');
        expect(await text('empty')).toBe('');
        expect((await lake.list(''))[0]).toMatchObject({ key: 'empty', bytes: 0 });
      });

      it('says which object has no local path', async () => {
        await expect(lake.localPath('raw/none.parquet')).rejects.toThrow(/E0707 raw\/none\.parquet/);
      });

      it.each(['', '/a', 'a/', 'a//b', '../a', 'a/../../b', '.', 'a/.', '.versions/a', 'a\\b', 'a\0b'])(
        'refuses the key %j',
        async (key) => {
          await expect(lake.putText(key, 'x')).rejects.toThrow('E0202');
          await expect(lake.putFile(key, await file('x'))).rejects.toThrow('E0202');
          await expect(lake.getText(key)).rejects.toThrow('E0202');
          await expect(lake.remove(key)).rejects.toThrow('E0202');
        },
      );
    });

    describe('versions', () => {
      it('change with each write, even of the same content, and are the same however they are asked for', async () => {
        const first = versionOf(await lake.putText('a', 'same'));
        const second = versionOf(await lake.putText('a', 'same'));
        const third = versionOf(await lake.putFile('a', await file('same')));
        expect(new Set([first, second, third]).size).toBe(3);
        expect((await lake.getText('a'))!.version).toBe(third);
        expect((await lake.list('a'))[0]!.version).toBe(third);
        expect((await lake.versions('a'))[0]!.version).toBe(third);
      });

      it('are kept through overwriting and removing, newest first', async () => {
        const written = [];
        for (const content of ['1', '22', '333']) written.push(versionOf(await lake.putText('a', content)));
        expect((await lake.versions('a')).map(({ bytes }) => bytes)).toEqual([3, 2, 1]);
        expect((await lake.versions('a')).map(({ version }) => version)).toEqual(written.toReversed());
        await lake.remove('a');
        expect(await text('a')).toBeUndefined();
        expect(await lake.list('')).toEqual([]);
        expect((await lake.versions('a')).map(({ bytes }) => bytes)).toEqual([3, 2, 1]);
        await lake.putText('a', '4444');
        expect((await lake.versions('a')).map(({ bytes }) => bytes)).toEqual([4, 3, 2, 1]);
      });

      it('are gone when the object is removed for ever', async () => {
        await lake.putText('a', '1');
        await lake.putText('a', '2');
        await lake.putText('ab', '1');
        await lake.remove('a', { forever: true });
        expect(await lake.versions('a')).toEqual([]);
        expect(await lake.versions('ab')).toHaveLength(1);
        await lake.putText('a', '1');
        await lake.remove('a');
        await lake.remove('a', { forever: true });
        expect(await lake.versions('a')).toEqual([]);
      });

      it('belong to one key alone', async () => {
        const version = versionOf(await lake.putText('a', '1'));
        await lake.putText('a', '2');
        await lake.putText(`a@${version}`, '3');
        await lake.putText(`a@${version}`, '4');
        expect(await lake.versions('a')).toHaveLength(2);
        expect(await lake.versions(`a@${version}`)).toHaveLength(2);
      });

      it('do not mind what was never there', async () => {
        await lake.remove('never');
        expect(await lake.versions('never')).toEqual([]);
      });
    });

    describe('conditional writes', () => {
      it('create only what is absent', async () => {
        expect((await lake.putText('m', 'mine', { ifAbsent: true })).written).toBe(true);
        expect(await lake.putText('m', 'other', { ifAbsent: true })).toEqual({ written: false, conflict: true });
        expect(await lake.putFile('m', await file('other'), { ifAbsent: true })).toEqual({
          written: false,
          conflict: true,
        });
        expect(await text('m')).toBe('mine');
        await lake.remove('m');
        expect((await lake.putFile('m', await file('again'), { ifAbsent: true })).written).toBe(true);
        expect(await text('m')).toBe('again');
      });

      it('replace only the version that was read', async () => {
        const first = versionOf(await lake.putText('m', '1'));
        const second = versionOf(await lake.putText('m', '2', { ifVersion: first }));
        expect(await lake.putText('m', '3', { ifVersion: first })).toEqual({ written: false, conflict: true });
        expect((await lake.putText('m', '4', { ifVersion: second })).written).toBe(true);
        expect(await text('m')).toBe('4');
        expect(await lake.putText('none', '1', { ifVersion: second })).toEqual({ written: false, conflict: true });
        expect(await text('none')).toBeUndefined();
      });

      it('have one winner of many that create at once', async () => {
        const others = await Promise.all([tested.again(), tested.again()]);
        const clients = [lake, ...others];
        for (let round = 0; round < 10; round += 1) {
          const outcomes = await Promise.all(
            Array.from({ length: 9 }, (_, index) =>
              clients[index % 3]!.putText(`race/${round}`, String(index), { ifAbsent: true }),
            ),
          );
          expect(outcomes.filter(({ written }) => written)).toHaveLength(1);
          expect(await text(`race/${round}`)).toBe(String(outcomes.findIndex(({ written }) => written)));
        }
        for (const other of others) await other.close();
      });

      it('lose no increment of many that replace at once', async () => {
        const others = await Promise.all([tested.again(), tested.again()]);
        await lake.putText('counter', '0');
        const increment = async (client: Lake): Promise<void> => {
          for (;;) {
            const { text: now, version } = (await client.getText('counter'))!;
            if ((await client.putText('counter', String(Number(now) + 1), { ifVersion: version })).written) return;
          }
        };
        await Promise.all(Array.from({ length: 24 }, (_, index) => increment([lake, ...others][index % 3]!)));
        expect(await text('counter')).toBe('24');
        expect(await lake.versions('counter')).toHaveLength(25);
        for (const other of others) await other.close();
      });
    });

    describe('listing', () => {
      it('gives every object under a prefix of its text, in key order', async () => {
        const keys = ['raw/shop/reviews/000002/part.parquet', 'raw/shop/reviews/000001/part.parquet', 'raw/shop/reviews-old/x', 'raw/shop/Reviews', 'raw/shop/rev', 'b', 'raw/shop/é', 'raw/shop/\u{1F600}', 'raw/shop/\uFF5E']; // prettier-ignore
        for (const key of keys) await lake.putText(key, key);
        const list = async (prefix: string): Promise<readonly string[]> =>
          (await lake.list(prefix)).map(({ key }) => key);
        const inOrder = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(await list('')).toEqual(inOrder);
        expect(await list('raw/shop/reviews/')).toEqual([
          'raw/shop/reviews/000001/part.parquet',
          'raw/shop/reviews/000002/part.parquet',
        ]);
        expect(await list('raw/shop/rev')).toEqual(inOrder.filter((key) => key.startsWith('raw/shop/rev')));
        expect(await list('raw/shop/reviews/000001/part.parquet')).toHaveLength(1);
        expect(await list('raw/none/')).toEqual([]);
        expect((await lake.list('b'))[0]).toMatchObject({ key: 'b', bytes: 1 });
      });

      it('shows neither earlier versions nor work in progress', async () => {
        await lake.putText('a', '1');
        await lake.putText('a', '2');
        await lake.putText('c', '1');
        await lake.remove('c');
        expect((await lake.list('')).map(({ key }) => key)).toEqual(['a']);
      });
    });
  });
}

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';
import type { JournalRecord } from './journal-record.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-journal-'));
  file = join(folder, 'journal.bson');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (n: number): JournalRecord => ({
  o: 'put',
  n: 'db.things',
  document: { _id: n, text: 'x'.repeat(n % 50) },
});

function replay(): number[] {
  const found: number[] = [];
  Journal.open(file, (each) => {
    if (each.o === 'put') found.push(each.document['_id'] as number);
  }).close();
  return found;
}

describe('Journal', () => {
  it('gives back what was committed, in order', () => {
    const journal = Journal.open(file, () => {});
    for (const n of [1, 2, 3]) journal.append(record(n));
    journal.commit();
    journal.append(record(4));
    journal.commit();
    journal.close();
    expect(replay()).toEqual([1, 2, 3, 4]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('drops a group that was cut short at any byte, and goes on after it', () => {
    const sizes: number[] = [];
    const journal = Journal.open(file, () => {});
    for (const group of [[1, 2], [3], [4, 5, 6]]) {
      for (const n of group) journal.append(record(n));
      journal.commit();
      sizes.push(journal.size);
    }
    journal.close();
    const whole = readFileSync(file);
    const counts = [0, 2, 3, 6];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (end) => {
        writeFileSync(file, whole.subarray(0, end));
        const groups = sizes.filter((size) => size <= end).length;
        expect(replay()).toEqual([1, 2, 3, 4, 5, 6].slice(0, counts[groups]));
        const resumed = Journal.open(file, () => {});
        resumed.append(record(9));
        resumed.close();
        expect(replay()).toEqual([1, 2, 3, 4, 5, 6].slice(0, counts[groups]).concat(9));
      }),
      { numRuns: 200 },
    );
  });

  it('ends at a record whose bytes are not those that were written', () => {
    const journal = Journal.open(file, () => {});
    for (const n of [1, 2, 3]) {
      journal.append(record(n));
      journal.commit();
    }
    journal.close();
    const bytes = readFileSync(file);
    bytes[bytes.length - 5]! ^= 1;
    writeFileSync(file, bytes);
    expect(replay()).toEqual([1, 2]);
    appendFileSync(file, 'rubbish that is no record');
    expect(replay()).toEqual([1, 2]);
    truncateSync(file, 3);
    expect(replay()).toEqual([]);
  });

  it('writes large groups in parts, and still as one', () => {
    const journal = Journal.open(file, () => {});
    const large = 'y'.repeat(1_000_000);
    for (let n = 0; n < 12; n++) journal.append({ o: 'put', n: 'db.things', document: { _id: n, large } });
    expect(statSync(file).size).toBeGreaterThan(4_000_000);
    expect(replay()).toEqual([]);
  });

  it('is replaced by fewer records at once', () => {
    const journal = Journal.open(file, () => {});
    for (let n = 0; n < 100; n++) journal.append(record(n));
    journal.commit();
    const before = journal.size;
    journal.rewrite([record(1), record(2)]);
    expect(journal.size).toBeLessThan(before);
    journal.append(record(3));
    journal.close();
    expect(replay()).toEqual([1, 2, 3]);
  });
});

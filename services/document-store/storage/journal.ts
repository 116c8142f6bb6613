import { closeSync, ftruncateSync, openSync, readSync, renameSync, writeSync, fstatSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { readBson, writeBson } from '../values/bson-bytes.ts';
import type { JournalRecord } from './journal-record.ts';

/** Length of the BSON, its CRC-32, and 1 where a group of records ends that count together or not at all. */
const headerSize = 9;
const writeSize = 4 << 20;

/**
 * A file that records are appended to. What a group's `commit` has written survives the end of the process at any
 * moment; a group that was cut short is dropped when the file is read again. It is not synchronised with the disk, so a
 * power cut may lose the last seconds.
 */
export class Journal {
  readonly #file: string;
  #descriptor: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** The header of the last record, while its group may go on. */
  #last: Uint8Array | undefined;
  size = 0;
  /** How many records the file held when it was opened. */
  replayed = 0;

  private constructor(file: string, descriptor: number) {
    this.#file = file;
    this.#descriptor = descriptor;
  }

  /** Opens the file and gives every whole group in it to `apply`, record by record. */
  static open(file: string, apply: (record: JournalRecord) => void): Journal {
    const journal = new Journal(file, openSync(file, 'a+', 0o600));
    journal.size = journal.#replay(apply);
    ftruncateSync(journal.#descriptor, journal.size);
    return journal;
  }

  append(record: JournalRecord): void {
    const bytes = writeBson(record);
    const header = Buffer.alloc(headerSize);
    header.writeUInt32LE(bytes.length, 0);
    header.writeUInt32LE(crc32(bytes), 4);
    this.#pending.push(header, bytes);
    this.#pendingBytes += headerSize + bytes.length;
    this.#last = header;
    if (this.#pendingBytes > writeSize) this.#write(this.#pending.splice(0, this.#pending.length - 2));
  }

  /** Ends the group of what was appended since the last time, and writes it. */
  commit(): void {
    if (this.#last === undefined) return;
    this.#last[8] = 1;
    this.#last = undefined;
    this.#write(this.#pending.splice(0));
  }

  /** Replaces the file by one that says the same in fewer records. */
  rewrite(records: Iterable<JournalRecord>): void {
    const aside = `${this.#file}.new`;
    const fresh = new Journal(aside, openSync(aside, 'w', 0o600));
    for (const record of records) fresh.append(record);
    fresh.commit();
    renameSync(aside, this.#file);
    closeSync(this.#descriptor);
    this.#descriptor = fresh.#descriptor;
    this.size = fresh.size;
  }

  close(): void {
    this.commit();
    closeSync(this.#descriptor);
  }

  #write(parts: readonly Uint8Array[]): void {
    if (parts.length === 0) return;
    const bytes = Buffer.concat(parts);
    this.#pendingBytes = this.#pending.reduce((sum, each) => sum + each.length, 0);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
    this.size += bytes.length;
  }

  /** Offset where the last whole group ends. */
  #replay(apply: (record: JournalRecord) => void): number {
    const end = fstatSync(this.#descriptor).size;
    let group: JournalRecord[] = [];
    let whole = 0;
    for (let at = 0; at + headerSize <= end;) {
      const header = this.#read(at, headerSize);
      const length = header.readUInt32LE(0);
      if (at + headerSize + length > end) break;
      const bytes = this.#read(at + headerSize, length);
      if (crc32(bytes) !== header.readUInt32LE(4)) break;
      group.push(readBson(bytes) as unknown as JournalRecord);
      at += headerSize + length;
      if (header[8] !== 1) continue;
      for (const record of group) apply(record);
      this.replayed += group.length;
      group = [];
      whole = at;
    }
    return whole;
  }

  #read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length;) {
      const read = readSync(this.#descriptor, bytes, at, length - at, position + at);
      if (read === 0) throw new Error(`${this.#file} became shorter while it was read`);
      at += read;
    }
    return bytes;
  }
}

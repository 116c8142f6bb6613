import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, accountKey } from '../auth/account.ts';
import { Catalogue } from './catalogue.ts';
import { Journal } from './journal.ts';
import type { JournalRecord } from './journal-record.ts';

const smallestRewrite = 64 << 20;

/** Everything the server holds, in memory, and in a journal where it is given a folder. */
export class Storage {
  readonly catalogue = new Catalogue((record) => this.#journal?.append(record));
  readonly #accounts = new Map<string, Account>();
  #journal: Journal | undefined;
  #rewrittenSize = 0;

  constructor(dataDir?: string) {
    if (dataDir === undefined) return;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const journal = Journal.open(join(dataDir, 'journal.bson'), (record) => this.#apply(record));
    if (journal.replayed > this.#liveDocuments() * 1.3 + 1000) journal.rewrite(this.#snapshot());
    this.#journal = journal;
    this.#rewrittenSize = journal.size;
  }

  get accounts(): ReadonlyMap<string, Account> {
    return this.#accounts;
  }

  putAccount(account: Account): void {
    this.#accounts.set(accountKey(account.database, account.user), account);
    this.#journal?.append({ o: 'account', account });
  }

  dropAccount(key: string): boolean {
    if (!this.#accounts.delete(key)) return false;
    this.#journal?.append({ o: 'dropAccount', key });
    return true;
  }

  /** What was changed since the last time is now safe from the end of this process, all of it or nothing. */
  commit(): void {
    const journal = this.#journal;
    if (journal === undefined) return;
    journal.commit();
    if (journal.size < Math.max(smallestRewrite, this.#rewrittenSize * 4)) return;
    journal.rewrite(this.#snapshot());
    this.#rewrittenSize = journal.size;
  }

  close(): void {
    this.#journal?.close();
    this.#journal = undefined;
  }

  #liveDocuments(): number {
    let count = 0;
    for (const { documents } of this.catalogue.all()) count += documents.size;
    return count;
  }

  #apply(record: JournalRecord): void {
    const { catalogue } = this;
    switch (record.o) {
      case 'create':
        return void catalogue.create(record.n, record.options);
      case 'options':
        return catalogue.ensure(record.n).changeOptions(record.options);
      case 'put':
        return catalogue.ensure(record.n).put(record.document);
      case 'remove':
        return catalogue.ensure(record.n).remove({ _id: record.id });
      case 'index':
        return void catalogue.ensure(record.n).createIndex(record.definition);
      case 'dropIndex':
        return void catalogue.ensure(record.n).dropIndex(record.name);
      case 'drop':
        return void catalogue.drop(record.n);
      case 'rename':
        return catalogue.rename(record.n, record.to);
      case 'copy':
        return catalogue.copy(catalogue.ensure(record.from), catalogue.ensure(record.n));
      case 'account':
        return this.putAccount(record.account);
      case 'dropAccount':
        return void this.dropAccount(record.key);
    }
  }

  /** The records that would lead to what there is now. Indexes come last, since building them at once is quicker. */
  *#snapshot(): Generator<JournalRecord> {
    for (const account of this.#accounts.values()) yield { o: 'account', account };
    for (const { namespace: n, documents, indexes, options } of this.catalogue.all()) {
      yield { o: 'create', n, options: {} };
      for (const document of documents.values()) yield { o: 'put', n, document };
      for (const { definition } of indexes) yield { o: 'index', n, definition: definition.given };
      if (Object.keys(options).length > 0) yield { o: 'options', n, options };
    }
  }
}

import { CommandError } from './command-error.ts';
import type { Catalogue } from './storage/catalogue.ts';
import { Transaction } from './storage/transaction.ts';
import type { Document } from './values/document.ts';
import { orderKey } from './values/order-key.ts';
import type { Reply } from './wire/reply-body.ts';

const lifetime = 30 * 60_000;
const transactionLifetime = 60_000;

interface Session {
  number: bigint;
  /** The answer to the write with that number, for a client that asks again because it heard none. */
  answer?: Reply;
  transaction?: Transaction;
  usedAt: number;
}

/** What clients' sessions are in the middle of. */
export class Sessions {
  readonly #catalogue: Catalogue;
  readonly #sessions = new Map<string, Session>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** The answer that was given to this very write before. */
  earlierAnswer(command: Document): Reply | undefined {
    if (!isRetryable(command)) return undefined;
    const session = this.#find(command);
    return session?.number === numberOf(command) ? session.answer : undefined;
  }

  remember(command: Document, answer: Reply): void {
    if (isRetryable(command)) this.#begin(command).answer = answer;
  }

  /** The transaction that a command is part of; begins it where the command says so. */
  transactionOf(command: Document): Transaction | undefined {
    if (command['autocommit'] !== false) return undefined;
    if (command['startTransaction'] === true) {
      const session = this.#begin(command);
      return (session.transaction = new Transaction(this.#catalogue));
    }
    const session = this.#find(command);
    if (session?.transaction !== undefined && session.number === numberOf(command)) {
      session.usedAt = performance.now();
      return session.transaction;
    }
    throw new CommandError(
      'NoSuchTransaction',
      'Given transaction number does not match any in-progress transactions',
      {
        errorLabels: ['TransientTransactionError'],
      },
    );
  }

  /** The transaction is over, committed or not. */
  endTransaction(command: Document): void {
    const session = this.#find(command);
    if (session !== undefined) session.transaction = undefined;
  }

  sweep(): void {
    const now = performance.now();
    for (const [key, session] of this.#sessions) {
      if (now - session.usedAt > transactionLifetime) session.transaction = undefined;
      if (now - session.usedAt > lifetime) this.#sessions.delete(key);
    }
  }

  #find(command: Document): Session | undefined {
    return this.#sessions.get(keyOf(command));
  }

  #begin(command: Document): Session {
    const session: Session = { number: numberOf(command), usedAt: performance.now() };
    this.#sessions.set(keyOf(command), session);
    return session;
  }
}

function isRetryable(command: Document): boolean {
  return command['txnNumber'] !== undefined && command['autocommit'] === undefined;
}

function keyOf(command: Document): string {
  return orderKey(command['lsid']);
}

function numberOf(command: Document): bigint {
  return BigInt(String(command['txnNumber']));
}

import { authorize, privilegeOf } from './auth/authorize.ts';
import { CommandError, errorReply } from './command-error.ts';
import { type Command, type ConnectionState, textOr } from './commands/command.ts';
import { commands } from './commands/commands.ts';
import { Cursors } from './cursors.ts';
import { Sessions } from './sessions.ts';
import type { Storage } from './storage/storage.ts';
import type { Transaction } from './storage/transaction.ts';
import type { Document } from './values/document.ts';
import type { Reply } from './wire/reply-body.ts';

export interface Dispatcher {
  /** Runs one command to its end; what it changed is safe before this returns. */
  dispatch(command: Document, connection: ConnectionState): Reply;
  /** Forgets what clients have left behind. */
  sweep(): void;
}

export interface DispatcherOptions {
  readonly storage: Storage;
  readonly address: string;
  /** Everything but the greeting needs an account. */
  readonly requireAccount: boolean;
}

export function createDispatcher({ storage, address, requireAccount }: DispatcherOptions): Dispatcher {
  const [cursors, sessions] = [new Cursors(), new Sessions(storage.catalogue)];
  const run = (given: Document, connection: ConnectionState): Reply => {
    const name = Object.keys(given)[0] ?? '';
    if (name === 'commitTransaction' || name === 'abortTransaction') return finish(name, given, sessions);
    const command = Object.hasOwn(commands, name) ? commands[name]! : unknown(name);
    const database = textOr(given['$db'], 'admin');
    if (requireAccount || connection.account !== undefined) {
      authorize(connection.account, privilegeOf(command.privilege, given), database, name);
    }
    const earlier = sessions.earlierAnswer(given);
    if (earlier !== undefined) return earlier;
    const transaction = transactionFor(name, command, given, sessions);
    const { catalogue } = storage;
    const context = {
      storage,
      cursors,
      catalogue,
      collections: transaction ?? catalogue,
      database,
      connection,
      address,
    };
    try {
      const answer = command.run(given, context);
      sessions.remember(given, answer);
      return answer;
    } catch (error) {
      if (transaction !== undefined) sessions.endTransaction(given);
      throw error;
    }
  };
  return {
    dispatch(command, connection) {
      try {
        return run(command, connection);
      } catch (error) {
        return errorReply(error);
      } finally {
        storage.commit();
      }
    },
    sweep() {
      cursors.sweep();
      sessions.sweep();
    },
  };
}

function transactionFor(name: string, command: Command, given: Document, sessions: Sessions): Transaction | undefined {
  const transaction = sessions.transactionOf(given);
  if (transaction === undefined || command.transactional === true) return transaction;
  throw new CommandError('OperationNotSupportedInTransaction', `Cannot run '${name}' in a multi-document transaction.`);
}

function finish(name: string, command: Document, sessions: Sessions): Reply {
  const transaction = sessions.transactionOf(command);
  try {
    if (name === 'commitTransaction') transaction?.commit();
    return {};
  } finally {
    sessions.endTransaction(command);
  }
}

function unknown(name: string): never {
  throw new CommandError('CommandNotFound', `no such command: '${name}'`);
}

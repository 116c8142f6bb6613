import { Binary } from 'bson';
import { type Account, accountKey } from '../auth/account.ts';
import { beginScram } from '../auth/scram.ts';
import { CommandError } from '../command-error.ts';
import type { Document } from '../values/document.ts';
import type { CommandContext, Commands } from './command.ts';

function start(command: Document, { storage, database, connection }: CommandContext): Document {
  if (command['mechanism'] !== 'SCRAM-SHA-256') {
    throw new CommandError('MechanismUnavailable', 'only SCRAM-SHA-256 is supported');
  }
  let account: Account | undefined;
  const challenge = beginScram(textOf(command['payload']), (user) => {
    account = storage.accounts.get(accountKey(database, user));
    return account?.credentials;
  });
  connection.account = undefined;
  connection.challenge = {
    reply: challenge.reply,
    finish(clientFinal) {
      const reply = challenge.finish(clientFinal);
      connection.account = account;
      return reply;
    },
  };
  return answer(challenge.reply, false);
}

function proceed(command: Document, { connection }: CommandContext): Document {
  const { challenge } = connection;
  if (connection.account !== undefined) return answer('', true);
  if (challenge === undefined) throw new CommandError('AuthenticationFailed', 'Authentication failed.');
  connection.challenge = undefined;
  return answer(challenge.finish(textOf(command['payload'])), true);
}

function answer(text: string, done: boolean): Document {
  return { conversationId: 1, done, payload: new Binary(Buffer.from(text)) };
}

function textOf(payload: unknown): string {
  return payload instanceof Binary ? Buffer.from(payload.value()).toString('utf8') : String(payload);
}

export const signInCommands: Commands = {
  saslStart: { privilege: 'none', run: start },
  saslContinue: { privilege: 'none', run: proceed },
  logout: {
    privilege: 'none',
    run: (_, { connection }) => {
      connection.account = undefined;
      return {};
    },
  },
};

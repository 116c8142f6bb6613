import { type Account, accountKey, type Role } from '../auth/account.ts';
import { isKnownRole } from '../auth/authorize.ts';
import { makeCredentials } from '../auth/scram.ts';
import { CommandError } from '../command-error.ts';
import { type Document, isDocument } from '../values/document.ts';
import { type CommandContext, type Commands, textOr } from './command.ts';

function createUser(command: Document, { storage, database }: CommandContext): Document {
  const user = String(command['createUser']);
  if (storage.accounts.has(accountKey(database, user))) {
    throw new CommandError('Location51003', `User "${user}@${database}" already exists`);
  }
  const roles = readRoles(command['roles'], database);
  storage.putAccount({ user, database, roles, credentials: makeCredentials(String(command['pwd'])) });
  return {};
}

function updateUser(command: Document, { storage, database }: CommandContext): Document {
  const account = storage.accounts.get(accountKey(database, String(command['updateUser'])));
  if (account === undefined) throw userNotFound();
  const { pwd, roles } = command;
  storage.putAccount({
    ...account,
    ...(roles === undefined ? {} : { roles: readRoles(roles, database) }),
    ...(pwd === undefined ? {} : { credentials: makeCredentials(textOr(pwd, '')) }),
  });
  return {};
}

function dropUser(command: Document, { storage, database }: CommandContext): Document {
  if (!storage.dropAccount(accountKey(database, String(command['dropUser'])))) throw userNotFound();
  return {};
}

function usersInfo(command: Document, { storage, database }: CommandContext): Document {
  const asked = command['usersInfo'];
  const name = isDocument(asked) ? asked['user'] : asked;
  const known = [...storage.accounts.values()].filter(
    (each) => each.database === database && (asked === 1 || each.user === name),
  );
  return { users: known.map(describe) };
}

function describe({ user, database, roles }: Account): Document {
  return { _id: accountKey(database, user), user, db: database, roles, mechanisms: ['SCRAM-SHA-256'] };
}

/** `read` alone means the role on the database of the command. */
function readRoles(given: unknown, database: string): readonly Role[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return list.map((each) => {
    const { role, db } = isDocument(each) ? each : { role: each, db: database };
    if (!isKnownRole(String(role))) throw new CommandError('BadValue', `No role named ${String(role)}@${String(db)}`);
    return { role: String(role), db: String(db) };
  });
}

function userNotFound(): CommandError {
  return new CommandError('UserNotFound', 'User not found');
}

export const userCommands: Commands = {
  createUser: { privilege: 'users', run: createUser },
  updateUser: { privilege: 'users', run: updateUser },
  dropUser: { privilege: 'users', run: dropUser },
  usersInfo: { privilege: 'users', run: usersInfo },
};

import { CommandError } from '../command-error.ts';
import type { Document } from '../values/document.ts';
import type { Account, Role } from './account.ts';

/** What a command needs: nothing (before signing in), an account, to read, to write, or to administrate users. */
export type Privilege = 'none' | 'account' | 'read' | 'write' | 'users';

const grants: Readonly<Record<string, readonly Privilege[]>> = {
  read: ['read'],
  readWrite: ['read', 'write'],
  dbAdmin: ['read', 'write'],
  userAdmin: ['users'],
  dbOwner: ['read', 'write', 'users'],
  readAnyDatabase: ['read'],
  readWriteAnyDatabase: ['read', 'write'],
  dbAdminAnyDatabase: ['read', 'write'],
  userAdminAnyDatabase: ['users'],
  root: ['read', 'write', 'users'],
};

export function isKnownRole(role: string): boolean {
  return Object.hasOwn(grants, role);
}

/** Throws where an account may not do this to a database. */
export function authorize(account: Account | undefined, privilege: Privilege, database: string, command: string): void {
  if (privilege === 'none') return;
  if (account === undefined) throw new CommandError('Unauthorized', `Command ${command} requires authentication`);
  if (
    privilege === 'account' ||
    account.roles.some((role) => covers(role, database) && grants[role.role]?.includes(privilege) === true)
  )
    return;
  throw new CommandError('Unauthorized', `not authorized on ${database} to execute command ${command}`);
}

function covers({ role, db }: Role, database: string): boolean {
  return role === 'root' || role.endsWith('AnyDatabase') || db === database;
}

/** A pipeline that ends in `$out` or `$merge` writes. */
export function privilegeOf(declared: Privilege, command: Document): Privilege {
  const stages = command['pipeline'];
  const writes = Array.isArray(stages) && stages.some((stage: Document) => '$out' in stage || '$merge' in stage);
  return declared === 'read' && writes ? 'write' : declared;
}

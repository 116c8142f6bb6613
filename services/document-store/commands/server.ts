import type { Document } from '../values/document.ts';
import { maxMessageBytes } from '../wire/messages.ts';
import type { Command, CommandContext, Commands } from './command.ts';

/** The version whose commands this server imitates. */
const version = '7.0.0';

/** A single-member replica set, because drivers use transactions and retried writes with nothing less. */
function hello(command: Document, { address, connection }: CommandContext): Document {
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    setName: 'alambic',
    setVersion: 1,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ...('saslSupportedMechs' in command ? { saslSupportedMechs: ['SCRAM-SHA-256'] } : {}),
  };
}

function authInfo(_: Document, { connection: { account } }: CommandContext): Document {
  const users = account === undefined ? [] : [{ user: account.user, db: account.database }];
  return { authInfo: { authenticatedUsers: users, authenticatedUserRoles: account?.roles ?? [] } };
}

const greeting: Command = { privilege: 'none', run: hello };
const nothing: Command = { privilege: 'none', run: () => ({}) };

export const serverCommands: Commands = {
  hello: greeting,
  isMaster: greeting,
  ismaster: greeting,
  ping: nothing,
  endSessions: nothing,
  refreshSessions: { privilege: 'account', run: () => ({}) },
  killSessions: { privilege: 'account', run: () => ({}) },
  connectionStatus: { privilege: 'none', run: authInfo },
  getParameter: { privilege: 'account', run: () => ({ featureCompatibilityVersion: { version: '7.0' } }) },
  buildInfo: {
    privilege: 'none',
    run: () => ({
      version,
      versionArray: [...version.split('.').map(Number), 0],
      gitVersion: 'alambic document store, a stand-in for demos and tests',
      bits: 64,
      maxBsonObjectSize: 16_777_216,
      modules: [],
    }),
  },
  serverStatus: {
    privilege: 'account',
    run: (_, { cursors }) => ({
      version,
      process: 'alambic-document-store',
      pid: process.pid,
      uptime: process.uptime(),
      localTime: new Date(),
      mem: { resident: Math.round(process.memoryUsage().rss / 2 ** 20) },
      metrics: { cursor: { open: { total: cursors.size } } },
    }),
  },
};

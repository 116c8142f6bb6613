import { findMatching, type Matching } from '../query/find-matching.ts';
import { project } from '../query/project.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../values/document.ts';
import { candidateValues } from '../values/field-values.ts';
import { orderKey } from '../values/order-key.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, documentOr, readable } from './command.ts';

/** What a `find` command looks for, also for `explain`. */
export function matchFind(command: Document, collection: Collection): Matching {
  return findMatching(collection, documentOr(command['filter']), {
    order: documentOr(command['sort']),
    skip: Number(command['skip'] ?? 0),
    limit: Math.abs(Number(command['limit'] ?? 0)),
    hint: command['hint'],
  });
}

function find(command: Document, context: CommandContext): Reply {
  const collection = readable(context, command['find']);
  const { documents, plan } = matchFind(command, collection);
  const projected = project(documents, documentOr(command['projection']), (document) =>
    plan.kind === 'text' ? (plan.scores.get(collection.idOf(document)) ?? 0) : 0,
  );
  // A negative limit is the old way to ask for one batch.
  const single = command['singleBatch'] === true || Number(command['limit'] ?? 0) < 0;
  return context.cursors.open(collection.namespace, projected, command['batchSize'], single);
}

export function matchCount(command: Document, collection: Collection): Matching {
  return findMatching(collection, documentOr(command['query']), { hint: command['hint'] });
}

function count(command: Document, context: CommandContext): Reply {
  const { documents } = matchCount(command, readable(context, command['count']));
  const left = Math.max(0, documents.length - Number(command['skip'] ?? 0));
  const limit = Math.abs(Number(command['limit'] ?? 0));
  return { n: limit === 0 ? left : Math.min(left, limit) };
}

function distinct(command: Document, context: CommandContext): Reply {
  const { documents } = matchCount(command, readable(context, command['distinct']));
  const key = String(command['key']);
  const values = documents
    .flatMap((document) => candidateValues(document, key))
    .filter((value) => !Array.isArray(value));
  return { values: [...new Map(values.map((value) => [orderKey(value), value])).values()] };
}

function killCursors(command: Document, { cursors }: CommandContext): Reply {
  const asked = command['cursors'] as readonly unknown[];
  const killed = asked.filter((id) => cursors.close(Number(id)));
  const unknown = asked.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
}

export const findCommands: Commands = {
  find: { privilege: 'read', transactional: true, run: find },
  count: { privilege: 'read', transactional: true, run: count },
  distinct: { privilege: 'read', transactional: true, run: distinct },
  getMore: {
    privilege: 'account',
    transactional: true,
    run: (command, { cursors }) => cursors.next(Number(command['getMore']), command['batchSize']),
  },
  killCursors: { privilege: 'account', transactional: true, run: killCursors },
};

import { CommandError } from '../command-error.ts';
import type { Matching } from '../query/find-matching.ts';
import { findMatching } from '../query/find-matching.ts';
import { matchLeading } from '../query/run-pipeline.ts';
import type { Collection } from '../storage/collection.ts';
import { type Document, isDocument } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, documentOr, documentsOf, readable } from './command.ts';
import { matchCount, matchFind } from './find.ts';

/** How the commands that can be explained look for their documents. */
const explained: Readonly<Record<string, (command: Document, collection: Collection) => Matching>> = {
  find: matchFind,
  count: matchCount,
  distinct: matchCount,
  aggregate: (command, collection) =>
    matchLeading(collection, documentsOf(command['pipeline']), command['hint']).matching,
  update: (command, collection) => findMatching(collection, documentOr(documentsOf(command['updates'])[0]?.['q'])),
  delete: (command, collection) => findMatching(collection, documentOr(documentsOf(command['deletes'])[0]?.['q'])),
  findAndModify: (command, collection) =>
    findMatching(collection, documentOr(command['query']), { order: documentOr(command['sort']) }),
};

function explain(command: Document, context: CommandContext): Reply {
  const inner = documentOr(command['explain']);
  const name = Object.keys(inner)[0] ?? '';
  const match = explained[name];
  if (match === undefined) throw new CommandError('CommandNotSupported', `explain of ${name} is not supported`);
  const collection = readable(context, inner[name]);
  const started = performance.now();
  const matching = match(inner, collection);
  const executionTimeMillis = Math.round(performance.now() - started);
  return {
    explainVersion: '1',
    queryPlanner: {
      plannerVersion: 1,
      namespace: collection.namespace,
      parsedQuery: documentOr(inner['filter'] ?? inner['query']),
      winningPlan: winningPlan(matching, inner),
      rejectedPlans: [],
    },
    ...(command['verbosity'] === 'queryPlanner' ? {} : { executionStats: statistics(matching, executionTimeMillis) }),
    command: inner,
    serverInfo: { version: '7.0.0' },
  };
}

function statistics({ documents, keysExamined, documentsExamined }: Matching, executionTimeMillis: number): Document {
  return {
    executionSuccess: true,
    nReturned: documents.length,
    executionTimeMillis,
    totalKeysExamined: keysExamined,
    totalDocsExamined: documentsExamined,
  };
}

/** The stages from the last to the first, as MongoDB nests them. */
function winningPlan({ plan, sorted }: Matching, command: Document): Document {
  const source = sourceStage(plan, documentOr(command['filter'] ?? command['query']));
  return sorted ? { stage: 'SORT', sortPattern: sortOf(command), inputStage: source } : source;
}

function sourceStage(plan: Matching['plan'], filter: Document): Document {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction: 'forward', filter };
  if (plan.kind === 'ids')
    return {
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, isUnique: true },
    };
  if (plan.kind === 'text') return { stage: 'TEXT_MATCH', indexName: plan.index.definition.name };
  const { index, reverse } = plan.access;
  const { name, given, unique, sparse, partialFilter } = index.definition;
  const scan = {
    stage: 'IXSCAN',
    keyPattern: given['key'],
    indexName: name,
    isMultiKey: index.multikeyFields.size > 0,
    isUnique: unique,
    isSparse: sparse,
    isPartial: partialFilter !== undefined,
    direction: reverse ? 'backward' : 'forward',
  };
  return { stage: 'FETCH', inputStage: scan };
}

function sortOf(command: Document): Document {
  if (isDocument(command['sort'])) return command['sort'];
  return documentOr(documentsOf(command['pipeline']).find((stage) => '$sort' in stage)?.['$sort']);
}

export const explainCommands: Commands = {
  explain: { privilege: 'read', run: explain },
};

import { CommandError } from '../command-error.ts';
import { runPipeline } from '../query/run-pipeline.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, documentOr, documentsOf, namespaceOf, readable } from './command.ts';
import { mergeInto } from './merge-into.ts';
import { replaceCollection } from './replace-collection.ts';

function aggregate(command: Document, context: CommandContext): Reply {
  const stages = documentsOf(command['pipeline']);
  const collection = typeof command['aggregate'] === 'string' ? readable(context, command['aggregate']) : undefined;
  const namespace = collection?.namespace ?? namespaceOf(context, '$cmd.aggregate');
  const first = stages[0] ?? {};
  if ('$changeStream' in first) throw new CommandError('Location40573', 'change streams are not supported');
  if (collection !== undefined && '$collStats' in first) {
    return context.cursors.open(namespace, [storageStatistics(collection)], undefined);
  }
  const sink = stages.at(-1) ?? {};
  const writes = '$out' in sink || '$merge' in sink;
  const pipeline = writes ? stages.slice(0, -1) : stages;
  if (collection !== undefined && '$out' in sink && isEverything(pipeline)) {
    replaceCollection(sink['$out'], context, collection);
    return context.cursors.open(namespace, [], undefined);
  }
  const { collections, database } = context;
  const variables = documentOr(command['let']);
  const documents = runPipeline(collection, pipeline, { collections, database, variables, hint: command['hint'] });
  if ('$out' in sink) replaceCollection(sink['$out'], context, documents);
  if ('$merge' in sink) mergeInto(sink['$merge'], documents, context);
  return context.cursors.open(namespace, writes ? [] : documents, documentOr(command['cursor'])['batchSize']);
}

/** Nothing, or a `$match` without conditions. */
function isEverything(stages: readonly Document[]): boolean {
  return stages.every((stage) => '$match' in stage && Object.keys(documentOr(stage['$match'])).length === 0);
}

function storageStatistics({ namespace, documents, indexes }: Collection): Document {
  return {
    ns: namespace,
    count: documents.size,
    storageStats: { count: documents.size, nindexes: indexes.length + 1 },
  };
}

export const aggregateCommands: Commands = {
  aggregate: { privilege: 'read', transactional: true, run: aggregate },
};

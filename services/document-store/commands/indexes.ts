import { CommandError } from '../command-error.ts';
import { type Document, isDocument } from '../values/document.ts';
import { sameValue } from '../values/order-key.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, documentsOf, namespaceOf } from './command.ts';

function createIndexes(command: Document, context: CommandContext): Reply {
  const namespace = namespaceOf(context, command['createIndexes']);
  const created = context.catalogue.find(namespace) === undefined;
  const collection = context.catalogue.ensure(namespace);
  const before = collection.indexes.length + 1;
  for (const each of documentsOf(command['indexes'])) collection.createIndex(each);
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length + 1,
    createdCollectionAutomatically: created,
  };
}

function listIndexes(command: Document, context: CommandContext): Reply {
  const namespace = namespaceOf(context, command['listIndexes']);
  const collection = context.catalogue.find(namespace);
  if (collection === undefined) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespace}`);
  return context.cursors.open(namespace, collection.describeIndexes(), undefined);
}

function dropIndexes(command: Document, context: CommandContext): Reply {
  const namespace = namespaceOf(context, command['dropIndexes']);
  const collection = context.catalogue.find(namespace);
  if (collection === undefined) throw new CommandError('NamespaceNotFound', `ns not found ${namespace}`);
  const nIndexesWas = collection.indexes.length + 1;
  const wanted: readonly unknown[] = [command['index']].flat();
  if (wanted[0] === '*') for (const { definition } of collection.indexes.slice()) collection.dropIndex(definition.name);
  else for (const each of wanted) dropOne(collection, each);
  return { nIndexesWas };
}

function dropOne(collection: NonNullable<ReturnType<CommandContext['catalogue']['find']>>, wanted: unknown): void {
  if (wanted === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const found = collection.indexes.find(({ definition }) =>
    isDocument(wanted) ? sameValue(definition.given['key'], wanted) : definition.name === wanted,
  );
  if (found === undefined) throw new CommandError('IndexNotFound', `index not found with name [${String(wanted)}]`);
  collection.dropIndex(found.definition.name);
}

export const indexCommands: Commands = {
  createIndexes: { privilege: 'write', run: createIndexes },
  listIndexes: { privilege: 'read', run: listIndexes },
  dropIndexes: { privilege: 'write', run: dropIndexes },
};

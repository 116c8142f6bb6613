import { CommandError } from '../command-error.ts';
import { compileCriteria } from '../query/criteria.ts';
import { type Collection, idIndex } from '../storage/collection.ts';
import { type Document, isDocument } from '../values/document.ts';
import { sameValue } from '../values/order-key.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, documentOr, namespaceOf } from './command.ts';

const keptOptions = ['validator', 'validationLevel', 'validationAction', 'capped', 'size', 'max'] as const;

function create(command: Document, context: CommandContext): Reply {
  if ('timeseries' in command || 'viewOn' in command) {
    throw new CommandError('CommandNotSupported', 'views and time series are not supported');
  }
  context.catalogue.create(namespaceOf(context, command['create']), pick(command, keptOptions));
  return {};
}

function collMod(command: Document, context: CommandContext): Reply {
  const collection = context.catalogue.find(namespaceOf(context, command['collMod']));
  if (collection === undefined) throw notFound(String(command['collMod']));
  const changes = pick(command, keptOptions);
  if (Object.keys(changes).length > 0) collection.changeOptions({ ...collection.options, ...changes });
  if (isDocument(command['index'])) changeIndex(collection, command['index']);
  return {};
}

/** Only the lifetime of documents can be changed. */
function changeIndex(collection: Collection, change: Document): void {
  const { name, keyPattern, expireAfterSeconds } = change;
  const found = collection.indexes.find(
    ({ definition: { given } }) => given['name'] === name || sameValue(given['key'], keyPattern),
  );
  if (found === undefined) throw new CommandError('IndexNotFound', 'cannot find the index for collMod');
  const { given } = found.definition;
  collection.dropIndex(found.definition.name);
  collection.createIndex({ ...given, expireAfterSeconds });
}

function drop(command: Document, context: CommandContext): Reply {
  const namespace = namespaceOf(context, command['drop']);
  return context.catalogue.drop(namespace) ? { ns: namespace, nIndexesWas: 1 } : {};
}

function renameCollection(command: Document, { catalogue }: CommandContext): Reply {
  const [from, to] = [String(command['renameCollection']), String(command['to'])];
  if (from === to) throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
  if (catalogue.find(from) === undefined) throw notFound(from);
  if (catalogue.find(to) !== undefined && command['dropTarget'] !== true) {
    throw new CommandError('NamespaceExists', 'target namespace exists');
  }
  catalogue.rename(from, to);
  return {};
}

function listCollections(command: Document, context: CommandContext): Reply {
  const { database, catalogue } = context;
  const all = catalogue.inDatabase(database).map(({ namespace, options }) => ({
    name: namespace.slice(database.length + 1),
    type: 'collection',
    ...(command['nameOnly'] === true ? {} : { options, info: { readOnly: false }, idIndex }),
  }));
  const listed = all.filter(compileCriteria(documentOr(command['filter'])));
  return context.cursors.open(
    `${database}.$cmd.listCollections`,
    listed,
    documentOr(command['cursor'])['batchSize'] ?? listed.length,
  );
}

function dropDatabase(_: Document, { database, catalogue }: CommandContext): Reply {
  for (const { namespace } of catalogue.inDatabase(database)) catalogue.drop(namespace);
  return { dropped: database };
}

function listDatabases(_: Document, { catalogue }: CommandContext): Reply {
  const names = new Set([...catalogue.all()].map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))));
  return { databases: [...names].map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0 };
}

function pick(document: Document, names: readonly string[]): Document {
  return Object.fromEntries(names.filter((name) => document[name] !== undefined).map((name) => [name, document[name]]));
}

function notFound(name: string): CommandError {
  return new CommandError('NamespaceNotFound', `ns does not exist: ${name}`);
}

export const collectionCommands: Commands = {
  create: { privilege: 'write', run: create },
  collMod: { privilege: 'write', run: collMod },
  drop: { privilege: 'write', run: drop },
  renameCollection: { privilege: 'write', run: renameCollection },
  listCollections: { privilege: 'read', run: listCollections },
  dropDatabase: { privilege: 'write', run: dropDatabase },
  listDatabases: { privilege: 'account', run: listDatabases },
};

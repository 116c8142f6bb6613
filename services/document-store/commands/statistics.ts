import { writeBson } from '../values/bson-bytes.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';
import { type CommandContext, type Commands, readable } from './command.ts';

function collStats(command: Document, context: CommandContext): Reply {
  const collection = readable(context, command['collStats']);
  const size = sizeOf(collection);
  const count = collection.documents.size;
  return {
    ns: collection.namespace,
    count,
    size,
    avgObjSize: count === 0 ? 0 : Math.round(size / count),
    storageSize: size,
    nindexes: collection.indexes.length + 1,
    capped: false,
  };
}

function dbStats(_: Document, { database, catalogue }: CommandContext): Reply {
  const all = catalogue.inDatabase(database);
  const dataSize = all.reduce((sum, each) => sum + sizeOf(each), 0);
  return {
    db: database,
    collections: all.length,
    views: 0,
    objects: all.reduce((sum, { documents }) => sum + documents.size, 0),
    indexes: all.reduce((sum, { indexes }) => sum + indexes.length + 1, 0),
    dataSize,
    storageSize: dataSize,
  };
}

/** Bytes of all documents, judged by the first hundred. */
function sizeOf({ documents }: Collection): number {
  let [bytes, seen] = [0, 0];
  for (const document of documents.values()) {
    bytes += writeBson(document).length;
    if (++seen === 100) break;
  }
  return seen === 0 ? 0 : Math.round((bytes / seen) * documents.size);
}

export const statisticsCommands: Commands = {
  collStats: { privilege: 'read', run: collStats },
  dbStats: { privilege: 'read', run: dbStats },
};

import { CommandError, writeError } from '../command-error.ts';
import { findMatching } from '../query/find-matching.ts';
import type { Collection } from '../storage/collection.ts';
import { writeBson } from '../values/bson-bytes.ts';
import type { Document } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';
import { updated, upserted, withId } from './apply-update.ts';
import { type CommandContext, type Commands, documentOr, documentsOf, namespaceOf, readable } from './command.ts';

/** Does each write of a command; an ordered one ends at the first that fails, and says which. */
function eachWrite(
  command: Document,
  writes: readonly Document[],
  write: (each: Document, index: number) => void,
): Document {
  const writeErrors: Document[] = [];
  for (const [index, each] of writes.entries()) {
    try {
      write(each, index);
    } catch (error) {
      writeErrors.push(writeError(error, index));
      if (command['ordered'] !== false) break;
    }
  }
  return writeErrors.length === 0 ? {} : { writeErrors };
}

function insert(command: Document, context: CommandContext): Reply {
  const collection = context.collections.ensure(namespaceOf(context, command['insert']));
  let n = 0;
  const errors = eachWrite(command, documentsOf(command['documents']), (document) => {
    collection.insert(withId(document));
    n++;
  });
  return { n, ...errors };
}

function update(command: Document, context: CommandContext): Reply {
  const namespace = namespaceOf(context, command['update']);
  let [n, nModified] = [0, 0];
  const inserted: Document[] = [];
  const errors = eachWrite(command, documentsOf(command['updates']), (each, index) => {
    // Only an upsert brings a collection into being.
    const collection =
      each['upsert'] === true ? context.collections.ensure(namespace) : readable(context, command['update']);
    const filter = documentOr(each['q']);
    const limit = each['multi'] === true ? 0 : 1;
    const { documents } = findMatching(collection, filter, {
      limit,
      hint: each['hint'],
      order: documentOr(each['sort']),
    });
    const options = { filter, arrayFilters: documentsOf(each['arrayFilters']), variables: documentOr(command['let']) };
    if (documents.length === 0 && each['upsert'] === true) {
      const document = upserted(each['u'], options);
      collection.insert(document);
      inserted.push({ index, _id: document['_id'] });
      n++;
    }
    for (const document of documents) {
      if (replace(collection, document, updated(document, each['u'], options))) nModified++;
      n++;
    }
  });
  return { n, nModified, ...(inserted.length === 0 ? {} : { upserted: inserted }), ...errors };
}

/** False where nothing differs. */
export function replace(collection: Collection, old: Document, document: Document): boolean {
  if (old === document || Buffer.compare(writeBson(old), writeBson(document)) === 0) return false;
  collection.put(document);
  return true;
}

function remove(command: Document, context: CommandContext): Reply {
  const collection = readable(context, command['delete']);
  let n = 0;
  const errors = eachWrite(command, documentsOf(command['deletes']), (each) => {
    const limit = Number(each['limit'] ?? 0);
    for (const document of findMatching(collection, documentOr(each['q']), { limit, hint: each['hint'] }).documents) {
      collection.remove(document);
      n++;
    }
  });
  return { n, ...errors };
}

export const writeCommands: Commands = {
  insert: { privilege: 'write', transactional: true, run: insert },
  update: { privilege: 'write', transactional: true, run: update },
  delete: { privilege: 'write', transactional: true, run: remove },
  bulkWrite: {
    privilege: 'write',
    run: () => {
      throw new CommandError('CommandNotSupported', 'bulkWrite over several collections is not supported');
    },
  },
};

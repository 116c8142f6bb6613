import { findMatching } from '../query/find-matching.ts';
import { project } from '../query/project.ts';
import type { Document } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';
import { updated, upserted } from './apply-update.ts';
import { type CommandContext, type Commands, documentOr, documentsOf, namespaceOf } from './command.ts';
import { replace } from './write.ts';

function findAndModify(command: Document, context: CommandContext): Reply {
  const collection = context.collections.ensure(
    namespaceOf(context, command['findAndModify'] ?? command['findandmodify']),
  );
  const filter = documentOr(command['query']);
  const found = findMatching(collection, filter, {
    order: documentOr(command['sort']),
    limit: 1,
    hint: command['hint'],
  });
  const old = found.documents[0];
  const show = (document: Document | undefined): Document | null =>
    document === undefined ? null : project([document], documentOr(command['fields']), () => 0)[0]!;
  if (command['remove'] === true) {
    if (old !== undefined) collection.remove(old);
    return { lastErrorObject: { n: old === undefined ? 0 : 1 }, value: show(old) };
  }
  const options = { filter, arrayFilters: documentsOf(command['arrayFilters']), variables: documentOr(command['let']) };
  if (old !== undefined) {
    const document = updated(old, command['update'], options);
    replace(collection, old, document);
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: show(command['new'] === true ? document : old) };
  }
  if (command['upsert'] !== true) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const document = upserted(command['update'], options);
  collection.insert(document);
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: document['_id'] };
  return { lastErrorObject, value: command['new'] === true ? show(document) : null };
}

export const findAndModifyCommands: Commands = {
  findAndModify: { privilege: 'write', transactional: true, run: findAndModify },
  findandmodify: { privilege: 'write', transactional: true, run: findAndModify },
};

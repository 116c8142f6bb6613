import { CommandError } from '../command-error.ts';
import { Collection } from '../storage/collection.ts';
import { type Document, isDocument } from '../values/document.ts';
import { withId } from './apply-update.ts';
import type { CommandContext } from './command.ts';

/** `$out`: the target gets these documents, or a copy of a collection, in one step, and keeps its indexes and options. */
export function replaceCollection(
  into: unknown,
  context: CommandContext,
  content: Collection | readonly Document[],
): void {
  const { catalogue, collections } = context;
  if (collections !== catalogue)
    throw new CommandError('OperationNotSupportedInTransaction', '$out is not allowed in a transaction');
  const target = isDocument(into)
    ? `${String(into['db'])}.${String(into['coll'])}`
    : `${context.database}.${String(into)}`;
  const aside = `${target}.being-written`;
  const old = catalogue.find(target);
  catalogue.drop(aside);
  const fresh = catalogue.create(aside, old?.options ?? {});
  try {
    for (const { definition } of old?.indexes ?? []) fresh.createIndex(definition.given);
    if (content instanceof Collection) catalogue.copy(content, fresh);
    else for (const document of content) fresh.insert(withId(document));
  } catch (error) {
    catalogue.drop(aside);
    throw error;
  }
  catalogue.rename(aside, target);
}

import { Aggregator } from 'mingo/aggregator';
import { CommandError } from '../command-error.ts';
import { queryOptions } from '../query/criteria.ts';
import { findMatching } from '../query/find-matching.ts';
import type { Collection } from '../storage/collection.ts';
import { copyOf, type Document, isDocument } from '../values/document.ts';
import { fieldValues } from '../values/field-values.ts';
import { withId } from './apply-update.ts';
import { type CommandContext, documentOr, textOr } from './command.ts';
import { replace } from './write.ts';

/** `$merge`: each document is merged into the one of the target with the same `on` fields, or inserted. */
export function mergeInto(given: unknown, documents: readonly Document[], context: CommandContext): void {
  const options = isDocument(given) ? given : { into: given };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert' } = options;
  const namespace = isDocument(into)
    ? `${textOr(into['db'], context.database)}.${String(into['coll'])}`
    : `${context.database}.${String(into)}`;
  const target = context.collections.ensure(namespace);
  for (const document of documents) {
    const filter = Object.fromEntries(
      [on].flat().map((path) => [path, { $eq: fieldValues(document, String(path))[0] ?? null }]),
    );
    const [existing] = findMatching(target, filter, { limit: 1 }).documents;
    if (existing !== undefined) merge(target, existing, document, whenMatched, documentOr(options['let']));
    else if (whenNotMatched === 'insert') target.insert(withId(document));
    else if (whenNotMatched === 'fail') {
      throw new CommandError(
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection',
      );
    }
  }
}

function merge(target: Collection, existing: Document, document: Document, how: unknown, variables: Document): void {
  const { _id } = existing;
  if (how === 'fail')
    throw new CommandError('DuplicateKey', '$merge found a matching document, and whenMatched is fail');
  if (how === 'keepExisting') return;
  if (how === 'replace') replace(target, existing, withId({ ...document, _id }));
  else if (Array.isArray(how)) {
    const options = { ...queryOptions, variables: { new: document, ...variables } } as never;
    const [result] = new Aggregator(how, options).run<Document>([copyOf(existing)]);
    replace(target, existing, withId({ ...result, _id }));
  } else replace(target, existing, { ...existing, ...document, _id });
}

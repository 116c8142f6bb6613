import type { Collection, Document, IndexDescription } from 'mongodb';
import type { ProjectionIndex } from '../../../parse/project.ts';
import type { PublicationResult } from '../../store.ts';
import type { BsonDocument } from './to-bson.ts';

/** Creates the indexes of a projection and asks the server, by `explain`, whether it uses each one. */
export async function createIndexes(
  collection: Collection<BsonDocument>,
  indexes: readonly ProjectionIndex[],
): Promise<PublicationResult['indexes']> {
  if (indexes.length === 0) return [];
  await collection.createIndexes(indexes.map(describeIndex));
  const results: { readonly name: string; readonly verified: boolean }[] = [];
  for (const index of indexes) results.push({ name: nameOf(index), verified: await isUsed(collection, index) });
  return results;
}

function describeIndex(index: ProjectionIndex): IndexDescription {
  return { key: new Map(index.keys), name: nameOf(index), ...(index.unique ? { unique: true } : {}) };
}

/** As the server would name it. */
function nameOf({ name, keys }: ProjectionIndex): string {
  return name ?? keys.map(([field, direction]) => `${field}_${direction}`).join('_');
}

/**
 * The query that an index is made for: its first field has a value, the others give the order. Another index that
 * serves it as well may win; then this one must do when it is asked for by name.
 */
async function isUsed(collection: Collection<BsonDocument>, index: ProjectionIndex): Promise<boolean> {
  const name = nameOf(index);
  if (index.keys.some(([, direction]) => direction === 'text')) {
    return scansOf(await collection.find({ $text: { $search: 'word' } }).explain('queryPlanner')).includes(name);
  }
  const [field] = index.keys[0]!;
  const order = new Map<string, 1 | -1>(
    index.keys.slice(1).map(([name, direction]) => [name, direction === -1 ? -1 : 1]),
  );
  const query = async () => collection.find({ [field]: await sampleOf(collection, field) } as never).sort(order);
  if (scansOf(await (await query()).explain('queryPlanner')).includes(name)) return true;
  return scansOf(await (await query()).hint(name).explain('queryPlanner')).includes(name);
}

/** A value that occurs, so that the plan is one for a real query; of an array, one element. */
async function sampleOf(collection: Collection<BsonDocument>, field: string): Promise<unknown> {
  const found = await collection.findOne({ [field]: { $exists: true, $ne: null } } as never, {
    projection: { [field]: 1 },
  });
  const value: unknown = field
    .split('.')
    .reduce<unknown>((inner, part) => (inner as Document | undefined)?.[part], found ?? undefined);
  return (Array.isArray(value) ? (value[0] as unknown) : value) ?? 0;
}

/** Names of the indexes that the winning plan reads, however deep. */
function scansOf(plan: unknown): readonly string[] {
  if (plan === null || typeof plan !== 'object') return [];
  const { stage, indexName, rejectedPlans: _, ...rest } = plan as Record<string, unknown>;
  const reads = typeof stage === 'string' && /IXSCAN$|^TEXT/.test(stage) && typeof indexName === 'string';
  return [...(reads ? [indexName] : []), ...Object.values(rest).flatMap(scansOf)];
}

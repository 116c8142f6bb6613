import type { Collection, IndexDescription } from 'mongodb';
import type { ProjectionIndex } from '../../../parse/project.ts';
import type { PublicationResult } from '../../store.ts';
import type { BsonDocument } from './publish-generation.ts';

/** Creates the indexes of a projection and asks the server whether it would use each one. */
export async function createIndexes(collection: Collection<BsonDocument>, indexes: readonly ProjectionIndex[]): Promise<PublicationResult['indexes']> {
  if (indexes.length === 0) return [];
  await collection.createIndexes(indexes.map(toDescription));
  const results: { readonly name: string; readonly verified: boolean }[] = [];
  for (const index of indexes) results.push({ name: nameOf(index), verified: await isUsed(collection, index) });
  return results;
}

function toDescription(index: ProjectionIndex): IndexDescription {
  return { key: new Map(index.keys), name: nameOf(index), ...(index.unique ? { unique: true } : {}) };
}

/** As the server would name it. */
function nameOf({ name, keys }: ProjectionIndex): string {
  return name ?? keys.map(([field, direction]) => `${field}_${direction}`).join('_');
}

/** A look-up by a value that occurs must be answered by an index that begins with that field. */
async function isUsed(collection: Collection<BsonDocument>, index: ProjectionIndex): Promise<boolean> {
  const existing = await collection.indexes();
  if (!existing.some((each) => each.name === nameOf(index))) return false;
  const [field, direction] = index.keys[0] ?? [];
  if (field === undefined || direction === 'text') return true;
  const sample = await collection.findOne({ [field]: { $exists: true, $ne: null } } as never, { projection: { [field]: 1 } });
  const value = sample?.[field];
  const wanted = Array.isArray(value) ? (value[0] as unknown) : value;
  if (wanted === undefined) return true;
  const sort = index.keys.slice(1).flatMap(([name, order]) => (order === 'text' ? [] : [[name, order] as const]));
  const plan = await collection.find({ [field]: wanted } as never).sort(new Map(sort)).explain('queryPlanner'); // prettier-ignore
  return scans(plan).some((keys) => Object.keys(keys)[0] === field);
}

/** The key patterns of every index scan of the winning plan, however deep. */
function scans(plan: unknown): readonly Record<string, unknown>[] {
  if (plan === null || typeof plan !== 'object') return [];
  const { stage, keyPattern, rejectedPlans: _, ...rest } = plan as Record<string, unknown>;
  const own = (stage === 'IXSCAN' || stage === 'EXPRESS_IXSCAN') && keyPattern !== undefined ? [keyPattern as Record<string, unknown>] : [];
  return [...own, ...Object.values(rest).flatMap(scans)];
}

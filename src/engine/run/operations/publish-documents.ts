import type { Relation, RowBatch, Value } from '../../adapters/warehouse.ts';
import {
  BaseNotUsable,
  type PublicationRequest,
  type PublicationResult,
  type StoredDocument,
} from '../../adapters/store.ts';
import { failure } from '../../diagnostics/diagnostic.ts';
import type { Operation } from '../../plan/plan.ts';
import { retryTransient } from '../retry-transient.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { readGeneration, recordGeneration } from '../../state/generations.ts';

type PublishOperation = Extract<Operation, { op: 'publish_documents' }>;

const batchSize = 1000;

/**
 * Publishes a relation as the documents of a collection. Where the store still shows the generation that this
 * warehouse published last, only the difference travels; otherwise everything does.
 */
export async function publishDocuments(operation: PublishOperation, scope: OperationScope): Promise<OperationOutcome> {
  const { context, session } = scope;
  const { projection } = operation;
  const documents = await checkKeys(operation, scope);
  const published = await readGeneration(session, context.warehouse.dialect, collectionName(operation));
  const exists = (await context.warehouse.inspect([operation.into.schema])).some(
    (each) => each.name === operation.into.name,
  );
  const outcome = await retryTransient<OperationOutcome & { readonly generation?: string }>(context, async () => {
    const store = await context.store(projection.store);
    const visible = await store.visible(projection);
    const base = exists && visible !== undefined && visible.generation === published ? visible.generation : undefined;
    if (base !== undefined && (await isSame(operation, scope))) return { unchanged: true, rows: documents };
    const generation = context.newId();
    const publish = (from: string | undefined): Promise<PublicationResult> =>
      store.publish({
        ...changes(operation, scope, from),
        generation,
        expectedDocuments: documents,
        signal: context.signal,
      });
    let incremental = base !== undefined;
    const result = await publish(base).catch((error: unknown) => {
      if (!(error instanceof BaseNotUsable)) throw error;
      incremental = false;
      return publish(undefined);
    });
    await context.checkpoint('documents_published');
    return { generation, rows: result.documents, remarks: describe(result, incremental) };
  });
  if (outcome.generation !== undefined)
    await recordGeneration(session, context.warehouse.dialect, collectionName(operation), outcome.generation);
  return outcome;
}

function describe(
  result: { upserted: number; deleted: number; indexes: readonly { verified: boolean }[] },
  incremental: boolean,
): readonly string[] {
  const indexes =
    result.indexes.length === 0
      ? []
      : [`${result.indexes.length} indexes${result.indexes.every((each) => each.verified) ? ', verified' : ''}`];
  const counts = incremental ? [`${result.upserted} upserted, ${result.deleted} removed`] : [];
  return [...counts, ...indexes];
}

function collectionName({ projection }: PublishOperation): string {
  return `${projection.store}.${projection.collection}`;
}

/** A document without a key, or two with one, would be lost silently. */
async function checkKeys(operation: PublishOperation, { session, context }: OperationScope): Promise<number> {
  const { dialect } = context.warehouse;
  const keys = operation.projection.key.map((key) => dialect.quote(key));
  const missing = keys.map((key) => `${key} is null`).join(' or ');
  const sql = `select count(*), count(*) filter (where ${missing}), count(distinct (${keys.join(', ')})) from ${dialect.relation(operation.from)}`;
  const [rows, nulls, distinct] = (await session.query(sql)).rows[0]?.map(Number) ?? [0, 0, 0];
  if (nulls === 0 && rows === distinct) return rows ?? 0;
  const problem =
    (nulls ?? 0) > 0
      ? `${nulls} rows without ${operation.projection.key.join(', ')}`
      : `${(rows ?? 0) - (distinct ?? 0)} rows share a key`;
  throw failure('E0712', `projection to ${operation.projection.collection}: ${problem}`, {
    hint: `the key must be unique and not null: add data tests unique and not_null on ${operation.projection.key.join(', ')}`,
  });
}

async function isSame(operation: PublishOperation, { session, context }: OperationScope): Promise<boolean> {
  const { dialect } = context.warehouse;
  const [next, now] = [dialect.relation(operation.from), dialect.relation(operation.into)];
  const columns = await sameColumns(
    operation.from,
    operation.into,
    session.describe.bind(session),
    dialect.relation.bind(dialect),
  );
  if (!columns) return false;
  // Both sides have unique keys, so sets tell everything. Counts would cancel out: a removed row is one less and one other.
  const except = (a: string, b: string): string =>
    `(select count(*) from (select * from ${a} except select * from ${b}))`;
  const sql = `select ${except(next, now)} + ${except(now, next)}`;
  return Number((await session.query(sql)).rows[0]?.[0]) === 0;
}

async function sameColumns(
  a: Relation,
  b: Relation,
  describeSelect: (select: string) => Promise<readonly { name: string; type: string }[]>,
  text: (relation: Relation) => string,
): Promise<boolean> {
  const [left, right] = [
    await describeSelect(`select * from ${text(a)}`),
    await describeSelect(`select * from ${text(b)}`),
  ];
  return JSON.stringify(left) === JSON.stringify(right);
}

function changes(
  operation: PublishOperation,
  scope: OperationScope,
  base: string | undefined,
): Pick<PublicationRequest, 'projection' | 'base' | 'upserts' | 'deletes'> {
  const { dialect } = scope.context.warehouse;
  const [next, now] = [dialect.relation(operation.from), dialect.relation(operation.into)];
  const keys = operation.projection.key.map((key) => dialect.quote(key));
  const onKeys = keys.map((key) => `n.${key} = o.${key}`).join(' and ');
  const upserts = base === undefined ? `select * from ${next}` : `select * from ${next} except select * from ${now}`;
  const deletes = `select ${keys.map((key) => `o.${key}`).join(', ')} from ${now} o where not exists (select 1 from ${next} n where ${onKeys})`;
  return {
    projection: operation.projection,
    ...(base === undefined ? {} : { base }),
    upserts: documentsOf(scope, upserts, operation.projection.key),
    deletes: base === undefined ? nothing() : idsOf(scope, deletes, operation.projection.key),
  };
}

async function* nothing(): AsyncGenerator<readonly string[]> {
  // A rebuild starts from an empty collection.
}

async function* documentsOf(
  scope: OperationScope,
  select: string,
  keys: readonly string[],
): AsyncGenerator<readonly StoredDocument[]> {
  let sent = 0;
  for await (const batch of rowsOf(scope, select)) {
    yield batch.rows.map((document) => ({ id: idOf(document, keys), document }));
    scope.context.progress(scope.step, (sent += batch.rows.length));
  }
}

async function* idsOf(
  scope: OperationScope,
  select: string,
  keys: readonly string[],
): AsyncGenerator<readonly string[]> {
  for await (const batch of rowsOf(scope, select)) yield batch.rows.map((row) => idOf(row, keys));
}

/** A stream needs a session of its own: another statement on it would end the stream without a word. */
async function* rowsOf({ context }: OperationScope, select: string): AsyncGenerator<RowBatch> {
  const session = await context.warehouse.session();
  try {
    yield* session.stream(select, batchSize);
  } finally {
    await session.close();
  }
}

/** One key stands as it is; several are separated by a character that no identifier holds. */
export function idOf(row: Readonly<Record<string, Value>>, keys: readonly string[]): string {
  return keys.map((key) => keyText(row[key] ?? null)).join('\u001f');
}

function keyText(value: Value): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

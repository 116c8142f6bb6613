import { failure } from '../../diagnostics/diagnostic.ts';
import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { runTransform } from '../transform/run-transform.ts';

type TransformOperation = Extract<Operation, { op: 'transform' }>;

/** Runs a TypeScript model over its inputs, and says how quickly. */
export async function transformRows(operation: TransformOperation, scope: OperationScope): Promise<OperationOutcome> {
  const started = performance.now();
  const { rows, inputRows, workers } = await transformInto(operation, scope);
  const seconds = (performance.now() - started) / 1000;
  const rate = Math.round(inputRows / Math.max(seconds, 0.001) / 100) * 100;
  return { rows, remarks: inputRows < 1000 ? [] : [`${workers} workers, ${rate.toLocaleString('en')} rows/s`] };
}

/** The bare transform, also for unit tests. */
export async function transformInto(
  operation: TransformOperation,
  { context, session, step }: OperationScope,
): ReturnType<typeof runTransform> {
  const { compiled } = context;
  const model = compiled.project.models.get(operation.model);
  if (compiled.bundle === undefined || model === undefined)
    throw failure('E0506', `model ${operation.model} has no bundle`);
  return runTransform({
    bundleFile: compiled.bundle,
    root: compiled.project.root,
    model: operation.model,
    path: model.path,
    inputs: operation.inputs,
    columns: operation.columns,
    batchSize: operation.batchSize,
    workers: context.workers,
    vars: context.vars,
    target: compiled.target.name,
    read: (work) => context.sessions.use(work),
    sink: { session, relation: operation.into },
    onProgress: (rows) => context.progress(step, rows),
    signal: context.signal,
    locate: (name) => model.columns.find((column) => column.name === name)?.location,
  });
}

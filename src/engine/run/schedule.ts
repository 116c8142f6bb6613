import type { NodeId } from '../graph/graph.ts';

/** A piece of work with its place in the order. */
export interface Task {
  readonly id: NodeId;
  readonly after: readonly NodeId[];
  readonly gatedBy: readonly NodeId[];
}

/** `broken`: what is gated by this one is skipped. */
export interface TaskOutcome {
  readonly broken: boolean;
}

export interface ScheduleOptions<T extends Task> {
  readonly threads: number;
  readonly failFast: boolean;
  readonly signal?: AbortSignal | undefined;
  run(task: T): Promise<TaskOutcome>;
  /** `because` is the failure at the beginning of the chain; undefined for what --fail-fast or an interrupt cut off. */
  skip(task: T, because: NodeId | undefined): void;
}

/** Runs tasks in order of their dependencies, `threads` at a time; each task runs or is skipped exactly once. */
export async function schedule<T extends Task>(tasks: readonly T[], options: ScheduleOptions<T>): Promise<void> {
  const known = new Set(tasks.map((task) => task.id));
  const waiting = new Map<NodeId, number>();
  const dependents = new Map<NodeId, T[]>();
  for (const task of tasks) {
    const parents = new Set([...task.after, ...task.gatedBy].filter((id) => known.has(id)));
    waiting.set(task.id, parents.size);
    for (const parent of parents) {
      const list = dependents.get(parent);
      if (list === undefined) dependents.set(parent, [task]);
      else list.push(task);
    }
  }
  const brokenBy = new Map<NodeId, NodeId>();
  const ready = tasks.filter((task) => waiting.get(task.id) === 0);
  let stopped = false;
  let running = 0;
  let next = 0;

  await new Promise<void>((resolve, reject) => {
    const finish = (task: T, culprit: NodeId | undefined): void => {
      if (culprit !== undefined) brokenBy.set(task.id, culprit);
      for (const child of dependents.get(task.id) ?? []) {
        const left = (waiting.get(child.id) ?? 0) - 1;
        waiting.set(child.id, left);
        if (left === 0) ready.push(child);
      }
    };
    const pump = (): void => {
      while (next < ready.length) {
        const task = ready[next] as T;
        const culprit = task.gatedBy.map((id) => brokenBy.get(id)).find((id) => id !== undefined);
        const cut = stopped || options.signal?.aborted === true;
        if (culprit === undefined && !cut && running >= options.threads) return;
        next += 1;
        if (culprit !== undefined || cut) {
          options.skip(task, culprit);
          finish(task, culprit);
          continue;
        }
        running += 1;
        options.run(task).then(({ broken }) => {
          running -= 1;
          if (broken && options.failFast) stopped = true;
          finish(task, broken ? task.id : undefined);
          pump();
        }, reject); // prettier-ignore
      }
      if (running === 0) resolve();
    };
    pump();
  });
}

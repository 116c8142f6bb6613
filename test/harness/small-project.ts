import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExistingRelation, Value } from '../../src/engine/adapters/warehouse.ts';
import { openDuckDb } from '../../src/engine/adapters/warehouses/duckdb/open-duckdb.ts';
import { plan, run, type RunRequest } from '../../src/engine/engine.ts';
import type { Plan } from '../../src/engine/plan/plan.ts';
import type { RunResults, StepResult } from '../../src/engine/run/run-results.ts';

type Files = Readonly<Record<string, string>>;
type Options = Partial<Omit<RunRequest, 'projectDir' | 'command'>>;

/** A project written for one test, in a folder of its own, on a real DuckDB file and a real lake. */
export interface SmallProject {
  readonly projectDir: string;
  /** Writes files over those that are there; an empty text removes one. */
  write(files: Files): void;
  run(command: RunRequest['command'], options?: Options): Promise<RunResults>;
  build(options?: Options): Promise<RunResults>;
  plan(options?: Options & { readonly command?: RunRequest['command'] }): Promise<Plan>;
  /** Rows of a query on the warehouse, after what ran has closed it. */
  query(sql: string): Promise<readonly (readonly Value[])[]>;
  /** What stands in these schemas: `main.orders table`. */
  relations(...schemas: readonly string[]): Promise<readonly string[]>;
  remove(): void;
}

const configuration = `version: 1
name: small
targets:
  local:
    warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}
    lake: {type: local, path: .alambic/lake}
`;

export function smallProject(files: Files): SmallProject {
  const projectDir = mkdtempSync(join(tmpdir(), 'alambic-e2e-'));
  const write = (more: Files): void => {
    for (const [path, text] of Object.entries(more)) {
      const file = join(projectDir, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === '') rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
  };
  write({ 'alambic.yml': configuration, ...files });
  const execute: SmallProject['run'] = (command, options = {}) =>
    run({ projectDir, command, environment: {}, ...options });
  return {
    projectDir,
    write,
    run: execute,
    build: (options) => execute('build', options),
    plan: ({ command = 'build', ...options } = {}) => plan({ projectDir, command, environment: {}, ...options }),
    query: (sql) => inWarehouse(projectDir, async (warehouse) => {
      const session = await warehouse.session();
      return (await session.query(sql)).rows;
    }), // prettier-ignore
    relations: (...schemas) => inWarehouse(projectDir, async (warehouse) => {
      const found = await warehouse.inspect(schemas.length === 0 ? ['main', 'seeds'] : schemas);
      return found.map(({ schema, name, type }: ExistingRelation) => `${schema}.${name} ${type}`);
    }), // prettier-ignore
    remove: () => rmSync(projectDir, { recursive: true, force: true }),
  };
}

async function inWarehouse<T>(
  projectDir: string,
  work: (warehouse: Awaited<ReturnType<typeof openDuckDb>>) => Promise<T>,
): Promise<T> {
  const warehouse = await openDuckDb({ path: join(projectDir, '.alambic', 'warehouse.duckdb') });
  try {
    return await work(warehouse);
  } finally {
    await warehouse.close();
  }
}

/** `orders: success`, `not_null_orders_id: pass` … in the order in which they ended. */
export function statuses(results: RunResults): Readonly<Record<string, string>> {
  return Object.fromEntries(results.results.map((each) => [each.name, each.status]));
}

export function resultOf(results: RunResults, name: string): StepResult {
  const found = results.results.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`no result for ${name}: there are ${Object.keys(statuses(results)).join(', ')}`);
  return found;
}

/** Codes of everything that a run said of one node or test. */
export function codesOf(results: RunResults, name: string): readonly string[] {
  return resultOf(results, name).diagnostics.map((each) => each.code);
}

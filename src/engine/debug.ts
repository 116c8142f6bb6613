import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CompiledProject } from './compile/compiled-project.ts';
import { compileFolder, type CompileOptions } from './compile-folder.ts';
import { AlambicError, type Diagnostic } from './diagnostics/diagnostic.ts';
import { explainSystemError } from './diagnostics/explain-system-error.ts';
import { openAccess, type Access } from './open-access.ts';
import type { RunSettings } from './open-run.ts';
import { isSource } from './adapters/registry.ts';

export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Checks {
  readonly checks: readonly Check[];
  readonly sources: (file: string) => string | undefined;
}

/** Checks the project, then everything outside of it that a run on the target needs, and goes on after a failure. */
export async function debug(request: CompileOptions & RunSettings): Promise<Checks> {
  const { compiled, diagnostics, sources } = await compileFolder(request);
  const project = checkProject(compiled, diagnostics);
  if (compiled === undefined || project.status === 'failed') return { checks: [project], sources };
  const notices: Check[] = [];
  const onNotice = (message: string): void =>
    void notices.push({ name: 'secrets', status: 'warning', detail: message, diagnostics: [] });
  const signal = request.signal ?? new AbortController().signal;
  const access = openAccess(compiled, { ...request, onNotice }, signal);
  try {
    const outside = await Promise.all([checkDotEnv(compiled), ...checkTarget(compiled, access)]);
    return { checks: [project, ...outside.flat(), ...notices], sources };
  } finally {
    await access.resources.close();
  }
}

function checkProject(compiled: CompiledProject | undefined, diagnostics: readonly Diagnostic[]): Check {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  if (compiled === undefined || errors > 0) {
    return { name: 'project', status: 'failed', detail: counted(errors, 'error'), diagnostics };
  }
  const { name, models, seeds, sources } = compiled.project;
  const detail = `${name}, target ${compiled.target.name}: ${counted(models.size, 'model')}, ${counted(seeds.size, 'seed')}, ${counted(sources.size, 'source table')}`;
  return { name: 'project', status: diagnostics.length > 0 ? 'warning' : 'ok', detail, diagnostics };
}

function checkTarget(
  { target, project }: CompiledProject,
  { resources, resolveKeys }: Access,
): readonly Promise<Check>[] {
  const { warehouse, lake, connections } = target;
  const keys = [...project.policies.keys.values()].map((key) =>
    attempt(`key ${key.name}`, async () => {
      await resolveKeys([key.name]);
      return `version ${key.version}`;
    }),
  );
  const others = [...connections].map(([name, config]) =>
    attempt(`connection ${name}`, async () => {
      await (isSource(config) ? resources.source(name) : resources.store(name));
      return config.settings['embedded'] === true ? `${config.type}, embedded` : config.type;
    }),
  );
  return [
    attempt('lake', async () => `${lake.type}, ${(await resources.lake()).label}`),
    attempt('warehouse', async () => {
      await resources.warehouse();
      const { path } = warehouse.settings;
      return typeof path === 'string' ? `${warehouse.type}, ${path}` : warehouse.type;
    }),
    ...keys,
    ...others,
  ];
}

async function attempt(name: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { name, status: 'ok', detail: await work(), diagnostics: [] };
  } catch (error) {
    const diagnostics = explain(error);
    return { name, status: 'failed', detail: diagnostics[0]?.message ?? '', diagnostics };
  }
}

/** Secrets that git keeps are secrets that everybody who clones the project has, forever. */
async function checkDotEnv({ project, dotenv }: CompiledProject): Promise<readonly Check[]> {
  if (dotenv === undefined) return [];
  const listed = await promisify(execFile)('git', ['-C', project.root, 'ls-files', '--', '.env']).catch(
    () => undefined,
  );
  if (listed === undefined || listed.stdout.trim() === '') return [];
  const detail = '.env is tracked by git: run "git rm --cached .env", add it to .gitignore, and change its secrets';
  return [{ name: 'secrets', status: 'warning', detail, diagnostics: [] }];
}

function explain(error: unknown): readonly Diagnostic[] {
  if (error instanceof AlambicError) return error.diagnostics;
  const system = explainSystemError(error);
  if (system !== undefined) return [system];
  throw error;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

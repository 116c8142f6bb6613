import { compileFolder, type CompileOptions } from './compile-folder.ts';
import { sourceAdapter } from './adapters/registry.ts';
import { AlambicError, type Diagnostic } from './diagnostics/diagnostic.ts';
import { explainSystemError } from './diagnostics/explain-system-error.ts';
import { openRun, type OpenRun, type RunSettings } from './open-run.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the project and every connection of the target, one after another, and goes on after a failure. */
export async function debug(request: CompileOptions & RunSettings): Promise<{ readonly checks: readonly Check[]; readonly sources: (file: string) => string | undefined }> {
  const checks: Check[] = [];
  const attempt = async (name: string, work: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ name, ok: true, detail: await work(), diagnostics: [] });
    } catch (error) {
      const diagnostics = explain(error);
      checks.push({ name, ok: false, detail: diagnostics[0]?.message ?? '', diagnostics });
    }
  };
  const { compiled, diagnostics, sources } = await compileFolder(request);
  const errors = diagnostics.filter((each) => each.severity === 'error');
  const counted = compiled === undefined ? '' : `${compiled.project.models.size} models, ${compiled.project.sources.size} source tables`;
  checks.push({ name: 'project', ok: errors.length === 0, detail: errors.length === 0 ? counted : `${errors.length} errors`, diagnostics });
  if (compiled === undefined || errors.length > 0) return { checks, sources };
  let session: OpenRun | undefined;
  await attempt('warehouse and lake', async () => {
    session = await openRun(compiled, { ...request, lease: false });
    return `${compiled.target.warehouse.type}, ${session.context.lake.label}`;
  });
  if (session === undefined) return { checks, sources };
  const { context } = session;
  if (compiled.project.policies.keys.size > 0) {
    await attempt('keys of policies.yml', async () => {
      await context.resolveKeys();
      return [...compiled.project.policies.keys.values()].map((key) => `${key.name} v${key.version}`).join(', ');
    });
  }
  for (const [name, config] of compiled.target.connections) {
    await attempt(`connection ${name}`, async () => {
      if (isSource(config)) await context.source(name);
      else await context.store(name);
      return config.type;
    });
  }
  await session.close();
  return { checks, sources };
}

function isSource(config: Parameters<typeof sourceAdapter>[0]): boolean {
  try {
    sourceAdapter(config);
    return true;
  } catch {
    return false;
  }
}

function explain(error: unknown): readonly Diagnostic[] {
  if (error instanceof AlambicError) return error.diagnostics;
  const system = explainSystemError(error);
  if (system !== undefined) return [system];
  throw error;
}

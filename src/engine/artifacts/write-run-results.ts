import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { OpenRun } from '../open-run.ts';
import type { RunResults } from '../run/run-results.ts';

/** Writes `run_results.json` beside the other artefacts, and keeps it in the lake with the target's history. */
export async function writeRunResults(results: RunResults, compiled: CompiledProject, session: OpenRun): Promise<void> {
  const text = `${JSON.stringify({ metadata: { schema_version: 1, generator: 'alambic' }, ...results }, null, 2)}\n`;
  const folder = join(compiled.project.root, '.alambic');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run_results.json'), text);
  await session.context.lake.putText(`${session.folder}/run_results.json`, text);
}

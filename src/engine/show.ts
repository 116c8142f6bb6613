import type { ResultSet } from './adapters/warehouse.ts';
import { compileFolder, type CompileOptions } from './compile-folder.ts';
import { AlambicError, failure } from './diagnostics/diagnostic.ts';
import { suggest } from './diagnostics/suggest.ts';
import { openRun, type RunSettings } from './open-run.ts';
import { explainFault } from './run/explain-fault.ts';

export interface ShowRequest extends CompileOptions, RunSettings {
  /** A model, a seed, or `source.table`. */
  readonly name: string;
  readonly limit: number;
}

/** Rows of a published relation. */
export async function show(request: ShowRequest): Promise<ResultSet> {
  const { compiled, diagnostics } = await compileFolder(request);
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error'))
    throw new AlambicError(diagnostics);
  const kind = compiled.project.sources.has(request.name) ? 'source' : 'ref';
  const from = compiled.referenceSql({ kind, name: request.name }, new Map());
  if (from === undefined) {
    const names = [
      ...compiled.project.models.keys(),
      ...compiled.project.seeds.keys(),
      ...compiled.project.sources.keys(),
    ];
    const best = suggest(request.name, names);
    throw failure('E0301', `no model, seed or source named "${request.name}"`, {
      hint: best === undefined ? 'alambic ls lists them' : `did you mean "${best}"?`,
    });
  }
  const session = await openRun(compiled, { ...request, lease: false });
  const sql = `select * from ${from} limit ${request.limit}`;
  try {
    return await session.context.sessions.use((each) => each.query(sql));
  } catch (error) {
    throw explainFault(session.context.warehouse, error, { sql });
  } finally {
    await session.close();
  }
}

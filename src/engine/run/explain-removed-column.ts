import type { CompiledProject } from '../compile/compiled-project.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../graph/graph.ts';
import { describeTreatedTable } from '../treatments/describe-treated-table.ts';

/** E0504 in place of E0402 where a column that a model misses is one that a treatment takes out of a source that it reads. */
export function explainRemovedColumn(error: AlambicError, compiled: CompiledProject, step: NodeId): AlambicError {
  if (!error.diagnostics.some(({ code }) => code === 'E0402')) return error;
  return new AlambicError(
    error.diagnostics.map((each) => (each.code === 'E0402' ? explain(each, compiled, step) : each)),
  );
}

function explain(diagnostic: Diagnostic, { project, graph }: CompiledProject, step: NodeId): Diagnostic {
  const name = /column (?:named )?"([^"]+)"/i.exec(diagnostic.message)?.[1]?.toLowerCase();
  for (const parent of graph.parents.get(step) ?? []) {
    const table = project.sources.get(parent.replace(/^source\./, ''));
    const removed =
      table && describeTreatedTable(table, project.policies).removed.find((each) => each.name.toLowerCase() === name);
    if (table === undefined || removed === undefined) continue;
    const { category, rule } = removed;
    const { hint: _, ...rest } = diagnostic;
    return {
      ...rest,
      code: 'E0504',
      message: `column "${removed.name}" of ${table.id} is removed by a treatment`,
      notes: [
        {
          label: 'removed',
          text: `${category ?? 'its category'}: ${rule?.treatment ?? 'no treatment'} (policies.yml)`,
        },
      ],
      hint: 'do without it: what is dropped at extraction is nowhere in the lake or the warehouse',
    };
  }
  return diagnostic;
}

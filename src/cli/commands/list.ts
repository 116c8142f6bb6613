import { compile, selectNodes } from '../../engine/engine.ts';
import { AlambicError } from '../../engine/diagnostics/diagnostic.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions, SelectionOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { projectSources } from '../project-sources.ts';

/** `alambic ls`: one node a line, in graph order. */
export async function list(
  options: GlobalOptions & SelectionOptions & { readonly format: 'text' | 'json' },
): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { compiled, diagnostics, sources } = await compile({ projectDir, vars, target: options.target });
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error'))
    throw new AlambicError(diagnostics);
  const selected = selectNodes(compiled, options);
  const { redactor, colour } = options;
  printDiagnostics(selected.diagnostics, {
    projectDir,
    sources: projectSources(projectDir, options, sources),
    json: options.logFormat === 'json',
    redactor,
    colour,
  });
  for (const id of compiled.graph.order) {
    if (!selected.ids.has(id)) continue;
    const node = compiled.graph.nodes.get(id);
    if (options.format === 'json') {
      const depends = compiled.graph.parents.get(id) ?? [];
      console.log(
        JSON.stringify({
          id,
          resource_type: node?.kind,
          path: node?.path,
          relation: compiled.relations.get(id),
          depends_on: depends,
        }),
      );
    } else console.log(id);
  }
  return 0;
}

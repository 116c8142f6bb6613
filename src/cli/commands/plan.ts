import { plan as planRun } from '../../engine/engine.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { RunCommandOptions } from '../options.ts';

/** `alambic plan`: what `build` would do. */
export async function plan(options: RunCommandOptions & { readonly format: 'text' | 'json' }): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { select, exclude, indirectSelection, target, fullRefresh, extract } = options;
  const planned = await planRun({
    projectDir,
    vars,
    command: 'build',
    select,
    exclude,
    indirectSelection,
    target,
    fullRefresh,
    extract,
    redactor: options.redactor,
  });
  if (options.format === 'json') console.log(JSON.stringify(planned, withoutMaps, 2));
  else printPlan(planned);
  return 0;
}

/** Source maps are for error messages; nobody reads them in a plan. */
function withoutMaps(key: string, value: unknown): unknown {
  return key === 'map' || key === 'at' ? undefined : value;
}

function printPlan(planned: Plan): void {
  for (const step of planned.steps) {
    console.log(`${step.kind.padEnd(12)} ${step.name}  (${step.strategy})`);
    for (const operation of [...step.build, ...step.publish, ...step.cleanup]) {
      console.log(
        `  ${operation.op === 'sql' ? operation.sql.replaceAll('\n', '\n  ') : JSON.stringify(operation, withoutMaps)}`,
      );
    }
    for (const test of step.audit?.tests ?? []) console.log(`  test ${test.name}`);
    console.log('');
  }
}

import { Command, InvalidArgumentError, Option } from 'commander';
import { AlambicError } from '../engine/diagnostics/diagnostic.ts';
import { Redactor } from '../engine/diagnostics/redaction.ts';
import { exitCodesOf, type ExitCode } from './exit-code.ts';
import type { GlobalOptions, SelectionOptions } from './options.ts';
import { version } from './version.ts';

type Finish = (code: ExitCode) => void;
type Action = (options: never, ...rest: never[]) => Promise<ExitCode>;

/** Every command of the program; the code of each is loaded only when it is called. */
export function createProgram(finish: Finish): Command {
  const program = new Command('alambic')
    .description('Declarative data transformation for data about people.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(add --help for the options)')
    .showSuggestionAfterError(true)
    .exitOverride();
  const run = (load: () => Promise<Action>) => {
    return async (...args: unknown[]): Promise<void> => {
      const command = args.at(-1) as Command;
      const positional = args.slice(0, -2);
      const action = (await load()) as (options: unknown, ...rest: unknown[]) => Promise<ExitCode>;
      const options = { ...command.optsWithGlobals(), redactor: new Redactor() } as GlobalOptions & SelectionOptions;
      try {
        finish(await action(options, ...positional));
      } catch (error) {
        const { reportCrash, reportDiagnostics } = await import('./report-failure.ts');
        if (error instanceof AlambicError) reportDiagnostics(error.diagnostics, options);
        else reportCrash(error, options);
        finish(2);
      }
    };
  };
  program
    .command('init')
    .argument('[folder]', 'where the project goes', '.')
    .description('start a project: a few seeds, models and tests that build at once')
    .action(run(async () => (await import('./commands/init.ts')).init));
  withSelection(withProject(program.command('compile')))
    .description(
      'check everything that can be checked without a warehouse; with a selection, print and write the SQL of its models',
    )
    .addOption(formatOption(['text', 'json']))
    .action(run(async () => (await import('./commands/compile.ts')).compile));
  withSelection(withProject(program.command('ls')))
    .alias('list')
    .description('list what a selection selects')
    .addOption(formatOption(['text', 'json']))
    .action(run(async () => (await import('./commands/list.ts')).list));
  for (const [name, description] of runCommands) {
    withRun(withSelection(withProject(program.command(name))), name)
      .description(description)
      .action(run(async () => (await import('./commands/run.ts')).runCommand(name)));
  }
  withRun(withSelection(withProject(program.command('plan'))), 'build')
    .description('print what build would do, statement by statement, and do nothing')
    .addOption(formatOption(['text', 'json']))
    .action(run(async () => (await import('./commands/plan.ts')).plan));
  withProject(program.command('show'))
    .argument('<model>', 'a model, seed or source.table')
    .description('print rows of a relation')
    .option('--limit <rows>', 'number of rows', wholeNumber, 10)
    .addOption(formatOption(['text', 'json', 'csv']))
    .action(run(async () => (await import('./commands/show.ts')).show));
  withProject(program.command('debug'))
    .description('check the configuration and every connection of the target')
    .action(run(async () => (await import('./commands/debug.ts')).debug));
  withProject(program.command('clean'))
    .description('remove what was generated: caches, compiled SQL and run results; data only where asked')
    .option('--data', 'also remove the local warehouse, lake and embedded services of the target')
    .action(run(async () => (await import('./commands/clean.ts')).clean));
  withProject(program.command('register'))
    .description('write the register of processing activities (RGPD, article 30)')
    .option('--output <folder>', 'where it goes (default: .alambic/register)')
    .action(run(async () => (await import('./commands/register.ts')).register));
  for (const command of program.commands) command.addHelpText('after', `\n${helpOnExitCodes(command.name())}`);
  return program;
}

function helpOnExitCodes(command: string): string {
  const lines = Object.entries(exitCodesOf(command)).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}

/** Commands that build or test, in the order of the help. */
const runCommands = [
  ['run', 'build models, without testing them'],
  ['test', 'run data tests and unit tests on what is built'],
  ['build', 'seeds, sources, models and tests in graph order: nothing is published before its tests passed'],
  ['seed', 'load the CSV files of seeds/'],
] as const;

function withProject(command: Command): Command {
  return command
    .option('-p, --project-dir <folder>', 'folder that holds alambic.yml (default: here, or ./project)')
    .option('-t, --target <name>', 'target of alambic.yml (default: its default_target)')
    .option('--vars <yaml>', 'variables, as YAML or JSON: \'{"min_words": 5}\'')
    .addOption(
      new Option('--log-format <format>', 'how progress and messages are printed')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('-q, --quiet', 'print failures and the summary only')
    .option('--no-colour', 'print without colours');
}

function withSelection(command: Command): Command {
  return command
    .option(
      '-s, --select <selection...>',
      'what to take: names, +ancestors, descendants+, tag:, path:, source: … (default: everything)',
    )
    .option('--exclude <selection...>', 'what to leave out of it')
    .addOption(
      new Option('--indirect-selection <mode>', 'which tests come along with the nodes that they look at')
        .choices(['eager', 'cautious', 'buildable', 'empty'])
        .default('eager'),
    );
}

function withRun(command: Command, name: string): Command {
  command
    .option('--threads <number>', 'nodes built at a time (default: of the target)', wholeNumber)
    .option('--fail-fast', 'stop at the first failure')
    .option(
      '--wait [seconds]',
      'wait for another run on this target instead of refusing: 600 seconds where no number is given',
      wholeNumber,
    );
  if (name === 'run' || name === 'build') {
    command
      .option('-f, --full-refresh', 'rebuild incremental models and extract sources in full')
      .option('--no-extract', 'take sources as the lake has them');
  }
  return command;
}

function formatOption(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how the result is printed').choices(choices).default('text');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected');
  return value;
}

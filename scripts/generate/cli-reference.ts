import type { Argument, Command, Option } from 'commander';
import { exitCodesOf } from '../../src/cli/exit-code.ts';
import { createProgram } from '../../src/cli/program.ts';

const introduction = `<!-- Written by \`npm run generate\` from src/cli/program.ts: change the help there. -->

# Commands

\`alambic --help\` lists the commands, \`alambic <command> --help\` prints what stands here, and \`alambic --version\`
prints the version. Selections are explained in [their own guide](../guides/selection.md). A fault of Alambic itself
says that it is one, and ends with exit code 2.
`;

/** docs/reference/cli.md, from the program itself. */
export async function generateCliReference(): Promise<ReadonlyMap<string, string>> {
  const commands = createProgram(() => undefined).commands;
  const common = commonOptions(commands);
  const parts = [
    introduction,
    overview(commands),
    `## Options of every command\n\n${intro(commands)}\n\n${optionTable(common)}\n`,
    ...commands.map((command) => section(command, common)),
  ];
  return new Map([['docs/reference/cli.md', parts.join('\n')]]);
}

function overview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`[\`${command.name()}\`](#${command.name()})`, command.description()]);
  return `${table(['command', 'what it does'], rows)}\n`;
}

/** Options that every command on a project has. */
function commonOptions(commands: readonly Command[]): readonly Option[] {
  const [first, ...others] = commands.filter(isOnProject);
  const flags = others.map((command) => new Set(command.options.map((each) => each.flags)));
  return (first?.options ?? []).filter((each) => flags.every((known) => known.has(each.flags)));
}

function isOnProject(command: Command): boolean {
  return command.options.some((each) => each.long === '--project-dir');
}

function intro(commands: readonly Command[]): string {
  const others = commands.filter((command) => !isOnProject(command)).map((command) => `\`${command.name()}\``);
  return `Of every command but ${others.join(', ')}, which takes no project.`;
}

function section(command: Command, common: readonly Option[]): string {
  const shared = new Set(common.map((each) => each.flags));
  const own = command.options.filter((each) => !shared.has(each.flags));
  const aliases = command.aliases().map((each) => `\`alambic ${each}\``);
  const exitCodes = Object.entries(exitCodesOf(command.name()));
  return [
    `## ${command.name()}\n`,
    `\`\`\`text\nalambic ${command.name()} ${command.usage()}\n\`\`\`\n`,
    `${sentence(command.description())}${aliases.length === 0 ? '' : ` Also: ${aliases.join(', ')}.`}\n`,
    ...(command.registeredArguments.length === 0 ? [] : [`${argumentTable(command.registeredArguments)}\n`]),
    ...(own.length === 0 ? [] : [`${optionTable(own)}\n`]),
    ...(isOnProject(command) ? ['And the [options of every command](#options-of-every-command).\n'] : []),
    `${table(['exit code', 'meaning'], exitCodes)}\n`,
  ].join('\n');
}

function argumentTable(given: readonly Argument[]): string {
  const rows = given.map((each) => [`\`${each.name()}\``, each.description, shown(each.defaultValue)]);
  return table(['argument', 'meaning', 'default'], rows);
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((each) => {
    const { meaning, fallback } = splitDefault(each.description);
    const choices = each.argChoices === undefined ? '' : `: ${each.argChoices.map((name) => `\`${name}\``).join(', ')}`;
    return [
      `\`${each.flags}\``,
      `${meaning}${choices}`,
      fallback ?? shown(each.negate ? undefined : each.defaultValue),
    ];
  });
  return table(['option', 'meaning', 'default'], rows);
}

/** Some defaults depend on the project: they are said in words, in the same brackets that commander uses. */
function splitDefault(description: string): { readonly meaning: string; readonly fallback?: string } {
  const match = /^(?<meaning>.*) \(default: (?<fallback>.*)\)$/.exec(description);
  return match === null
    ? { meaning: description }
    : { meaning: match.groups?.['meaning'] ?? '', fallback: match.groups?.['fallback'] ?? '' };
}

function shown(value: unknown): string {
  return value === undefined ? '' : `\`${String(value)}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

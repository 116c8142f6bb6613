import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { generateCliReference } from './cli-reference.ts';

const text = (await generateCliReference()).get('docs/reference/cli.md') ?? '';
const sections = new Map(text.split(/^## /m).map((part) => [part.slice(0, part.indexOf('\n')), part]));
const { commands } = createProgram(() => undefined);

it.each(commands.map((command) => [command.name(), command] as const))(
  'shows what %s --help lists',
  (name, command) => {
    const shown = (sections.get(name) ?? '') + (sections.get('Options of every command') ?? '');
    const listed = [...command.helpInformation().matchAll(/^ {2}(-\S.*?|<?\w+>?) {2,}/gm)].map(
      ([, flags]) => flags ?? '',
    );
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.filter((flags) => flags !== '-h, --help' && !shown.includes(`\`${flags}\``))).toEqual([]);
  },
);

it('gives each command a description, and each option a meaning', () => {
  const unexplained = commands.flatMap((command) => [
    ...(command.description() === '' ? [command.name()] : []),
    ...command.options.filter((each) => each.description === '').map((each) => `${command.name()} ${each.flags}`),
  ]);
  expect(unexplained).toEqual([]);
});

it('says where a default comes from the project, and where it is a value', () => {
  expect(sections.get('Options of every command')).toContain(
    '| `-t, --target <name>` | target of alambic.yml | its default_target |',
  );
  expect(sections.get('show')).toContain('| `--limit <rows>` | number of rows | `10` |');
});

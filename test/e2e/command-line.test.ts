import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alambic } from '../harness/command-line.ts';
import { smallProject, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
beforeAll(() => {
  project = smallProject({
    'models/good.sql': 'select 1 as n\n',
    'models/warned.sql': '{{config tags="warned"}}\nselect null as n\n',
    'models/failed.sql': '{{config tags="failed"}}\nselect null as n\n',
    'models/broken.sql': '{{config tags="broken"}}\nselect 1 + nope as n\n',
    'models/child.sql': 'select * from {{ref "broken"}}\n',
    'models/tests.yml':
      'version: 1\nmodels:\n  - {name: warned, columns: [{name: n, data_tests: [{not_null: {severity: warn}}]}]}\n  - {name: failed, columns: [{name: n, data_tests: [not_null]}]}\n',
  });
});
afterAll(() => project.remove());

describe('the exit code', () => {
  it.each([
    [0, 'success', ['build', '--select', 'good']],
    [0, 'a warning', ['build', '--select', 'warned']],
    [0, 'an empty selection', ['build', '--select', 'tag:none']],
    [0, 'run, which tests nothing', ['run', '--select', 'failed']],
    [0, 'a plan of what will fail', ['plan', '--select', 'tag:failed']],
    [1, 'a failed test', ['build', '--select', 'failed']],
    [1, 'a failed model', ['run', '--select', 'broken']],
    [1, 'a skipped model', ['run', '--select', 'broken+', '--log-format', 'json']],
    [2, 'an unknown selector method', ['run', '--select', 'colour:red']],
    [2, 'a malformed selection', ['run', '--select', '@good+']],
    [2, 'an unknown option', ['run', '--selct', 'good']],
    [2, 'an unknown command', ['rnu']],
    [2, 'an unknown target', ['run', '--target', 'prod']],
    [2, 'vars that are no mapping', ['run', '--vars', '[1]']],
    [2, 'a folder without a project', ['run', '--project-dir', 'models']],
  ])('is %i for %s', async (expected, _, args) => {
    const { exitCode, stderr, stdout } = await alambic(project.projectDir, ...args);
    expect([exitCode, stderr + stdout]).toEqual([expected, expect.not.stringContaining('internal error')]);
  });
});

describe('a mistake in the project', () => {
  it.each([
    [
      'a cycle',
      { 'models/a.sql': 'select * from {{ref "b"}}\n', 'models/b.sql': 'select * from {{ref "a"}}\n' },
      'E0303',
    ],
    [
      'a disabled parent',
      { 'models/a.sql': '{{config enabled=false}}\nselect 1\n', 'models/b.sql': 'select * from {{ref "a"}}\n' },
      'E0304',
    ],
    [
      'two models with one relation',
      { 'models/a.sql': 'select 1\n', 'models/b.sql': '{{config alias="a"}}\nselect 1\n' },
      'E0306',
    ],
    [
      'an unknown key',
      { 'models/a.sql': 'select 1\n', 'models/a.yml': 'version: 1\nmodels: [{name: a, descripton: x}]\n' },
      'E0201',
    ],
    [
      'a wrong on_schema_change, which dbt takes for ignore',
      { 'models/a.sql': '{{config on_schema_change="sync"}}\nselect 1\n' },
      'E0210',
    ],
  ])('exits with 2 before anything is opened: %s', async (_, files, code) => {
    const own = smallProject(files);
    const { exitCode, stdout, stderr } = await alambic(own.projectDir, 'build');
    expect([exitCode, stdout + stderr]).toEqual([2, expect.stringContaining(`error ${code}`)]);
    expect(await own.relations()).toEqual([]);
    own.remove();
  });
});

import { describe, expect, it } from 'vitest';
import { smallProject, temporaryProject, type Files } from '../harness/temporary-project.ts';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly event: string;
  readonly diagnostic?: { readonly code: string; readonly location?: { readonly line?: number } };
}

/** Every line of stdout, each of which must be JSON with a level, a time and an event. */
async function lines(files: Files, ...argv: readonly string[]): Promise<readonly Line[]> {
  const secret = 'a "secret" with\nquotes and lines';
  const project = temporaryProject({ ...smallProject, ...files }, { ALAMBIC_TEST_SECRET: secret });
  const { stdout } = await project.alambic(...argv, '--log-format', 'json');
  const found = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  for (const line of found) {
    expect(line).toMatchObject({ level: expect.stringMatching(/^(info|warn|error)$/), event: expect.any(String) });
    expect(new Date(line.time).toISOString()).toBe(line.time);
  }
  expect(stdout).not.toContain(JSON.stringify(secret).slice(1, -1));
  return found;
}

const good = { 'models/orders.sql': 'select 1 as id\n' };
const broken = { 'models/orders.sql': 'select 1 as id\nfrom {{ref "stg"}}\n' };
const failing = { 'models/orders.sql': 'select nothing\n' };

const leaking = {
  'alambic.yml': `${String(smallProject['alambic.yml'])}    connections:
      shop: {type: postgres, host: '\${env:ALAMBIC_TEST_SECRET}'}
`,
};

const events = (list: readonly Line[]): readonly string[] => [...new Set(list.map((line) => line.event))];
const codes = (list: readonly Line[]): readonly string[] => list.flatMap(({ diagnostic }) => diagnostic?.code ?? []);

describe('--log-format json: each line of stdout is JSON', () => {
  it.each(['compile', 'build', 'run', 'debug'])('%s on a project that is well', async (command) => {
    const found = await lines(good, command);
    expect(codes(found)).toEqual([]);
    const end = { compile: 'compiled', debug: 'check' }[command] ?? 'run_finished';
    expect(found.at(-1)?.event).toBe(end);
  });

  it.each(['compile', 'build', 'run', 'debug', 'ls', 'plan'])('%s on a project that is broken', async (command) => {
    const found = await lines(broken, command);
    expect(codes(found)).toEqual(['E0301']);
    expect(found.find((line) => line.diagnostic)?.diagnostic?.location?.line).toBe(2);
  });

  it('a run that fails', async () => {
    const found = await lines(failing, 'build');
    expect(events(found)).toEqual(['run_started', 'step_started', 'step_finished', 'run_finished']);
    expect(found.filter((line) => line.level === 'error').map((line) => line.event)).toEqual([
      'step_finished',
      'run_finished',
    ]);
  });

  it('the SQL of a selection, and a selection that is wrong', async () => {
    expect(events(await lines(good, 'compile', '--select', 'orders'))).toEqual(['sql', 'compiled']);
    expect(codes(await lines(good, 'compile', '--select', 'tags:x'))).toEqual(['E0305']);
    expect(codes(await lines(good, 'build', '--select', 'tags:x'))).toEqual(['E0305']);
  });

  it('a folder without a project', async () => {
    expect(codes(await lines(good, 'build', '--project-dir', 'nowhere'))).toEqual(['E0101']);
  });

  it('hides secrets that JSON writes in another way', async () => {
    expect((await lines({ ...good, ...leaking }, 'debug')).length).toBeGreaterThan(2);
  });
});

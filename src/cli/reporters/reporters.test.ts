import { describe, expect, it } from 'vitest';
import { Redactor } from '../../engine/diagnostics/redaction.ts';
import { jsonReporter } from './json-reporter.ts';
import { plainReporter } from './plain-reporter.ts';
import { quietReporter } from './quiet-reporter.ts';
import type { ReporterOptions } from './reporter.ts';
import { eventsOf, failed, sampleSources, succeeded } from './sample-run.ts';
import { canRedraw, wantsColour } from './terminal-support.ts';
import { VirtualScreen } from './virtual-screen.ts';

const secret = 'hunter22-secret';

function options(screen: VirtualScreen): ReporterOptions {
  const redactor = new Redactor();
  redactor.register(secret);
  return { output: screen, colour: false, redactor, version: '0.1.0', sources: sampleSources };
}

describe('plain', () => {
  it('writes one line for each step', async () => {
    const screen = new VirtualScreen();
    const reporter = plainReporter(options(screen));
    for (const event of eventsOf(failed)) reporter.event(event);
    reporter.close();
    await expect(screen.text).toMatchFileSnapshot('plain-reporter.golden.txt');
  });

  it('says now and then what takes long', () => {
    const screen = new VirtualScreen();
    let time = 0;
    let tick = (): void => undefined;
    const clock = { now: () => time, every: (_: number, work: () => void) => ((tick = work), () => undefined) };
    const reporter = plainReporter({ ...options(screen), clock });
    reporter.event({ type: 'step_started', id: 'model.a', name: 'a', kind: 'table' });
    reporter.event({ type: 'step_progress', id: 'model.a', rows: 1200 });
    time = 61_000;
    tick();
    expect(screen.text).toBe('  … still running: table a (61.0 s, 1,200 rows)\n');
    reporter.close();
  });
});

describe('json', () => {
  const date = (): Date => new Date('2026-11-23T10:00:00.000Z');

  function lines(write: (reporter: ReturnType<typeof jsonReporter>) => void): readonly Record<string, unknown>[] {
    const screen = new VirtualScreen();
    const reporter = jsonReporter({ ...options(screen), date });
    write(reporter);
    reporter.close();
    return screen.writes.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('writes each event as one line that a program can read', async () => {
    const written = lines((reporter) => {
      for (const event of eventsOf(failed)) reporter.event(event);
    });
    await expect(written.map((line) => JSON.stringify(line)).join('\n') + '\n').toMatchFileSnapshot(
      'json-reporter.golden.jsonl',
    );
  });

  it('gives diagnostics their place, in order, with the level of their severity', () => {
    const at = (line: number): object => ({ location: { file: 'a.sql', line, column: 1 } });
    const written = lines((reporter) =>
      reporter.diagnostics([
        { code: 'E0402', severity: 'error', message: secret, ...at(2) },
        { code: 'E0304', severity: 'warning', message: 'm', ...at(1) },
      ]),
    );
    expect(written).toMatchObject([
      {
        level: 'warn',
        time: '2026-11-23T10:00:00.000Z',
        event: 'diagnostic',
        diagnostic: { code: 'E0304', location: { file: 'a.sql', line: 1 } },
      },
      { level: 'error', diagnostic: { code: 'E0402', title: 'unknown column', message: '•••' } },
    ]);
  });

  it('stays JSON where a secret looks like a number', () => {
    const screen = new VirtualScreen();
    const redactor = new Redactor();
    redactor.register('50000');
    const reporter = jsonReporter({ ...options(screen), redactor });
    for (const event of eventsOf(succeeded)) reporter.event(event);
    expect(screen.writes.map((line) => JSON.parse(line) as unknown)).toHaveLength(eventsOf(succeeded).length);
  });
});

describe('quiet', () => {
  it.each([
    ['succeeds', succeeded, ''],
    ['fails', failed, 'error E0402 unknown column "ratng"'],
  ])('speaks only where a run fails: it %s', (_, run, expected) => {
    const screen = new VirtualScreen();
    const reporter = quietReporter(options(screen));
    for (const event of eventsOf(run)) reporter.event(event);
    reporter.close();
    expect(screen.text).toContain(expected);
    expect(screen.text === '').toBe(expected === '');
  });

  it('leaves warnings out', () => {
    const screen = new VirtualScreen();
    quietReporter(options(screen)).diagnostics([{ code: 'E0304', severity: 'warning', message: 'm' }]);
    expect(screen.writes).toEqual([]);
  });
});

describe('what a terminal can do', () => {
  const terminal = { isTTY: true };
  it.each([
    [terminal, {}, true, true],
    [{}, {}, false, false],
    [terminal, { NO_COLOR: '1' }, false, true],
    [terminal, { NO_COLOR: '' }, true, true],
    [{}, { FORCE_COLOR: '1' }, true, false],
    [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
    [terminal, { FORCE_COLOR: '0' }, false, true],
    [terminal, { TERM: 'dumb' }, false, false],
    [terminal, { CI: 'true' }, true, false],
    [terminal, { CI: 'false' }, true, true],
  ])('%j with %j: colour %s, redrawing %s', (output, environment, colour, redraw) => {
    expect([wantsColour(output, environment), canRedraw(output, environment)]).toEqual([colour, redraw]);
  });
});

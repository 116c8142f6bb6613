import { describe, expect, it } from 'vitest';
import { Redactor } from '../../engine/diagnostics/redaction.ts';
import type { Clock } from './clock.ts';
import type { Reporter } from './reporter.ts';
import { eventsOf, failed, sampleSources, step, succeeded } from './sample-run.ts';
import { terminalReporter } from './terminal-reporter.ts';
import { VirtualScreen } from './virtual-screen.ts';

/** Time that passes only when it is told to. */
class TestClock implements Clock {
  #now = 0;
  #timers: { readonly every: number; readonly work: () => void; next: number }[] = [];

  now(): number {
    return this.#now;
  }

  every(milliseconds: number, work: () => void): () => void {
    const timer = { every: milliseconds, work, next: this.#now + milliseconds };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  pass(milliseconds: number): void {
    for (const end = this.#now + milliseconds; this.#now < end; this.#now += 1) {
      for (const timer of this.#timers) {
        if (this.#now < timer.next) continue;
        timer.next += timer.every;
        timer.work();
      }
    }
  }

  get isIdle(): boolean {
    return this.#timers.length === 0;
  }
}

function open(
  screen: VirtualScreen,
  redactor = new Redactor(),
): { readonly reporter: Reporter; readonly clock: TestClock } {
  const clock = new TestClock();
  const options = { output: screen, colour: false, redactor, version: '0.1.0', sources: sampleSources, clock };
  return { reporter: terminalReporter(options), clock };
}

function started(nodes = 8): Parameters<Reporter['event']>[0] {
  return { type: 'run_started', runId: 'r', project: 'shop', target: 'local', command: 'build', nodes, tests: 2 };
}

function begin(id: string, kind = 'table'): Parameters<Reporter['event']>[0] {
  return { type: 'step_started', id, name: id.slice(6), kind };
}

describe('the terminal reporter', () => {
  it.each([
    ['succeeded', succeeded],
    ['failed', failed],
  ])('leaves a table, what failed, and the end: %s', async (name, run) => {
    const screen = new VirtualScreen(100);
    const { reporter, clock } = open(screen);
    for (const event of eventsOf(run)) {
      reporter.event(event);
      clock.pass(30);
    }
    reporter.close();
    await expect(screen.text).toMatchFileSnapshot(`terminal-reporter.${name}.golden.txt`);
  });

  it('draws what runs now below what is finished', () => {
    const screen = new VirtualScreen(80);
    const { reporter, clock } = open(screen);
    reporter.event(started());
    reporter.event(begin('model.orders'));
    reporter.event(begin('model.buyers', 'view'));
    reporter.event({ type: 'step_progress', id: 'model.orders', rows: 1200 });
    clock.pass(1201);
    expect(screen.text).toMatchInlineSnapshot(`
      "alambic 0.1.0 · shop · target local · 8 nodes, 2 tests

      ⠸ table       orders                                       1,200 rows     1.2 s
      ⠸ view        buyers                                                      1.2 s
        0 of 8 nodes · 0 of 2 tests · 1.2 s
      "
    `);
    reporter.event({
      type: 'step_finished',
      result: step('table', 'model.orders', { rows: 2400, remarks: ['published'] }),
    });
    reporter.event({ type: 'step_finished', result: step('test', 'test.unique', { status: 'pass' }) });
    reporter.event({ type: 'notice', message: 'waiting for nothing' });
    clock.pass(100);
    expect(screen.text).toMatchInlineSnapshot(`
      "alambic 0.1.0 · shop · target local · 8 nodes, 2 tests

        table       orders                                       2,400 rows     12 ms
                    published
        waiting for nothing
      ⠼ view        buyers                                                      1.3 s
        1 of 8 nodes · 1 of 2 tests · 1.3 s
      "
    `);
    reporter.close();
    expect(screen.text).toMatchInlineSnapshot(`
      "alambic 0.1.0 · shop · target local · 8 nodes, 2 tests

        table       orders                                       2,400 rows     12 ms
                    published
        waiting for nothing
      "
    `);
  });

  it('redraws at most ten times a second, however much happens', () => {
    const screen = new VirtualScreen();
    const { reporter, clock } = open(screen);
    reporter.event(started());
    reporter.event(begin('model.orders'));
    const before = screen.writes.length;
    for (let rows = 0; rows < 1000; rows++) {
      reporter.event({ type: 'step_progress', id: 'model.orders', rows });
      clock.pass(1);
    }
    expect(screen.writes.length - before).toBeLessThanOrEqual(10);
    expect(screen.text).toContain('900 rows');
    reporter.close();
  });

  it('shows as many running steps as the window has room for', () => {
    const screen = new VirtualScreen(80, 7);
    const { reporter, clock } = open(screen);
    reporter.event(started(20));
    for (let at = 0; at < 20; at++) reporter.event(begin(`model.m${at}`));
    clock.pass(101);
    const live = screen.text.split('\n').slice(2, -1);
    expect(live.length).toBeLessThan(7);
    expect(live.slice(-2)).toEqual(['  and 18 more', '  0 of 20 nodes · 0 of 2 tests · 0.1 s']);
    reporter.close();
  });

  it('clears the lines that a narrower window has broken', () => {
    const screen = new VirtualScreen(80);
    const { reporter, clock } = open(screen);
    reporter.event(started());
    reporter.event(begin('model.orders'));
    clock.pass(101);
    screen.columns = 40;
    screen.writes.length = 0;
    clock.pass(100);
    // A line of 79 columns has become two, the short one below it is still one.
    expect(screen.writes[0]).toMatch(/^\r\u001b\[3A\u001b\[J/); // oxlint-disable-line no-control-regex
    reporter.close();
  });

  it('gives the cursor back when it is closed, and when the process ends before', () => {
    const before = process.listeners('exit');
    const screen = new VirtualScreen();
    const { reporter, clock } = open(screen);
    expect(screen.isCursorVisible).toBe(false);
    const onExit = process.listeners('exit').find((each) => !before.includes(each))!;
    onExit.call(process, 1);
    expect(screen.isCursorVisible).toBe(true);
    screen.isCursorVisible = false;
    reporter.close();
    reporter.close();
    expect([screen.isCursorVisible, clock.isIdle, process.listeners('exit')]).toEqual([true, true, before]);
  });

  it('shows diagnostics above what runs, and no secret', () => {
    const screen = new VirtualScreen();
    const redactor = new Redactor();
    redactor.register('hunter22');
    const { reporter } = open(screen, redactor);
    reporter.event(started());
    reporter.diagnostics([{ code: 'E0902', severity: 'error', message: 'hunter22 refused' }]);
    reporter.event({ type: 'notice', message: 'postgres://u:hunter22@h and hunter22' });
    reporter.close();
    expect(screen.text).toContain('error E0902 ••• refused\n\n1 error');
    expect(screen.writes.join('')).not.toContain('hunter22');
  });
});

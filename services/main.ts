import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AlambicError } from '../src/engine/diagnostics/diagnostic.ts';
import { ensureService, type Service } from './services.ts';

const usage = 'usage: npm run services -- [--project-dir <folder>]';

/** `npm run services`: keeps the embedded servers of a project up until it is told to end. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'project-dir': { type: 'string', default: 'project' } } });
  const project = resolve(values['project-dir']);
  const stateDir = join(project, '.alambic', 'services');
  mkdirSync(stateDir, { recursive: true });
  const end = signalled();
  const services: Service[] = [];
  try {
    for (const kind of ['postgres', 'mongodb'] as const) services.push(await ensureService(kind, stateDir));
    say(describe(services));
    await end;
    return 0;
  } finally {
    for (const service of services) await service.stop();
  }
}

/** The URLs hold passwords that were made up for these servers: they are shown so that other tools can connect. */
function describe([postgres, mongodb]: readonly Service[]): string {
  return [
    `${postgres!.description}, until Ctrl+C`,
    `  psql '${postgres!.url}'`,
    `${mongodb!.description}, until Ctrl+C`,
    `  mongosh '${mongodb!.url}'`,
    '',
  ].join('\n');
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    // The interval keeps the process alive; the servers' own handles do not.
    const alive = setInterval(() => {}, 60_000);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
  });
}

function say(text: string): void {
  process.stdout.write(text);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof AlambicError) {
    for (const { code, message, notes = [], hint } of error.diagnostics) {
      process.stderr.write(`error ${code} ${message}\n`);
      for (const note of notes) process.stderr.write(`  ${note.label}: ${note.text}\n`);
      if (hint !== undefined) process.stderr.write(`  hint: ${hint}\n`);
    }
  } else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 2;
}

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../engine/diagnostics/diagnostic.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/** Diagnostics that ended a command before it could say anything else. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], argv: readonly string[]): void {
  const given = argv.findIndex((each) => each === '--project-dir' || each === '-p');
  const guess = existsSync('alambic.yml') || !existsSync(join('project', 'alambic.yml')) ? '.' : 'project';
  const projectDir = resolve(given === -1 ? guess : (argv[given + 1] ?? guess));
  const sources = (file: string): string | undefined => {
    try {
      return readFileSync(join(projectDir, file), 'utf8');
    } catch {
      return undefined;
    }
  };
  printDiagnostics(diagnostics, { projectDir, sources, json: argv.includes('json'), colour: !argv.includes('--no-colour') });
}

/** A bug of ours: said to be one, in a sentence. The stack is for who asks for it. */
export function reportCrash(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`alambic: internal error: ${message}\nThis is a bug. Set ALAMBIC_DEBUG=1 to see where, and please report it.\n`);
  if (process.env['ALAMBIC_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

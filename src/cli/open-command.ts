import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { failure } from '../engine/diagnostics/diagnostic.ts';
import type { GlobalOptions } from './options.ts';

export interface CommandPlace {
  /** Absolute. */
  readonly projectDir: string;
  readonly vars: Readonly<Record<string, unknown>>;
}

/** The project of a command line: the folder named, else this one, else ./project. */
export async function openCommand(options: GlobalOptions): Promise<CommandPlace> {
  return { projectDir: findProject(options), vars: await parseVars(options.vars) };
}

export function findProject(options: GlobalOptions): string {
  const here = process.cwd();
  if (options.projectDir !== undefined) return resolve(here, options.projectDir);
  const isBeneath = !existsSync(join(here, 'alambic.yml')) && existsSync(join(here, 'project', 'alambic.yml'));
  return isBeneath ? join(here, 'project') : here;
}

async function parseVars(text: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (text === undefined) return {};
  const { load } = await import('js-yaml');
  const bad = failure('E0202', '--vars takes a mapping in YAML or JSON', {
    location: { file: '--vars' },
    hint: `for instance --vars '{"min_words": 5}'`,
  });
  let value: unknown;
  try {
    value = load(text);
  } catch {
    throw bad;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw bad;
  return value as Record<string, unknown>;
}

/** A project's own path as the person at the terminal would write it. */
export function displayPath(projectDir: string, file: string): string {
  if (file.startsWith('--')) return file;
  const path = relative(process.cwd(), join(projectDir, file));
  return path === '' ? file : path;
}

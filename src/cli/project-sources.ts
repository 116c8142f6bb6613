import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sources } from '../engine/diagnostics/resolve-location.ts';
import type { SelectionOptions } from './options.ts';

/**
 * The texts that code frames show: files of the project, and of the command line what was selected, whose diagnostics
 * have the flag in place of a file and its nth argument as line n.
 */
export function projectSources(
  projectDir: string,
  options: SelectionOptions,
  read: Sources = readFrom(projectDir),
): Sources {
  const given: Readonly<Record<string, readonly string[] | undefined>> = {
    '--select': options.select,
    '--exclude': options.exclude,
  };
  return (file) => (file.startsWith('--') ? given[file]?.join('\n') : read(file));
}

/** Seeds are data: of them a place is shown, never a line. */
const isData = /\.(csv|tsv)$/;

function readFrom(projectDir: string): Sources {
  return (file) => {
    if (isData.test(file)) return undefined;
    try {
      return readFileSync(join(projectDir, file), 'utf8');
    } catch {
      return undefined;
    }
  };
}

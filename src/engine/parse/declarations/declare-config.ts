import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { ConnectionConfig, ProjectConfig, Target } from '../project.ts';
import { Declaration } from './declaration.ts';
import { FolderDefaults } from './folder-defaults.ts';
import type { RawAlambic, RawConnection, RawTarget } from './raw-declarations.ts';

export interface DeclaredConfig {
  readonly config: ProjectConfig;
  readonly folders: FolderDefaults;
  /** Further folders of macros, relative to the project folder. */
  readonly macroPaths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const defaultThreads = 4;
const defaultLake: RawConnection = { type: 'local', path: '.alambic/lake' };

/** @param data of an alambic.yml that its schema allows. */
export function declareConfig(file: SourceFile, data: unknown): DeclaredConfig {
  const raw = data as RawAlambic;
  const declaration = new Declaration(file);
  const targets = new Map(
    Object.entries(raw.targets).map(([name, target]) => [name, declareTarget(name, target, declaration)]),
  );
  const config = {
    name: raw.name,
    defaultTarget: defaultTarget(raw, declaration),
    targets,
    vars: raw.vars ?? {},
    path: file.path,
  };
  const folders = new FolderDefaults(file.path, raw);
  return { config, folders, macroPaths: raw.macro_paths ?? [], diagnostics: declaration.diagnostics };
}

function declareTarget(name: string, raw: RawTarget, declaration: Declaration): Target {
  const connection = (of: string, settings: RawConnection, path: readonly string[]): ConnectionConfig => {
    const { type, ...rest } = settings;
    return { name: of, type, settings: rest, location: declaration.place(['targets', name, ...path], 'key') };
  };
  const connections = Object.entries(raw.connections ?? {}).map(
    ([of, settings]) => [of, connection(of, settings, ['connections', of])] as const,
  );
  return {
    name,
    warehouse: connection('warehouse', raw.warehouse, ['warehouse']),
    lake: connection('lake', raw.lake ?? defaultLake, ['lake']),
    connections: new Map(connections),
    threads: raw.threads ?? defaultThreads,
  };
}

/** With a single target there is nothing to choose. */
function defaultTarget({ default_target: chosen, targets }: RawAlambic, declaration: Declaration): string {
  const names = Object.keys(targets);
  if (chosen === undefined) {
    if (names.length > 1)
      declaration.error(
        'E0203',
        'missing key "default_target" in alambic.yml',
        declaration.place(['targets'], 'key'),
        `say which of ${names.join(', ')} is used where the command line names none`,
      );
    return names[0]!;
  }
  if (!names.includes(chosen)) {
    const near = suggest(chosen, names);
    declaration.error(
      'E0601',
      `no target named "${chosen}"`,
      declaration.place(['default_target']),
      near === undefined ? `targets are ${names.join(', ')}` : `did you mean "${near}"?`,
    );
  }
  return chosen;
}

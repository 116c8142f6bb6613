import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject, type Files } from '../harness/temporary-project.ts';

interface Attempt {
  /** Beside the alambic.yml of a small project, or in its place. */
  readonly files: Files;
  /** `compile` unless given. */
  readonly argv?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a person reads who runs one command on a project that is broken in one place. */
export async function attempt({ files, argv = ['compile'], environment }: Attempt): Promise<string> {
  const project = temporaryProject({ ...smallProject, ...files }, environment);
  return shown(await project.alambic(...argv));
}

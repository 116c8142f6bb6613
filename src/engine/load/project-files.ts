/** A text file of the project as it was read, once. */
export interface SourceFile {
  /** Relative to `ProjectFiles.root`, with `/`: `models/marts/orders.sql`; macros beside the project: `../macros/x.sql`. */
  readonly path: string;
  readonly text: string;
  /** SHA-1 of the bytes: a cache key, not a security measure. */
  readonly hash: string;
}

export interface ProjectFiles {
  /** Absolute path of the folder that holds alambic.yml. */
  readonly root: string;
  /** Folders that macros were looked for in, relative to `root`. */
  readonly macroFolders: readonly string[];
  /** By path, in byte order of the path. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

export function isMacro({ macroFolders }: ProjectFiles, path: string): boolean {
  return macroFolders.some((folder) => path.startsWith(`${folder}/`));
}

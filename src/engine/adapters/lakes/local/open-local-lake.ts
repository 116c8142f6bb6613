import { resolve } from 'node:path';
import { AlambicError, failure } from '../../../diagnostics/diagnostic.ts';
import { explainSystemError } from '../../../diagnostics/explain-system-error.ts';
import type { Lake } from '../../lake.ts';
import { LakeFolder } from './lake-folder.ts';
import { checkKey } from './lake-key.ts';
import { listObjects, readObject } from './stored-files.ts';

export interface LocalLakeOptions {
  /** For messages; the folder itself where nothing is said. */
  readonly label?: string;
}

/**
 * A lake in a folder. An object is a file of its key's name; `.versions` keeps what was overwritten or removed, `.locks`
 * and `.scratch` are work in progress. A file appears complete and on disk, or not at all.
 */
export function openLocalLake(root: string, { label = root }: LocalLakeOptions = {}): Lake {
  const folder = new LakeFolder(resolve(root));
  const safely = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    checkKey(key);
    try {
      return await work();
    } catch (error) {
      const explained = error instanceof AlambicError ? undefined : explainSystemError(error);
      if (explained === undefined) throw error;
      throw new AlambicError({ ...explained, notes: [...(explained.notes ?? []), { label: 'lake', text: label }] });
    }
  };
  return {
    kind: 'local',
    label,
    scratch: folder.scratch,
    putText: (key, text, condition) => safely(key, () => folder.putText(key, text, condition)),
    putFile: (key, path, condition) => safely(key, () => folder.putFile(key, path, condition)),
    getText: (key) => safely(key, () => folder.getText(key)),
    localPath: (key) =>
      safely(key, async () => {
        if ((await readObject(key, folder.path(key))) !== undefined) return folder.path(key);
        throw failure('E0707', `${key} is missing from the lake ${label}`, {
          hint: 'a manifest lists it: restore the file, or run with --full-refresh',
        });
      }),
    list: (prefix) => safely(prefix === '' ? 'all' : prefix.replace(/\/$/, ''), () => listObjects(folder.root, prefix)),
    remove: (key, options) => safely(key, () => folder.remove(key, options?.forever === true)),
    versions: (key) => safely(key, () => folder.versions(key)),
    close: async () => undefined,
  };
}

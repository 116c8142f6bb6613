import type { LoadManifest } from '../adapters/lake.ts';
import { failure } from '../diagnostics/diagnostic.ts';

/**
 * @throws AlambicError E0707 for a text that is no manifest of that data set and load, E0202 for one of a later format.
 */
export function readManifest(key: string, text: string): LoadManifest {
  const manifest = parse(text);
  if (manifest === undefined || !isWhole(manifest) || key !== `${manifest.dataset}/${manifest.load}/manifest.json`) {
    throw failure('E0707', `${key} is not a manifest`, { hint: 'restore an earlier version of the file' });
  }
  if (manifest.formatVersion !== 1) {
    throw failure('E0202', `${key} has format version ${String(manifest.formatVersion)}`, {
      hint: 'it was written by a later version of alambic: update',
    });
  }
  return manifest;
}

function parse(text: string): LoadManifest | undefined {
  try {
    return JSON.parse(text) as LoadManifest;
  } catch {
    return undefined;
  }
}

function isWhole(manifest: Partial<LoadManifest> | null): manifest is LoadManifest {
  return manifest?.load !== undefined && Array.isArray(manifest.files) && Array.isArray(manifest.schema);
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bundleTypeScript, type BundleRequest, type TypeScriptBundle } from './typescript/bundle-typescript.ts';
import type { Definitions } from './typescript/definitions.ts';
import { readDefinitions } from './typescript/read-definitions.ts';

export interface LoadedTypeScript {
  /** Absent where there are no TypeScript files, or where they do not compile. */
  readonly bundle?: TypeScriptBundle;
  readonly definitions: Definitions;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the TypeScript files of a project and reads what they define. Neither is done twice for the same files. */
export async function loadTypeScript(request: BundleRequest): Promise<LoadedTypeScript> {
  const none: Definitions = { models: [], macros: [] };
  if (request.entries.length === 0) return { definitions: none, diagnostics: [] };
  const { bundle, diagnostics } = await bundleTypeScript(request);
  if (bundle === undefined) return { definitions: none, diagnostics };
  return { bundle, ...(await readDefinitions(bundle, request.root)) };
}

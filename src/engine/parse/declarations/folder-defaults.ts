import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { configKeys, readConfigLayer, type ConfigLayer } from '../model-config.ts';
import type { Json } from '../project.ts';
import type { RawFolder } from './raw-declarations.ts';

interface Folder {
  readonly layer: ConfigLayer;
  readonly inside: ReadonlyMap<string, Folder>;
}

/** Defaults of alambic.yml by folder. */
export class FolderDefaults {
  readonly #file: string;
  readonly #roots: ReadonlyMap<string, Folder>;
  readonly #known = new Map<string, ConfigLayer>();

  /** @param file alambic.yml as it is named in messages. */
  constructor(file: string, raw: { readonly models?: RawFolder | undefined; readonly seeds?: RawFolder | undefined }) {
    this.#file = file;
    this.#roots = new Map([
      ['models', readFolder(raw.models ?? {})],
      ['seeds', readFolder(raw.seeds ?? {})],
    ]);
  }

  /** What applies to a file such as `models/marts/orders.sql`: the nearest folder wins, tags and meta add up. */
  configFor(path: string): ConfigLayer {
    const folder = path.slice(0, path.lastIndexOf('/'));
    let config = this.#known.get(folder);
    if (config === undefined) this.#known.set(folder, (config = this.#merge(folder)));
    return config;
  }

  /**
   * E0202 for each folder of alambic.yml that no file stands in, since its defaults would be lost in silence: an error
   * where it looks like another one, a warning where there may be files later.
   */
  unusedFolders(paths: Iterable<string>): readonly Diagnostic[] {
    const used = new Set<string>();
    for (const path of paths) addFolders(path, used);
    const diagnostics: Diagnostic[] = [];
    for (const [root, folder] of this.#roots) this.#findUnused(folder, [root], used, diagnostics);
    return diagnostics;
  }

  #merge(folder: string): ConfigLayer {
    const [root = '', ...steps] = folder.split('/');
    const layers: ConfigLayer[] = [];
    let at = this.#roots.get(root);
    for (const step of [...steps, '']) {
      if (at === undefined) break;
      layers.push(at.layer);
      at = at.inside.get(step);
    }
    return mergeLayers(layers);
  }

  #findUnused(folder: Folder, path: readonly string[], used: ReadonlySet<string>, diagnostics: Diagnostic[]): void {
    for (const [name, inside] of folder.inside) {
      const here = [...path, name];
      if (used.has(here.join('/'))) this.#findUnused(inside, here, used, diagnostics);
      else diagnostics.push(this.#unused(here, used));
    }
  }

  #unused(path: readonly string[], used: ReadonlySet<string>): Diagnostic {
    const parent = path.slice(0, -1).join('/');
    const siblings = [...used]
      .filter((each) => each.startsWith(`${parent}/`))
      .map((each) => each.slice(parent.length + 1));
    const near = suggest(path.at(-1)!, [...siblings.filter((each) => !each.includes('/')), ...configKeys]);
    return {
      code: 'E0202',
      severity: near === undefined ? 'warning' : 'error',
      message: `there is no file in ${path.join('/')}`,
      location: { file: this.#file, path, at: 'key' },
      hint:
        near === undefined
          ? 'a key here is a key of a configuration, or the name of a folder that has files'
          : `did you mean "${near}"?`,
    };
  }
}

function readFolder(raw: RawFolder): Folder {
  const folders = Object.entries(raw).filter(([key, value]) => isMap(value) && !configKeys.includes(key));
  return {
    layer: readConfigLayer(raw),
    inside: new Map(folders.map(([name, value]) => [name, readFolder(value as RawFolder)])),
  };
}

function mergeLayers(layers: readonly ConfigLayer[]): ConfigLayer {
  const tags = [...new Set(layers.flatMap((layer) => layer.tags ?? []))];
  const meta = Object.assign({}, ...layers.map((layer) => layer.meta)) as NonNullable<ConfigLayer['meta']>;
  return {
    ...Object.assign({}, ...layers),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
  };
}

function isMap(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addFolders(path: string, folders: Set<string>): void {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.add(path.slice(0, end));
}

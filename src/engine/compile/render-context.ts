import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TemplateValue } from './built-in-helpers.ts';
import type { CallableMacro } from './call-macro.ts';
import type { SourceMap } from './source-map.ts';

/** Everything a template may ask for. */
export interface RenderContext {
  /** The SQL that stands for `{{this}}`. */
  readonly self: string;
  readonly incremental: boolean;
  readonly target: Readonly<Record<string, TemplateValue>>;
  /** The SQL that stands for a `ref` or `source`, with the map of an ephemeral model; undefined where the graph has already complained. */
  relationOf(kind: 'ref' | 'source', name: string): string | MappedSql | undefined;
  variable(name: string): TemplateValue | undefined;
  variableNames(): readonly string[];
  environment(name: string): string | undefined;
  macro(name: string): CallableMacro | undefined;
  macroNames(): readonly string[];
}

export interface MappedSql {
  readonly sql: string;
  readonly map: SourceMap;
}

export interface Rendered extends MappedSql {
  readonly diagnostics: readonly Diagnostic[];
}

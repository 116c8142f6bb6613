import type { Redactor } from '../engine/diagnostics/redaction.ts';
import type { IndirectSelection } from '../engine/graph/selection/indirect-tests.ts';

/** As commander gives them, with what every command shares. */
export interface GlobalOptions {
  /** Learns the secrets that the command reads. */
  readonly redactor: Redactor;
  readonly projectDir?: string;
  readonly target?: string;
  readonly vars?: string;
  readonly logFormat: 'text' | 'json';
  readonly quiet?: boolean;
  readonly colour: boolean;
}

export interface SelectionOptions {
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly indirectSelection?: IndirectSelection;
}

export interface RunCommandOptions extends GlobalOptions, SelectionOptions {
  readonly threads?: number;
  readonly failFast?: boolean;
  readonly fullRefresh?: boolean;
  readonly extract?: boolean;
  /** Seconds; true where no number was given. */
  readonly wait?: number | true;
}

import type { Project } from '../../parse/project.ts';
import type { GraphNode } from '../graph.ts';

export interface MethodMistake {
  readonly message: string;
  readonly hint?: string;
  /** What the caret stands under. */
  readonly at: 'method' | 'value';
}

/** One method of selecting nodes, as `tag` in `tag:daily`. To add one: one object, one line in the registry. */
export interface SelectionMethod {
  readonly name: string;
  /** What is wrong with it, whatever the project holds; undefined where nothing is. */
  check?(value: string, argument: string | undefined): MethodMistake | undefined;
  match(value: string, argument: string | undefined, project: Project): (node: GraphNode) => boolean;
  /** Values that would have matched something, for a suggestion. */
  candidates?(nodes: Iterable<GraphNode>): Iterable<string>;
}

import type { Graph, GraphNode, NodeId } from '../graph.ts';
import { ancestors } from '../reach.ts';

/**
 * Which tests come along with selected nodes: those with any parent among them (`eager`), with all of them
 * (`cautious`), with all of them there or above (`buildable`), or none (`empty`).
 */
export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** What a part of a selection has picked. */
export interface Picked {
  readonly sure: ReadonlySet<NodeId>;
  /** Tests of which only some parents are picked so far: another part may bring the others. */
  readonly open: ReadonlySet<NodeId>;
}

export function isTest(node: GraphNode | undefined): boolean {
  return node?.kind === 'test' || node?.kind === 'unit_test';
}

export class IndirectTests {
  readonly #graph: Graph;
  readonly #rule: IndirectSelection;

  constructor(graph: Graph, rule: IndirectSelection) {
    this.#graph = graph;
    this.#rule = rule;
  }

  /** Adds the tests of the picked nodes. */
  expand(nodes: ReadonlySet<NodeId>): Picked {
    const sure = new Set(nodes);
    const open = new Set<NodeId>();
    if (this.#rule === 'empty') return { sure, open };
    const suffices = this.#coverage(nodes);
    for (const id of nodes) {
      for (const child of this.#graph.children.get(id) ?? []) {
        if (sure.has(child) || !isTest(this.#graph.nodes.get(child))) continue;
        if (this.#rule === 'eager' || this.#parentsIn(child, suffices)) sure.add(child);
        else open.add(child);
      }
    }
    return { sure, open };
  }

  /** Adds the open tests whose parents have all come together. */
  settle({ sure, open }: Picked): Picked {
    if (open.size === 0) return { sure, open };
    const suffices = this.#coverage(sure);
    const ready = [...open].filter((id) => this.#parentsIn(id, suffices));
    return { sure: new Set([...sure, ...ready]), open };
  }

  #coverage(nodes: ReadonlySet<NodeId>): (id: NodeId) => boolean {
    if (this.#rule !== 'buildable') return (id) => nodes.has(id);
    const above = ancestors(this.#graph, nodes);
    return (id) => nodes.has(id) || above.has(id) || this.#graph.nodes.get(id)?.kind === 'source';
  }

  #parentsIn(test: NodeId, suffices: (id: NodeId) => boolean): boolean {
    return (this.#graph.parents.get(test) ?? []).every(suffices);
  }
}

import type { GraphNode, NodeId } from './graph.ts';

/** The id of a node: its kind and its name, as in `model.orders` or `source.shop.reviews`. */
export function nodeId(node: GraphNode): NodeId {
  return node.kind === 'source' ? `source.${node.id}` : `${node.kind}.${node.name}`;
}

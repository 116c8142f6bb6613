import { allFacts, matchAny, type Facts } from '../matching.ts';
import { nodeTags, nodeZone } from '../node-facts.ts';
import type { SelectionMethod } from '../selection-method.ts';

export const tag: SelectionMethod = byFacts('tag', nodeTags);

export const zone: SelectionMethod = byFacts('zone', (node) => [nodeZone(node) ?? '']);

/** `source:shop` is every table of the system, `source:shop.orders` one of them. */
export const source: SelectionMethod = byFacts('source', (node) =>
  node.kind === 'source' ? [node.source, node.id] : [],
);

export const testName: SelectionMethod = byFacts('test_name', (node) =>
  node.kind === 'test' && node.test !== 'singular' ? [node.test] : [],
);

export const unitTest: SelectionMethod = byFacts('unit_test', (node) => (node.kind === 'unit_test' ? [node.name] : []));

export const file: SelectionMethod = byFacts('file', (node) => [node.path.slice(node.path.lastIndexOf('/') + 1)]);

function byFacts(name: string, facts: Facts): SelectionMethod {
  return {
    name,
    match: (value) => matchAny(value, facts),
    candidates: (nodes) => allFacts(nodes, facts),
  };
}

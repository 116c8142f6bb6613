import type { GraphNode } from '../../graph.ts';
import { checkOneOf } from '../matching.ts';
import type { SelectionMethod } from '../selection-method.ts';

export const resourceType: SelectionMethod = byTable('resource_type', {
  model: (node) => node.kind === 'model',
  seed: (node) => node.kind === 'seed',
  source: (node) => node.kind === 'source',
  test: (node) => node.kind === 'test',
  unit_test: (node) => node.kind === 'unit_test',
});

export const testType: SelectionMethod = byTable('test_type', {
  generic: (node) => node.kind === 'test' && node.test !== 'singular',
  singular: (node) => node.kind === 'test' && node.test === 'singular',
  data: (node) => node.kind === 'test',
  unit: (node) => node.kind === 'unit_test',
});

function byTable(name: string, table: Readonly<Record<string, (node: GraphNode) => boolean>>): SelectionMethod {
  return {
    name,
    check: (value) => checkOneOf(value, Object.keys(table)),
    match: (value) => table[value]!,
  };
}

/** What a `ref('x')` or `source('a', 'b')` among a test's arguments names: a model or seed, or `source.table`. */
export interface NamedRelation {
  readonly kind: 'ref' | 'source';
  readonly name: string;
}

const name = String.raw`\s*(?:'([^']+)'|"([^"]+)")\s*`;
const shape = new RegExp(String.raw`^\s*(?:ref\(${name}\)|source\(${name},${name}\))\s*$`);

/** JSON Schema of an argument that names a relation. */
export const relationExpressionSchema = {
  type: 'string',
  pattern: shape.source,
  description: "ref('model') or source('system', 'table')",
} as const;

/** Undefined where the text is neither; the schema has refused it by then. */
export function parseRelationExpression(expression: string): NamedRelation | undefined {
  const match = shape.exec(expression);
  if (match === null) return undefined;
  const [ref, system, table] = [1, 3, 5].map((group) => match[group] ?? match[group + 1]);
  return ref === undefined ? { kind: 'source', name: `${system}.${table}` } : { kind: 'ref', name: ref };
}

import { allFacts } from '../matching.ts';
import { qualifiedName } from '../node-facts.ts';
import type { SelectionMethod } from '../selection-method.ts';
import { hasWildcard, namePattern } from '../wildcard.ts';

/** The method of a bare name: it matches names, folders, and wildcards over both. */
export const fqn: SelectionMethod = {
  name: 'fqn',
  match(value, _argument, project) {
    const parts = value.split('.');
    const leaf = hasWildcard(value) ? namePattern(value) : undefined;
    const rest = restPattern(parts);
    const first = rest?.from === 0 ? '' : parts[0]!;
    return (node) => {
      if (node.kind === 'source') return false;
      if (node.name === value || leaf?.test(node.name) === true) return true;
      // Taking names apart is most of the cost: only where the first part can be found at all.
      if (!node.path.includes(first) && !node.name.includes(first) && !project.name.includes(first)) return false;
      const name = qualifiedName(node, project);
      const flat = name.flatMap((each) => each.split('.'));
      return matchesFrom(flat, parts, rest) || matchesFrom(flat.slice(1), parts, rest);
    };
  },
  candidates: (nodes) => allFacts(nodes, (node) => (node.kind === 'source' ? [] : [node.name])),
};

interface RestPattern {
  readonly from: number;
  readonly pattern: RegExp;
}

/** dbt's rule: part by part, and from the first wildcard on, the whole rest at once. */
function restPattern(parts: readonly string[]): RestPattern | undefined {
  const from = parts.findIndex(hasWildcard);
  return from === -1 ? undefined : { from, pattern: namePattern(parts.slice(from).join('.')) };
}

function matchesFrom(name: readonly string[], parts: readonly string[], rest: RestPattern | undefined): boolean {
  if (name.length < parts.length) return false;
  const plain = rest === undefined ? parts : parts.slice(0, rest.from);
  if (!plain.every((part, index) => name[index] === part)) return false;
  return rest === undefined || rest.pattern.test(name.slice(rest.from).join('.'));
}

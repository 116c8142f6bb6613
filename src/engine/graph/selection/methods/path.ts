import { allFacts } from '../matching.ts';
import type { SelectionMethod } from '../selection-method.ts';
import { pathPattern } from '../wildcard.ts';

/** A file, a folder with everything in it, or a pattern of either, seen from the project folder. */
export const path: SelectionMethod = {
  name: 'path',
  match(value, _argument, project) {
    const pattern = pathPattern(value);
    // Diagnostics and shells name files from the folder above the project: such a path is taken as well.
    const folder = `${project.root.split(/[\\/]/).at(-1)}/`;
    const inside = value.startsWith(folder) ? pathPattern(value.slice(folder.length)) : undefined;
    return (node) => pattern.test(node.path) || inside?.test(node.path) === true;
  },
  candidates: (nodes) => allFacts(nodes, (node) => [node.path, node.path.slice(0, node.path.lastIndexOf('/'))]),
};

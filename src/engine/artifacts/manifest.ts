import type { CompiledProject } from '../compile/compiled-project.ts';
import type { DataTest, Model, Seed, SourceTable, UnitTest } from '../parse/project.ts';

/**
 * `manifest.json`: what the project is, compiled, as data. The same project gives the same bytes. In pieces: as one text,
 * a project of thousands of models would be held in memory twice more.
 */
export function* renderManifest(compiled: CompiledProject): Generator<string> {
  const { project, graph, target } = compiled;
  const metadata = { schema_version: 1, generator: 'alambic', project: project.name, target: target.name };
  let separator = '';
  yield `{"metadata":${JSON.stringify(metadata)},"nodes":{`;
  for (const id of [...graph.nodes.keys()].sort()) {
    const node = graph.nodes.get(id);
    if (node === undefined) continue;
    const described = describe(node, compiled, id);
    described['depends_on'] = (graph.parents.get(id) ?? []).toSorted();
    yield `${separator}${JSON.stringify(id)}:${JSON.stringify(described)}`;
    separator = ',\n';
  }
  yield '}}\n';
}

function describe(
  node: SourceTable | Model | Seed | DataTest | UnitTest,
  compiled: CompiledProject,
  id: string,
): Record<string, unknown> {
  const relation = compiled.relations.get(id);
  const common = { resource_type: node.kind, path: node.path, description: node.description, relation };
  switch (node.kind) {
    case 'source':
      return {
        ...common,
        name: node.id,
        zone: node.zone,
        subject_keys: node.subjectKeys,
        extract: node.extract,
        columns: node.columns.map(({ name, type, description, privacy }) => ({ name, type, description, privacy })),
      };
    case 'seed':
      return {
        ...common,
        name: node.name,
        checksum: node.hash,
        columns: node.columns.map(({ name, type, description }) => ({ name, type, description })),
      };
    case 'model': {
      const body = compiled.bodies.get(id);
      const sql = body?.language === 'sql' ? body.full.sql : undefined;
      const columns = node.columns.map(({ name, type, description, privacy, from }) => ({
        name,
        type,
        description,
        privacy,
        from,
      }));
      return {
        ...common,
        name: node.name,
        language: node.language,
        checksum: node.hash,
        config: node.config,
        columns,
        macros: node.macros,
        compiled_sql: sql,
      };
    }
    case 'test':
      return {
        ...common,
        name: node.name,
        test: node.test,
        attached_to: node.attachedTo,
        column: node.column,
        arguments: node.arguments,
        config: node.settings,
      };
    case 'unit_test':
      return { ...common, name: node.name, model: node.model };
  }
}

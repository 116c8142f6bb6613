import { dataTestKinds } from '../../src/engine/data-tests/registry.ts';
import { schemas } from '../../src/engine/parse/schemas/all-schemas.ts';
import type { JsonSchema } from '../../src/engine/parse/schemas/json-schema.ts';
import { dataTestSettings } from '../../src/engine/parse/schemas/model-config.ts';

/** The schemas for editors: those of the validators, completed by what the registry of data tests knows. */
export async function generateSchemas(): Promise<ReadonlyMap<string, string>> {
  const files = Object.entries(schemas).map(([kind, schema]) => {
    const text = JSON.stringify(withDataTestKinds(schema), null, 2);
    return [`schemas/${kind}.schema.json`, `${text}\n`] as const;
  });
  return new Map(files);
}

function withDataTestKinds(schema: JsonSchema): JsonSchema {
  const general = schema.$defs?.['data_test'];
  if (general === undefined) return schema;
  const kinds = [...dataTestKinds.values()];
  const properties = Object.fromEntries(kinds.map((kind) => [kind.name, withSettings(kind.schema)]));
  const completed = { ...general, examples: kinds.map(({ name }) => name), properties };
  return { ...schema, $defs: { ...schema.$defs, data_test: completed } };
}

function withSettings(schema: JsonSchema): JsonSchema {
  const takesNothing = schema.required === undefined && schema['anyOf'] === undefined;
  return {
    ...schema,
    type: takesNothing ? ['object', 'null'] : 'object',
    properties: { ...schema.properties, ...dataTestSettings },
  };
}

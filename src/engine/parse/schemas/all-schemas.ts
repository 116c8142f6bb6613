import { alambicSchema } from './alambic-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { policiesSchema } from './policies-schema.ts';
import { propertiesSchema } from './properties-schema.ts';
import { sourcesSchema } from './sources-schema.ts';

/** The kinds of YAML file; `properties` are those beside models, seeds and tests. */
export type DeclarationKind = 'alambic' | 'sources' | 'policies' | 'properties';

export const schemas: Readonly<Record<DeclarationKind, JsonSchema>> = {
  alambic: alambicSchema,
  sources: sourcesSchema,
  policies: policiesSchema,
  properties: propertiesSchema,
};

import { alambicSchema } from './alambic-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { policiesSchema } from './policies-schema.ts';
import { propertiesSchema } from './properties-schema.ts';
import { sourcesSchema } from './sources-schema.ts';

/** What the validators are made of, by kind of file. */
export const schemas: Readonly<Record<'alambic' | 'sources' | 'policies' | 'properties', JsonSchema>> = {
  alambic: alambicSchema,
  sources: sourcesSchema,
  policies: policiesSchema,
  properties: propertiesSchema,
};

// Writes everything that is derived from something else: schemas, validators, reference pages. See scripts/generate/.
import { tsImport } from 'tsx/esm/api';

const { writeGenerated } = await tsImport('./generate/generate.ts', import.meta.url);
for (const path of await writeGenerated()) console.log(`wrote ${path}`);

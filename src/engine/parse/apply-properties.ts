import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { DataTest, Model, Seed, UnitTest } from './project.ts';
import type { Properties } from './declarations/read-declarations.ts';

export interface AppliedProperties {
  readonly dataTests: readonly DataTest[];
  readonly unitTests: readonly UnitTest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings the tests of properties files together with what they test, and finds properties of nothing. */
export function applyProperties(
  properties: Properties,
  models: ReadonlyMap<string, Model>,
  seeds: ReadonlyMap<string, Seed>,
  singular: readonly DataTest[],
): AppliedProperties {
  const diagnostics: Diagnostic[] = [];
  const dataTests: DataTest[] = [...singular];
  const missing = (name: string, location: Diagnostic['location'], what: string): void => {
    const best = suggest(name, [...models.keys(), ...seeds.keys()]);
    diagnostics.push({
      code: 'E0215',
      severity: 'error',
      message: `${what} "${name}", which does not exist`,
      location,
      hint: best === undefined ? 'a model is named after its file' : `did you mean "${best}"?`,
    });
  };
  for (const entry of properties.byName.values()) {
    const known = entry.kind === 'model' ? models.has(entry.name) : seeds.has(entry.name);
    if (known) dataTests.push(...entry.dataTests);
    else
      missing(
        entry.name,
        { ...entry.location, path: [...entry.location.path, 'name'], at: 'value' },
        `properties of a ${entry.kind}`,
      );
  }
  for (const said of properties.singularTests.values()) {
    const at = dataTests.findIndex((test) => test.test === 'singular' && test.name === said.name);
    const test = dataTests[at];
    if (test === undefined) missing(said.name, said.location, 'properties of a data test');
    else
      dataTests[at] = {
        ...test,
        settings: said.settings,
        ...(said.description === undefined ? {} : { description: said.description }),
      };
  }
  for (const test of properties.unitTests)
    if (!models.has(test.model)) missing(test.model, test.location, `unit test "${test.name}" of a model`);
  return { dataTests, unitTests: properties.unitTests.filter((test) => models.has(test.model)), diagnostics };
}

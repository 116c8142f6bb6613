import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataTestKinds } from '../../data-tests/registry.ts';
import { renderDiagnostics } from '../../diagnostics/render-diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { locateYaml } from '../yaml/locate.ts';
import { readDeclarations } from './read-declarations.ts';

/** To add a mistake: a file of mistakes/ that holds one, named after the kind of file; the golden rendering is written. */
const folder = new URL('mistakes/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.yml'));

const paths: Readonly<Record<string, string>> = {
  alambic: 'alambic.yml',
  sources: 'sources.yml',
  policies: 'policies.yml',
  properties: 'models/marts.yml',
};

/** So that alambic.yml has folders to speak of. */
const model: SourceFile = { path: 'models/marts/orders.sql', text: 'select 1 as id', hash: 'model' };
const staged: SourceFile = { path: 'models/staging/stg_orders.sql', text: 'select 1 as id', hash: 'staged' };

test.each(fixtures)('%s', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const path = paths[name.split('-')[0]!]!;
  const { diagnostics } = readDeclarations([{ path, text, hash: name }, model, staged], dataTestKinds);
  const rendered = renderDiagnostics(diagnostics, {
    colour: false,
    width: 120,
    sources: () => text,
    locate: locateYaml,
  });
  expect(diagnostics.length).toBeGreaterThan(0);
  await expect(`${rendered}\n`).toMatchFileSnapshot(new URL(name.replace(/yml$/, 'txt'), folder).pathname);
});

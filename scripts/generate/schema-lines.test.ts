import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { kindOf } from '../../src/engine/parse/declarations/read-declarations.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a project lies, and where its files find the schemas. */
const projects = [
  ['project', 'schemas'],
  ['templates/shop', 'templates/shop/node_modules/alambic/schemas'],
] as const;

const files = projects.flatMap(([folder, schemas]) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => kindOf(path) !== undefined)
    .map((path) => [join(folder, path), `${schemas}/${kindOf(path)}.schema.json`] as const),
);

test.each(files)('%s names its schema, so that editors complete it', (file, schema) => {
  const [line] = readFileSync(join(root, file), 'utf8').split('\n', 1);
  const written = /^# yaml-language-server: \$schema=(\S+)$/.exec(line!)?.[1];
  expect(relative(root, join(root, dirname(file), written ?? 'nothing'))).toBe(schema);
});

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject } from '../harness/temporary-project.ts';

const models = { 'models/orders.sql': 'select 1 as id\n' };

describe('alambic debug', () => {
  it('says what there is', async () => {
    const project = temporaryProject({ ...smallProject, ...models });
    expect(shown(await project.alambic('debug'))).toMatchInlineSnapshot(`
      "exit code 0
      ok       project    shop, target local: 1 model, 0 seeds, 0 source tables
        ok       lake       local, .alambic/lake
        ok       warehouse  duckdb, .alambic/warehouse.duckdb
      "
    `);
  });

  it('goes on after a failure, and explains each one at its place', async () => {
    const project = temporaryProject({
      ...models,
      'alambic.yml': `${String(smallProject['alambic.yml'])}    connections:
      shop: {type: postgres, host: 127.0.0.1, port: 1, database: shop, password: '\${env:ALAMBIC_TEST_NOTHING}'}
      other: {type: postgres, host: 127.0.0.1, port: 1, database: shop}
`,
      'policies.yml': 'version: 1\nkeys: {pii: {secret: ALAMBIC_TEST_NOTHING, version: 3}}\n',
      '.alambic/warehouse.duckdb': 'this is not a database, and long enough to be taken for one by its size alone',
    });
    expect(shown(await project.alambic('debug'))).toMatchInlineSnapshot(`
      "exit code 1
      ok       project           shop, target local: 1 model, 0 seeds, 0 source tables
        ok       lake              local, .alambic/lake
        failed   warehouse         the warehouse file is not a DuckDB database
        failed   key pii           environment variable ALAMBIC_TEST_NOTHING is not set
        failed   connection shop   environment variable ALAMBIC_TEST_NOTHING is not set
        failed   connection other  PostgreSQL at 127.0.0.1:1/shop refused the connection

      error E0701 the warehouse file is not a DuckDB database
        alambic.yml:6:5
        6 |     warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}
          |     ^^^^^^^^^
        hint: choose another path for the warehouse

      error E0905 environment variable ALAMBIC_TEST_NOTHING is not set
        alambic.yml:9:82
        9 | …: 1, database: shop, password: '\${env:ALAMBIC_TEST_NOTHING}'}
          |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: set it in the environment, or in the project's .env: ALAMBIC_TEST_NOTHING=…

      error E0901 PostgreSQL at 127.0.0.1:1/shop refused the connection
        alambic.yml:10:7
        10 |       other: {type: postgres, host: 127.0.0.1, port: 1, database: shop}
           |       ^^^^^
        hint: is the server running, and are host and port right?

      error E0905 environment variable ALAMBIC_TEST_NOTHING is not set
        policies.yml:2:22
        2 | keys: {pii: {secret: ALAMBIC_TEST_NOTHING, version: 3}}
          |                      ^^^^^^^^^^^^^^^^^^^^
        hint: set it in the environment, or in the project's .env: ALAMBIC_TEST_NOTHING=…

      4 errors
      "
    `);
  });

  it('counts the errors of a broken project', async () => {
    const project = temporaryProject({
      ...smallProject,
      'models/orders.sql': 'select * from {{ref "a"}}, {{ref "b"}}\n',
    });
    expect(shown(await project.alambic('debug'))).toContain('failed   project  2 errors');
  });

  it('warns of a .env that git tracks, and of no other', async () => {
    const project = temporaryProject({ ...smallProject, ...models, '.env': 'PII_KEY=not-a-secret\n' });
    const git = (...argv: readonly string[]): unknown =>
      execFileSync('git', argv, { cwd: project.folder, stdio: 'ignore' });
    git('init');
    expect(shown(await project.alambic('debug'))).not.toContain('tracked');
    git('add', '-f', '.env');
    const text = shown(await project.alambic('debug'));
    expect(text).toContain('warning  secrets    .env is tracked by git');
    expect(text).toContain('exit code 0');
  });
});

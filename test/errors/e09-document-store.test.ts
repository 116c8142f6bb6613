import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDocumentStore, type DocumentStoreServer } from '../../services/document-store/start-document-store.ts';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject } from '../harness/temporary-project.ts';

let server: DocumentStoreServer;
beforeAll(async () => {
  server = await startDocumentStore({ auth: { user: 'shop', password: 'store-password' } });
});
afterAll(() => server.stop());

async function built(url: string, model = 'select range as id from range(3)', index = ''): Promise<string> {
  const files = {
    ...smallProject,
    'alambic.yml': `${String(smallProject['alambic.yml'])}    connections:
      serving: {type: mongodb, url: '\${env:ALAMBIC_TEST_URL}'}
`,
    'models/search.sql': `${model}\n`,
    'models/serving.yml': `version: 1
models:
  - name: search
    materialized: projection
    projection:
      store: serving
      collection: search
      key: id${index}
`,
  };
  const outcome = await temporaryProject(files, { ALAMBIC_TEST_URL: url }).alambic('build');
  expect(outcome.stdout + outcome.stderr).not.toContain('store-password');
  return shown(outcome).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');
}

describe('a document store that cannot be used', () => {
  it('is published to where it can', async () => {
    expect(await built(server.url)).toContain('exit code 0');
  });

  it('E0902 a wrong password', async () => {
    expect(await built(server.url.replace('store-password', 'another-password'))).toMatchInlineSnapshot(`
      "exit code 1
      ✗ projection search
      error E0902 the document store refuses the user or the password
        alambic.yml:9:7
        9 |       serving: {type: mongodb, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^^^^
        hint: check the connection of the target, and the database that the user belongs to (authSource)

        failed in … s · 1 failed
      "
    `);
  });

  it('E0712 rows that share a key', async () => {
    expect(await built(server.url, 'select 1 as id from range(3)')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ projection search
      error E0712 projection to search: 2 rows share a key
        hint: the key must be unique and not null: add data tests unique and not_null on id

        failed in … s · 1 failed
      "
    `);
  });

  it('E0712 two documents with one value where an index is unique', async () => {
    const index = '\n      indexes: [{keys: {name: 1}, unique: true}]';
    const model = "select range as id, 'jeanne' as name from range(3)";
    const text = await built(server.url, model, index);
    expect(text).not.toContain('jeanne');
    expect(text).toMatchInlineSnapshot(`
      "exit code 1
      ✗ projection search
      error E0712 publishing search: two documents have one value where an index must be unique
        hint: test the projected model for uniqueness, or leave unique out of the index

        failed in … s · 1 failed
      "
    `);
  });

  it('E0202 a url that is none', async () => {
    expect(await built('localhost:27017/store-password')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ projection search
      error E0202 the url of the document store is not understood
        alambic.yml:9:7
        9 |       serving: {type: mongodb, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^^^^
        hint: it looks like mongodb://user@host:27017/database

        failed in … s · 1 failed
      "
    `);
  });
});

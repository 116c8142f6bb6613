import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyProxy } from '../harness/faulty-proxy.ts';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject, type Files } from '../harness/temporary-project.ts';
import { startTestPostgres, type TestPostgres } from '../servers/postgres.ts';

const key = 'a-key-for-pseudonyms-of-this-test';
let server: TestPostgres;

beforeAll(async () => {
  server = await startTestPostgres();
  await server.query(`
    create table buyers (id bigint primary key, email text, note text);
    insert into buyers select i, 'jeanne' || i || '@example.org', repeat('x', 200) from generate_series(1, 20000) i;
    create role reader login password 'reader-password';
  `);
});
afterAll(() => server.stop());

function project(connection: string, columns = '{name: note, type: varchar}'): Files {
  return {
    'alambic.yml': `${String(smallProject['alambic.yml'])}    connections:
      shop: ${connection}
`,
    'sources.yml': `version: 1
sources:
  - name: shop
    connection: shop
    zone: raw
    tables:
      - name: buyers
        columns:
          - {name: id, type: bigint}
          - {name: email, type: varchar, privacy: contact.email}
          - ${columns}
`,
    'policies.yml': `version: 1
keys:
  pii: {secret: ALAMBIC_TEST_KEY, version: 1}
treatments:
  - {categories: [contact.*], treatment: pseudonymise, key: pii}
zones:
  raw: {allow: pseudonymous}
`,
    'models/stg_buyers.sql': 'select id from {{source "shop" "buyers"}}\n',
  };
}

/** What `build` says with a connection, free of ports, and checked for what must not be in it. */
async function built(files: Files, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const all = { ALAMBIC_TEST_KEY: key, ...environment };
  const outcome = await temporaryProject(files, all).alambic('build');
  const everything = outcome.stdout + outcome.stderr;
  const password = decodeURIComponent(new URL(server.url).password);
  for (const secret of [key, password, 'reader-password', 'jeanne']) expect(everything).not.toContain(secret);
  return shown(outcome).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');
}

const byUrl = project("{type: postgres, url: '${env:ALAMBIC_TEST_URL}'}");

function url(change: (url: URL) => void): Readonly<Record<string, string>> {
  const changed = new URL(server.url);
  change(changed);
  return { ALAMBIC_TEST_URL: changed.href };
}

const url0 = (): Readonly<Record<string, string>> => url(() => undefined);

describe('a PostgreSQL that cannot be used', () => {
  it('is built without any complaint where it can', async () => {
    expect(await built(byUrl, url0())).toContain('exit code 0');
  });

  it('E0901 nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => void closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => void closed.close(resolve));
    expect(
      await built(
        byUrl,
        url((each) => (each.port = String(port))),
      ),
    ).toMatchInlineSnapshot(`
      "exit code 1
      PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (2 of 5)
        PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (3 of 5)
        PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (4 of 5)
        PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (5 of 5)

      ✗ extract shop.buyers
      error E0901 PostgreSQL at 127.0.0.1:<port>/postgres refused the connection
        alambic.yml:9:7
        9 |       shop: {type: postgres, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^
        hint: is the server running, and are host and port right?

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });

  it('E0902 a wrong password', async () => {
    expect(
      await built(
        byUrl,
        url((each) => (each.password = 'not-the-password')),
      ),
    ).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0902 PostgreSQL at 127.0.0.1:<port>/postgres refused user "alambic"
        alambic.yml:9:7
        9 |       shop: {type: postgres, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^
        hint: check user and password of the connection, and pg_hba.conf of the server

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });

  it('E0903 a host that does not exist', async () => {
    expect(
      await built(
        byUrl,
        url((each) => (each.hostname = 'db.invalid')),
      ),
    ).toContain('E0903');
  });

  it('E0904 a database that does not exist', async () => {
    expect(
      await built(
        byUrl,
        url((each) => (each.pathname = '/shopp')),
      ),
    ).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0904 there is no database "shopp" at 127.0.0.1:<port>/shopp
        alambic.yml:9:7
        9 |       shop: {type: postgres, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^
        hint: check the database of the connection, or create it

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });

  it('E0906 the connection is cut in the middle of a table, and the server stays away (E0901)', async () => {
    const proxy = await startFaultyProxy(server.port);
    try {
      proxy.plan({ seen: 'copy (select', after: 100_000, kind: 'refuse' });
      const text = await built(
        byUrl,
        url((each) => (each.port = String(proxy.port))),
      );
      expect(proxy.faults).toBe(1);
      expect(text).toMatchInlineSnapshot(`
        "exit code 1
        the connection to PostgreSQL at 127.0.0.1:<port>/postgres was lost: trying again (2 of 5)
          PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (3 of 5)
          PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (4 of 5)
          PostgreSQL at 127.0.0.1:<port>/postgres refused the connection: trying again (5 of 5)

        ✗ extract shop.buyers
        error E0901 PostgreSQL at 127.0.0.1:<port>/postgres refused the connection
          hint: is the server running, and are host and port right?

        - skipped    stg_buyers because shop.buyers failed

          failed in … s · 1 failed, 1 skipped
        "
      `);
    } finally {
      await proxy.close();
    }
  });

  it('E0907 a server without TLS', async () => {
    const files = project("{type: postgres, url: '${env:ALAMBIC_TEST_URL}', ssl: true}");
    expect(await built(files, url0())).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0907 TLS with PostgreSQL at 127.0.0.1:<port>/postgres failed
        alambic.yml:9:7
        9 |       shop: {type: postgres, url: '\${env:ALAMBIC_TEST_URL}', ssl: true}
          |       ^^^^
        hint: set "ssl: true", with "ssl_ca" where the certificate is not signed by a public authority

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });

  it('E0908 a table that the user may not read', async () => {
    const user = url((each) => ([each.username, each.password] = ['reader', 'reader-password']));
    expect(await built(byUrl, user)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0908 user "reader" may not read public.buyers of PostgreSQL at 127.0.0.1:<port>/postgres
        sources.yml:7:15
        7 |       - name: buyers
          |               ^^^^^^
        hint: grant it: GRANT SELECT ON public.buyers TO reader

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });

  it('E0909 a table that does not exist', async () => {
    const files = {
      ...byUrl,
      'sources.yml': String(byUrl['sources.yml']).replace('name: buyers', 'name: buyerz'),
      'models/stg_buyers.sql': 'select 1 as id\n',
    };
    expect(await built(files, url0())).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyerz
      error E0909 there is no table public.buyerz in connection "shop"
        sources.yml:7:15
        7 |       - name: buyerz
          |               ^^^^^^
        hint: did you mean "buyers"?

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0704 a column that is gone, and a type that is another', async () => {
    const files = project("{type: postgres, url: '${env:ALAMBIC_TEST_URL}'}", '{name: nickname, type: varchar}');
    expect(await built(files, url0())).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0704 column "nickname" is missing from public.buyers
        sources.yml:11:20
        11 |           - {name: nickname, type: varchar}
           |                    ^^^^^^^^
        hint: take it out of sources.yml, or put it back into the table

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
    const other = project("{type: postgres, url: '${env:ALAMBIC_TEST_URL}'}", '{name: note, type: integer}');
    expect(await built(other, url0())).toMatchInlineSnapshot(`
      "exit code 1
      ✗ extract shop.buyers
      error E0704 column "note" of public.buyers is varchar, declared as integer
        sources.yml:11:20
        11 |           - {name: note, type: integer}
           |                    ^^^^
        hint: declare it as varchar

      - skipped    stg_buyers because shop.buyers failed

        failed in … s · 1 failed, 1 skipped
      "
    `);
  });
});

describe('what never leaves the source', () => {
  it('E0504 a model that reads a column that a treatment removes', async () => {
    const files = {
      ...byUrl,
      'policies.yml': String(byUrl['policies.yml']).replace('treatment: pseudonymise, key: pii', 'treatment: drop'),
      'models/stg_buyers.sql': 'select\n  b.id,\n  b.email\nfrom {{source "shop" "buyers"}} b\n',
    };
    expect(await built(files, url0())).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view stg_buyers
      error E0504 column "email" of shop.buyers is removed by a treatment
        models/stg_buyers.sql:3:3
        3 |   b.email
          |   ^^^^^^^
        removed   contact.email: drop (policies.yml)
        hint      do without it: what is dropped at extraction is nowhere in the lake or the warehouse

        failed in … s · 1 built, 1 failed
      "
    `);
  });
});

describe('connections and secrets', () => {
  it('E0905 a secret that is not set', async () => {
    expect(await built(byUrl)).toMatchInlineSnapshot(`
      "exit code 2
      error E0905 environment variable ALAMBIC_TEST_URL is not set
        alambic.yml:9:35
        9 |       shop: {type: postgres, url: '\${env:ALAMBIC_TEST_URL}'}
          |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: set it in the environment, or in the project's .env: ALAMBIC_TEST_URL=…

      1 error
      "
    `);
  });

  it('E0905 a key that is not set: nothing is built, and it is said once', async () => {
    const text = await built(byUrl, { ...url0(), ALAMBIC_TEST_KEY: '' });
    expect(text).toMatchInlineSnapshot(`
      "exit code 2
      error E0905 environment variable ALAMBIC_TEST_KEY is empty
        policies.yml:3:17
        3 |   pii: {secret: ALAMBIC_TEST_KEY, version: 1}
          |                 ^^^^^^^^^^^^^^^^
        hint: set it in the environment, or in the project's .env: ALAMBIC_TEST_KEY=…

      1 error
      "
    `);
  });

  it('E0803 a key that is too short', async () => {
    expect(await built(byUrl, { ...url0(), ALAMBIC_TEST_KEY: 'tiny-key' })).toMatchInlineSnapshot(`
      "exit code 2
      error E0803 the secret of key "pii" is shorter than 16 bytes
        policies.yml:3:17
        3 |   pii: {secret: ALAMBIC_TEST_KEY, version: 1}
          |                 ^^^^^^^^^^^^^^^^
        hint: make one with: openssl rand -base64 32

      1 error
      "
    `);
  });

  it('E0913 a reference to nowhere, and one that is not closed', async () => {
    expect(await built(project("{type: postgres, url: '${environment:SHOP_URL}'}"))).toMatchInlineSnapshot(`
      "exit code 2
      error E0913 \${environment:SHOP_URL}: secrets do not come from "environment"
        alambic.yml:9:35
        9 |       shop: {type: postgres, url: '\${environment:SHOP_URL}'}
          |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: they come from env, file, vault, aws-sm

      1 error
      "
    `);
    expect(await built(project("{type: postgres, url: '${env:SHOP_URL'}"))).toMatchInlineSnapshot(`
      "exit code 2
      error E0913 a secret reference is not closed with "}"
        alambic.yml:9:35
        9 |       shop: {type: postgres, url: '\${env:SHOP_URL'}
          |                                   ^^^^^^^^^^^^^^^^
        hint: write: \${env:NAME} or \${file:path}; for the characters \${ themselves write $\${

      1 error
      "
    `);
    expect(await built(project("{type: postgres, url: '${vault:shop#url}'}"))).toMatchInlineSnapshot(`
      "exit code 2
      error E0913 \${vault:shop#url} needs HashiCorp Vault, which this version cannot read yet
        alambic.yml:9:35
        9 |       shop: {type: postgres, url: '\${vault:shop#url}'}
          |                                   ^^^^^^^^^^^^^^^^^^^
        hint: use \${env:NAME} or \${file:path}

      1 error
      "
    `);
  });

  it('E0202 a password that is written down', async () => {
    const text = await built(project('{type: postgres, host: 127.0.0.1, user: shop, password: hunter2-and-more}'));
    expect(text).not.toContain('hunter2');
    expect(text).toMatchInlineSnapshot(`
      "exit code 2
      error E0202 "password" must be a reference such as "\${env:NAME}": secrets never stand in the project
        alambic.yml
        line   9, targets.local.connections.shop.password

      1 error
      "
    `);
  });

  it('E0911 a connection that the target does not have', async () => {
    const files = {
      ...byUrl,
      'sources.yml': String(byUrl['sources.yml']).replace('connection: shop', 'connection: shopp'),
    };
    expect(await built(files, url0())).toMatchInlineSnapshot(`
      "exit code 2
      error E0911 target "local" has no connection named "shopp"
        alambic.yml:5:3
        5 |   local:
          |   ^^^^^
        hint: did you mean "shop"?

      1 error
      "
    `);
  });

  it('E0912 a document store that is extracted from', async () => {
    expect(await built(project("{type: mongodb, url: '${env:ALAMBIC_TEST_URL}'}"), url0())).toMatchInlineSnapshot(`
      "exit code 2
      error E0912 connection "shop": "mongodb" cannot be a source here
        alambic.yml:9:7
        9 |       shop: {type: mongodb, url: '\${env:ALAMBIC_TEST_URL}'}
          |       ^^^^
        hint: a source is postgres

      1 error
      "
    `);
  });

  it('says that a secret is too short to be hidden, and by which reference', async () => {
    const text = await built(
      project("{type: postgres, host: 127.0.0.1, port: 1, user: shop, password: '${env:ALAMBIC_TEST_SHORT}'}"),
      { ALAMBIC_TEST_SHORT: 'q7' },
    );
    expect(text).toContain('the secret ${env:ALAMBIC_TEST_SHORT} is too short to be hidden');
    expect(text).not.toContain('q7');
  });
});

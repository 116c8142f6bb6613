import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject } from '../harness/temporary-project.ts';
import { attempt } from './attempt.ts';

const build = ['build'];

describe('data tests', () => {
  it('E0702 a data test that fails: nothing is published, and what depends on it is skipped', async () => {
    const files = {
      'models/orders.sql': "{{config materialized=\"table\"}}\nselect unnest(['jeanne', 'jeanne', null]) as buyer\n",
      'models/marts.sql': 'select * from {{ref "orders"}}\n',
      'models/marts.yml': `version: 1
models:
  - name: orders
    columns:
      - name: buyer
        data_tests:
          - unique
          - not_null
          - accepted_values: {values: [paul], severity: warn}
`,
    };
    const text = await attempt({ files, argv: build });
    expect(text).not.toContain('jeanne');
    expect(text).toMatchInlineSnapshot(`
      "exit code 1
      warning E0702 data test accepted_values_orders_buyer_c689edcb: 1 failure
        models/marts.yml:9:13
        9 |           - accepted_values: {values: [paul], severity: warn}
          |             ^^^^^^^^^^^^^^^
        hint: set store_failures: true to keep the failing rows in a table

      error E0702 data test not_null_orders_buyer: 1 failure
        models/marts.yml:8:13
        8 |           - not_null
          |             ^^^^^^^^
        hint: set store_failures: true to keep the failing rows in a table

      error E0702 data test unique_orders_buyer: 1 failure
        models/marts.yml:7:13
        7 |           - unique
          |             ^^^^^^
        hint: set store_failures: true to keep the failing rows in a table

      ✗ table orders
        2 of 3 tests failed, not published

      - skipped    marts because orders failed

        failed in … s · 1 failed, 1 skipped · 0 tests passed, 1 warned, 2 failed
      "
    `);
  });

  it('E0709 a unit test', async () => {
    const files = {
      'models/stg.sql': 'select 1 as id, 5 as rating\n',
      'models/bad.sql': 'select id from {{ref "stg"}} where rating < 0\n',
      'models/marts.yml': `version: 1
models: [{name: bad}]
unit_tests:
  - name: ratings_above_five_are_bad
    model: bad
    given: [{input: ref('stg'), rows: [{id: 1, rating: 6}, {id: 2, rating: 5}]}]
    expect: {rows: [{id: 1}]}
`,
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      error E0709 unit test ratings_above_five_are_bad: 1 expected row is missing
        models/marts.yml:4:11
        4 |   - name: ratings_above_five_are_bad
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^
        missing   id: 1

      - skipped    bad because ratings_above_five_are_bad failed

        failed in … s · 1 built, 1 skipped · 0 tests passed, 0 warned, 1 failed
      "
    `);
  });

  it('E0712 an incremental model whose key is not unique', async () => {
    const files = {
      'models/orders.sql': '{{config materialized="incremental" unique_key="id"}}\nselect unnest([1, 1, null]) as id\n',
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ incremental orders
      error E0712 orders: 1 row has no id
        models/orders.sql
        hint: unique_key must identify a row: deduplicate the model, or use incremental_strategy: append

        failed in … s · 1 failed
      "
    `);
  });
});

describe('seeds', () => {
  const seed = async (text: string, yaml = ''): Promise<string> => {
    const files = { 'seeds/people.csv': text, ...(yaml === '' ? {} : { 'seeds/seeds.yml': yaml }) };
    const said = await attempt({ files, argv: ['seed'] });
    expect(said).not.toContain('jeanne');
    return said;
  };

  it('E0706 a line with too many values', async () => {
    expect(await seed('name,country\npaul,FR\njeanne,FR,extra\n')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 line 3: 2 values expected, as the header has, found 3
        seeds/people.csv:3:1
        hint: put a value that holds "," between double quotes

        failed in … s · 1 failed
      "
    `);
  });

  it('E0706 a line with too few values', async () => {
    expect(await seed('name,country\npaul,FR\njeanne\n')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 line 3: 2 values expected, as the header has, found 1
        seeds/people.csv:3:1

        failed in … s · 1 failed
      "
    `);
  });

  it('E0706 a quote that is not closed', async () => {
    expect(await seed('name,country\npaul,FR\n"jeanne,FR\n')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 line 3: a quote is opened and never closed
        seeds/people.csv:3:1
        hint: a quote inside a quoted value is written twice: ""

        failed in … s · 1 failed
      "
    `);
  });

  it('E0706 a value that its type cannot hold', async () => {
    const yaml = `version: 1
seeds:
  - name: people
    columns: [{name: name, type: varchar}, {name: age, type: integer}]
`;
    expect(await seed('name,age\npaul,41\nanne,jeanne\n', yaml)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 line 3: column "age" is not of type integer
        seeds/people.csv:3:1

        failed in … s · 1 failed
      "
    `);
  });

  it('E0706 a column that is declared and not there', async () => {
    const yaml = 'version: 1\nseeds:\n  - name: people\n    columns: [{name: nmae, type: varchar}]\n';
    expect(await seed('name,age\npaul,41\n', yaml)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 seeds/people.csv has no column "nmae"
        seeds/seeds.yml:4:22
        4 |     columns: [{name: nmae, type: varchar}]
          |                      ^^^^
        hint: did you mean "name"?

        failed in … s · 1 failed
      "
    `);
  });

  it('reads what RFC 4180 allows', async () => {
    const text = 'name,quote\r\n"paul, junior","he said ""no""\nand left"\r\n\r\nanne,\r\n';
    expect(await seed(text)).toContain('exit code 0');
  });

  it('E0706 an empty file', async () => {
    expect(await seed('')).toMatchInlineSnapshot(`
      "exit code 1
      ✗ seed people
      error E0706 line 1: the file is empty
        seeds/people.csv:1:1
        hint: a seed begins with a line that names its columns

        failed in … s · 1 failed
      "
    `);
  });
});

describe('the machine', () => {
  it('E0711 the warehouse is open in another process', async () => {
    const project = temporaryProject({ ...smallProject, 'models/orders.sql': 'select 1 as id\n' });
    await project.alambic('build');
    const script = `import { DuckDBInstance } from '@duckdb/node-api'; const i = await DuckDBInstance.create('.alambic/warehouse.duckdb'); await i.connect(); console.log('open'); setInterval(() => i, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const text = shown(await project.alambic('build')).replaceAll(String(holder.pid), '<pid>');
    expect(text).toMatchInlineSnapshot(`
      "exit code 2
      error E0711 another process has the warehouse file open: /usr/bin/node, pid <pid>
        alambic.yml:6:5
        6 |     warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}
          |     ^^^^^^^^^
        hint: DuckDB gives a file to one process at a time: close the other one, or wait for it to end

      1 error
      "
    `);
  });

  it('E0707 a file of the lake that is not what its manifest says', async () => {
    const project = temporaryProject({
      ...smallProject,
      'models/exported.sql': '{{config materialized="external"}}\nselect range as id from range(1000)\n',
      'models/reader.sql': '{{config materialized="table"}}\nselect count(*) as n from {{ref "exported"}}\n',
    });
    expect(shown(await project.alambic('build'))).toContain('exit code 0');
    const lake = join(project.folder, '.alambic/lake');
    const parquet = readdirSync(lake, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.parquet'),
    );
    expect(parquet.length).toBe(1);
    truncateSync(join(lake, parquet[0]!), 100);
    const text = shown(await project.alambic('build', '--select', 'reader'));
    expect(text).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table reader
      error E0707 a Parquet file of the lake cannot be read: it is cut off or damaged
        models/reader.sql
        hint: build the model that exports it again, or extract the source again with --full-refresh

        failed in … s · 1 failed
      "
    `);
  });

  it('E0103 a lake in the place of a file', async () => {
    const files = { 'models/orders.sql': 'select 1 as id\n', '.alambic/lake': 'a file' };
    const text = await attempt({ files, argv: build });
    // Where lines are broken depends on how long the folder's name is.
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /^exit code 2 error E0103 .*\.alambic\/lake\/\.scratch cannot be made: a part of its path is a file/,
    );
  });

  it.skipIf(!canMount())('E0705 a full disk', async () => {
    const project = temporaryProject({
      ...smallProject,
      'models/big.sql':
        '{{config materialized="table"}}\nselect range as id, md5(range::varchar) as a, sha256(range::varchar) as b from range(3000000)\n',
    });
    const folder = join(project.folder, 'small');
    mkdirSync(folder);
    const config = String(smallProject['alambic.yml']).replace('.alambic/warehouse', 'small/warehouse');
    project.write({ 'alambic.yml': config, 'models/little.sql': 'select 1 as id\n' });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
    expect(shown(await project.alambic('build'))).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table big
      error E0705 no space left on the disk
        models/big.sql
        hint: free some space and run the command again: what was published before is untouched

        failed in … s · 1 built, 1 failed
      "
    `);
  });
});

/** Root in a container may be refused as anybody else is. */
function canMount(): boolean {
  const folder = '/tmp/alambic-mount-probe';
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

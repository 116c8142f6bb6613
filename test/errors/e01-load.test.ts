import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject } from '../harness/temporary-project.ts';
import { attempt } from './attempt.ts';

describe('loading', () => {
  it('E0101 no project in the folder, but one beneath', async () => {
    const project = temporaryProject({ 'shop/alambic.yml': smallProject['alambic.yml']! });
    expect(shown(await project.alambic('compile'))).toMatchInlineSnapshot(`
      "exit code 2
      error E0101 no alambic.yml in this folder
        hint: there is one in shop: use --project-dir shop

      1 error
      "
    `);
  });

  it('E0101 a folder that does not exist', async () => {
    const project = temporaryProject({});
    expect(shown(await project.alambic('build', '--project-dir', 'shopp'))).toMatchInlineSnapshot(`
      "exit code 2
      error E0101 there is no folder shopp
        hint: check --project-dir

      1 error
      "
    `);
  });

  it('E0102 bad YAML', async () => {
    const files = { 'alambic.yml': `${String(smallProject['alambic.yml'])}vars: {min_words: 3\nname: again\n` };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0102 not YAML: "}" is missing
        alambic.yml:8:7
        8 | vars: {min_words: 3
          |       ^

      1 error
      "
    `);
  });

  it('E0102 a tab as indentation, and no follow-up of a file that cannot be read', async () => {
    const files = {
      'models/marts.yml': 'version: 1\nmodels:\n\t- name: orders\n',
      'models/orders.sql': 'select 1 as one from {{ref "nothing"}}\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0102 not YAML: a tab stands in the indentation
        models/marts.yml:3:1
        3 |   - name: orders
          | ^
        hint: indent with spaces

      1 error
      "
    `);
  });

  it.skipIf(process.getuid?.() === 0)('E0103 a file that may not be read', async () => {
    const project = temporaryProject({ ...smallProject, 'models/orders.sql': 'select 1 as one\n' });
    chmodSync(join(project.folder, 'models/orders.sql'), 0);
    expect(shown(await project.alambic('compile'))).toContain('error E0103');
  });

  it('E0103 a link that leads nowhere', async () => {
    const project = temporaryProject({ ...smallProject, 'models/other.sql': 'select * from {{ref "orders"}}' });
    symlinkSync('nowhere.sql', join(project.folder, 'models/orders.sql'));
    expect(shown(await project.alambic('compile'))).toMatchInlineSnapshot(`
      "exit code 2
      error E0103 models/orders.sql cannot be read: it is a link to a file that does not exist
        models/orders.sql
        hint: mend the link, or remove it

      1 error
      "
    `);
  });

  it('E0104 not UTF-8', async () => {
    const files = { 'models/orders.sql': Buffer.from("select 'pay\xe9' as state\n", 'latin1') };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0104 models/orders.sql is not UTF-8
        models/orders.sql
        hint: save the file as UTF-8

      1 error
      "
    `);
  });
});

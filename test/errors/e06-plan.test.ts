import { describe, expect, it } from 'vitest';
import { shown } from '../harness/shown.ts';
import { smallProject, temporaryProject } from '../harness/temporary-project.ts';
import { attempt } from './attempt.ts';

describe('planning', () => {
  it('E0212 a TypeScript model as a view', async () => {
    const files = {
      'models/stg.sql': 'select 1 as id\n',
      'models/enriched.ts': `import { defineModel, ref } from 'alambic';

export default defineModel({
  materialized: 'view',
  inputs: { rows: ref('stg') },
  columns: { id: { type: 'integer' } },
  transform: (batch) => batch.rows,
});
`,
    };
    expect(await attempt({ files, argv: ['build'] })).toMatchInlineSnapshot(`
      "exit code 2
      error E0212 "materialized" must be table, incremental, external
        models/enriched.ts:4:3
        4 |   materialized: 'view',
          |   ^^^^^^^^^^^^

      1 error
      "
    `);
  });

  it('E0603 a merge without a key', async () => {
    const files = {
      'models/orders.sql': '{{config materialized="incremental" incremental_strategy="merge"}}\nselect 1 as id\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0603 orders: incremental_strategy merge needs a unique_key
        models/orders.sql:1:37
        1 | {{config materialized="incremental" incremental_strategy="merge"}}
          |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: name the columns that identify a row, or use incremental_strategy: append

      1 error
      "
    `);
  });

  it('E0604 other columns than the table of an incremental model', async () => {
    const model = (columns: string): string =>
      `{{config materialized="incremental" unique_key="id" on_schema_change="fail"}}\nselect ${columns}\n`;
    const project = temporaryProject({ ...smallProject, 'models/orders.sql': model('1 as id, 2 as amount') });
    expect(shown(await project.alambic('build'))).toContain('exit code 0');
    project.write({ 'models/orders.sql': model("1 as id, 'EUR' as currency") });
    expect(shown(await project.alambic('build'))).toMatchInlineSnapshot(`
      "exit code 1
      ✗ incremental orders
      error E0604 columns of orders changed: new "currency", gone "amount"
        models/orders.sql
        hint: run it with --full-refresh, or choose on_schema_change: append_new_columns or sync_all_columns

        failed in … s · 1 failed
      "
    `);
    const rows = await project.alambic('show', 'orders', '--format', 'csv');
    expect(rows.stdout).toBe('id,amount\n1,2\n');
  });

  it('E0605 a projection that goes nowhere', async () => {
    const files = { 'models/search.sql': '{{config materialized="projection"}}\nselect 1 as id\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0605 search: a projection says where it goes
        models/search.sql:1:10
        1 | {{config materialized="projection"}}
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: add projection: {store: …, collection: …, key: …} beside the model

      1 error
      "
    `);
  });

  it('E0911 a projection to a connection that the target does not have', async () => {
    const files = {
      'models/search.sql': 'select 1 as id\n',
      'models/serving.yml': `version: 1
models:
  - name: search
    materialized: projection
    projection: {store: servng, collection: search, key: id}
`,
    };
    expect(await attempt({ files, argv: ['build'] })).toMatchInlineSnapshot(`
      "exit code 2
      error E0911 target "local" has no connection named "servng"
        alambic.yml:5:3
        5 |   local:
          |   ^^^^^
        hint: add it under targets.local.connections in alambic.yml

      1 error
      "
    `);
  });

  it('E0607 another run holds the target', async () => {
    const project = temporaryProject({ ...smallProject, 'models/orders.sql': 'select 1 as id\n' });
    await project.alambic('build');
    const lease = {
      runId: '20261123-k3v9',
      command: 'build',
      host: 'ci-7',
      pid: 4711,
      startedAt: '2026-11-23T10:15:02.000Z',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    };
    project.write({ '.alambic/lake/_alambic/local/lease.json': JSON.stringify(lease) });
    expect(shown(await project.alambic('build'))).toMatchInlineSnapshot(`
      "exit code 2
      error E0607 another run holds the target
        holder   build (run 20261123-k3v9) by process 4711 on ci-7 since 2026-11-23T10:15:02.000Z
        hint     wait for it with --wait <seconds>, or stop it

      1 error
      "
    `);
  });
});

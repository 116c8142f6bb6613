import { describe, expect, it } from 'vitest';
import { smallProject } from '../harness/temporary-project.ts';
import { attempt } from './attempt.ts';

const config = `${String(smallProject['alambic.yml'])}    connections:
      shop: {type: postgres, host: 127.0.0.1, port: 1}
`;

function sources(columns: string, table = ''): string {
  return `version: 1
sources:
  - name: shop
    connection: shop
    zone: raw
    tables:
      - name: buyers
${table}        columns:
${columns}
`;
}

const policies = `version: 1
keys:
  pii: {secret: PII_KEY, version: 1}
treatments:
  - {categories: [contact.*], treatment: pseudonymise, key: pii}
  - {categories: [identity.*], treatment: drop}
zones:
  raw: {allow: pseudonymous}
`;

const email = '          - {name: email, type: varchar, privacy: contact.email}';

async function compiled(files: Readonly<Record<string, string>>): Promise<string> {
  return attempt({
    files: { 'alambic.yml': config, 'sources.yml': sources(email), 'policies.yml': policies, ...files },
  });
}

describe('policies', () => {
  it('says nothing of a project that keeps to them', async () => {
    expect(await compiled({})).toContain('exit code 0');
  });

  it('E0801 an unknown category', async () => {
    expect(await compiled({ 'sources.yml': sources(email.replace('contact.email', 'contact.mail')) }))
      .toMatchInlineSnapshot(`
      "exit code 2
      error E0801 unknown privacy category "contact.mail" of column "email"
        sources.yml:9:51
        9 |           - {name: email, type: varchar, privacy: contact.mail}
          |                                                   ^^^^^^^^^^^^
        hint: did you mean "contact.email"?

      1 error
      "
    `);
  });

  it('E0802 a column without a sufficient treatment', async () => {
    const phone = '          - {name: body, type: varchar, privacy: content.free_text}';
    expect(await compiled({ 'sources.yml': sources(phone) })).toMatchInlineSnapshot(`
      "exit code 2
      error E0802 column "body" would enter zone "raw" without a sufficient treatment
        sources.yml:9:20
        9 |           - {name: body, type: varchar, privacy: content.free_text}
          |                    ^^^^
        column   shop.buyers.body is free_text (content.free_text)
        zone     raw allows pseudonymous
        hint     add to "treatments" in policies.yml: {categories: [content.free_text], treatment:
                 redact}, or drop

      1 error
      "
    `);
  });

  it('E0803 an unknown key, and an unknown treatment', async () => {
    const text = policies.replace('key: pii}', 'key: pi}').replace('treatment: drop', 'treatment: dropp');
    expect(await compiled({ 'policies.yml': text })).toMatchInlineSnapshot(`
      "exit code 2
      error E0803 unknown key "pi"
        policies.yml:5:61
        5 |   - {categories: [contact.*], treatment: pseudonymise, key: pi}
          |                                                             ^^
        hint: did you mean "pii"?

      error E0803 unknown treatment "dropp"
        policies.yml:6:43
        6 |   - {categories: [identity.*], treatment: dropp}
          |                                           ^^^^^
        hint: did you mean "drop"?

      2 errors
      "
    `);
    expect(await compiled({ 'policies.yml': policies.replace('key: pii}', 'key: pi}') })).toMatchInlineSnapshot(`
      "exit code 2
      error E0803 unknown key "pi"
        policies.yml:5:61
        5 |   - {categories: [contact.*], treatment: pseudonymise, key: pi}
          |                                                             ^^
        hint: did you mean "pii"?

      1 error
      "
    `);
  });

  it('E0804 an unknown zone', async () => {
    expect(await compiled({ 'sources.yml': sources(email).replace('zone: raw', 'zone: row') })).toMatchInlineSnapshot(`
      "exit code 2
      error E0804 unknown zone "row" of shop.buyers
        sources.yml:7:15
        7 |       - name: buyers
          |               ^^^^^^
        hint: did you mean "raw"?

      1 error
      "
    `);
  });

  it('E0503 a cursor that is not declared', async () => {
    const table = '        extract: {mode: incremental, cursor: updated, primary_key: id}\n';
    const columns = '          - {name: id, type: bigint}\n          - {name: updated_at, type: timestamp}';
    expect(await compiled({ 'sources.yml': sources(columns, table) })).toMatchInlineSnapshot(`
      "exit code 2
      error E0503 cursor "updated" is not declared
        sources.yml:8:46
        8 |         extract: {mode: incremental, cursor: updated, primary_key: id}
          |                                              ^^^^^^^

      1 error
      "
    `);
  });

  it('E0504 a column that a treatment removes', async () => {
    const columns =
      '          - {name: id, type: bigint}\n          - {name: full_name, type: varchar, privacy: identity.name}';
    const table = '        extract: {mode: incremental, cursor: full_name, primary_key: id}\n';
    expect(await compiled({ 'sources.yml': sources(columns, table) })).toMatchInlineSnapshot(`
      "exit code 2
      error E0803 column "full_name" is personal data, so it cannot be the cursor of shop.buyers: its last
        value would stand in the manifest
        sources.yml:11:20
        11 |           - {name: full_name, type: varchar, privacy: identity.name}
           |                    ^^^^^^^^^
        hint: take a time of change as the cursor, or extract the table in full

      1 error
      "
    `);
  });
});

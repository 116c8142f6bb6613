import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Extraction, Json, Level, Policies, SourceTable, TreatmentRule } from '../parse/project.ts';
import { checkPolicies } from './check-policies.ts';
import { describeTreatedTable } from './describe-treated-table.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { treatTable } from './treat-table.ts';

const location = { file: 'sources.yml' };
const secret = 'a secret of the tests';
const keys = (name: string) => createKeyedHash({ name, version: 3, secret });

type Columns = readonly (readonly [name: string, type: string, privacy?: string])[];

function tableOf(columns: Columns, extract: Partial<Extraction> = {}): SourceTable {
  return {
    kind: 'source', id: 'shop.buyers', source: 'shop', table: 'buyers', schema: 'public', connection: 'shop', zone: 'raw', tags: [],
    subjectKeys: [], extract: { mode: 'full', primaryKey: [], ...extract },
    columns: columns.map(([name, type, privacy]) => ({ name, type, ...(privacy === undefined ? {} : { privacy }), location })),
    location, path: 'sources.yml',
  }; // prettier-ignore
}

interface Rule {
  readonly on: readonly string[];
  readonly treatment: string;
  readonly key?: string;
  readonly [option: string]: Json | undefined;
}

function policiesOf(rules: readonly Rule[], more: Partial<Policies> = {}, allow: Level = 'pseudonymous'): Policies {
  const treatments = rules.map(({ on, treatment, key, ...options }, index): TreatmentRule => {
    const place = { file: 'policies.yml', path: ['treatments', index], at: 'value' } as const;
    return {
      categories: on,
      treatment,
      ...(key === undefined ? {} : { key }),
      options: options as Record<string, Json>,
      location: place,
    };
  });
  return {
    declared: true, controller: {}, keys: new Map([['pii', { name: 'pii', secret: 'PII_KEY', version: 3, retired: [], location }]]),
    categories: [], treatments, zones: new Map([['raw', { name: 'raw', allow }]]), roles: {}, processingActivities: [],
    declassifications: [], functions: [], logs: {}, secrets: {}, ...more,
  }; // prettier-ignore
}

const usual: readonly Rule[] = [
  { on: ['identifier.*', 'contact.email'], treatment: 'pseudonymise', key: 'pii' },
  { on: ['identity.name', 'contact.*'], treatment: 'drop' },
  { on: ['location.postal_code'], treatment: 'generalise', to: 'prefix', length: 2 },
  { on: ['content.free_text'], treatment: 'redact' },
];

const print = ({ code, severity, message, hint }: Diagnostic): string =>
  `${severity} ${code} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
const codes = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe('treatTable', () => {
  const buyers = tableOf([
    ['buyer_id', 'bigint', 'identifier.account'],
    ['email', 'varchar', 'contact.email'],
    ['full_name', 'varchar', 'identity.name'],
    ['postal_code', 'varchar', 'location.postal_code'],
    ['updated_at', 'timestamp'],
  ]);

  it('gives the columns that leave the source, each with its function', () => {
    const { columns, diagnostics } = treatTable(buyers, policiesOf(usual), keys);
    expect(diagnostics).toEqual([]);
    const rows = columns.map(({ name, sourceType, type, treatment, key, keyVersion }) => [
      name,
      sourceType,
      type,
      treatment,
      key,
      keyVersion,
    ]);
    expect(rows).toEqual([
      ['buyer_id', 'bigint', 'varchar', 'pseudonymise', 'pii', 3],
      ['email', 'varchar', 'varchar', 'pseudonymise', 'pii', 3],
      ['postal_code', 'varchar', 'varchar', 'generalise', undefined, undefined],
      ['updated_at', 'timestamp', 'timestamp', 'keep', undefined, undefined],
    ]);
    expect(columns[0]!.apply!('42')).toBe(`p3_${keys('pii').hmac('42')}`);
    expect(columns[2]!.apply!('75016')).toBe('75');
    expect(columns[3]!.apply).toBeUndefined();
  });

  it('gives no column at all where anything is wrong', () => {
    expect(treatTable(tableOf([['x', 'varchar', 'contact.email']]), policiesOf([]), keys).columns).toEqual([]);
  });

  it('tells what is removed without any key', () => {
    const { columns, removed } = describeTreatedTable(buyers, policiesOf(usual));
    expect(columns.map(({ name }) => name)).toEqual(['buyer_id', 'email', 'postal_code', 'updated_at']);
    expect(removed.map(({ name, treatment }) => [name, treatment])).toEqual([['full_name', 'drop']]);
  });

  it('takes the first rule that matches', () => {
    const first = treatTable(
      tableOf([['email', 'varchar', 'contact.email']]),
      policiesOf([{ on: ['*'], treatment: 'drop' }, ...usual]),
      keys,
    );
    expect(first).toEqual({ columns: [], diagnostics: [] });
  });
});

describe('the levels of a zone', () => {
  const check = (
    category: string,
    rules: readonly Rule[],
    allow: Level,
    more: Partial<Policies> = {},
  ): readonly string[] =>
    codes(describeTreatedTable(tableOf([['x', 'varchar', category]]), policiesOf(rules, more, allow)).diagnostics);

  it.each<[string, readonly Rule[], Level, readonly string[]]>([
    ['contact.email', [], 'pseudonymous', ['error E0802']],
    ['contact.email', [], 'direct', []],
    ['contact.email', usual, 'pseudonymous', []],
    ['contact.email', usual, 'quasi', ['error E0802']],
    ['contact.email', [{ on: ['*'], treatment: 'keep' }], 'pseudonymous', ['error E0802']],
    ['contact.email', [{ on: ['*'], treatment: 'mask' }], 'pseudonymous', ['error E0802']],
    ['contact.email', [{ on: ['*'], treatment: 'mask' }], 'derived', []],
    ['identity.name', [{ on: ['*'], treatment: 'redact' }], 'pseudonymous', ['error E0802']],
    ['identifier.account', [], 'pseudonymous', []],
    ['location.postal_code', [], 'aggregate', ['error E0802']],
    ['content.free_text', usual, 'pseudonymous', ['warning E0802']],
    ['content.free_text', usual, 'quasi', ['error E0802']],
    ['content.free_text', usual, 'redacted', []],
    ['health.blood_type', [], 'pseudonymous', ['error E0802']],
  ])('%s under %j in a zone of %s: %j', (category, rules, allow, expected) => {
    expect(check(category, rules, allow)).toEqual(expected);
  });

  it('follow the categories of the project before the built-in ones, and the exact before the pattern', () => {
    const categories = [
      { pattern: 'contact.*', level: 'quasi', special: false },
      { pattern: 'contact.email', level: 'direct', special: false },
    ] as const;
    expect(check('contact.phone', [], 'quasi', { categories })).toEqual([]);
    expect(check('contact.email', [], 'quasi', { categories })).toEqual(['error E0802']);
  });

  it('warn of redacted text until a declassification signs for it', () => {
    const declassifications = [{ model: 'shop.buyers', column: 'x', to: 'redacted' }];
    expect(check('content.free_text', usual, 'pseudonymous', { declassifications })).toEqual([]);
    expect(
      check('content.free_text', usual, 'pseudonymous', {
        declassifications: [{ model: 'shop.buyers', column: 'y', to: 'redacted' }],
      }),
    ).toEqual(['warning E0802']);
  });

  it('allow nothing personal where there are no policies', () => {
    expect(check('location.city', [], 'direct', { declared: false, zones: new Map() })).toEqual(['error E0802']);
  });
});

describe('diagnostics', () => {
  it('say what to do about a column', () => {
    const table = tableOf([
      ['email', 'varchar', 'contact.email'],
      ['body', 'varchar', 'content.free_text'],
      ['card', 'varchar', 'financial.card'],
      ['mail', 'varchar', 'contact.emial'],
      ['odd', 'varchar', 'zzz'],
      ['plain', 'varchar'],
    ]);
    const { columns, diagnostics } = describeTreatedTable(table, policiesOf([], {}, 'pseudonymous'));
    expect(diagnostics.map(print).join('\n')).toMatchInlineSnapshot(`
      "error E0802 column "email" would enter zone "raw" without a sufficient treatment | add to "treatments" in policies.yml: {categories: [contact.email], treatment: pseudonymise, key: …}, or drop
      error E0802 column "body" would enter zone "raw" without a sufficient treatment | add to "treatments" in policies.yml: {categories: [content.free_text], treatment: redact}, or drop
      error E0802 column "card" would enter zone "raw" without a sufficient treatment | add to "treatments" in policies.yml: {categories: [financial.card], treatment: pseudonymise, key: …}, or drop
      error E0801 unknown privacy category "contact.emial" of column "mail" | did you mean "contact.email"?
      error E0801 unknown privacy category "zzz" of column "odd" | declare it under "categories" in policies.yml"
    `);
    expect(diagnostics[0]!.notes).toMatchInlineSnapshot(`
      [
        {
          "label": "column",
          "text": "shop.buyers.email is direct (contact.email)",
        },
        {
          "label": "zone",
          "text": "raw allows pseudonymous",
        },
      ]
    `);
    expect(columns.map(({ name }) => name)).not.toContain('mail');
  });

  it('name every fault of the rules, used or not', () => {
    const wrong: readonly Rule[] = [
      { on: ['a.*'], treatment: 'pseudonymize', key: 'pii' },
      { on: ['a.*'], treatment: 'pseudonymise' },
      { on: ['a.*'], treatment: 'pseudonymise', key: 'pij' },
      { on: ['a.*'], treatment: 'drop', key: 'pii' },
      { on: ['a.*'], treatment: 'mask', kep: 3 },
      { on: ['a.*'], treatment: 'mask', keep: -1 },
      { on: ['a.*'], treatment: 'generalise' },
      { on: ['a.*'], treatment: 'generalise', to: 'decade' },
      { on: ['a.*'], treatment: 'generalise', to: 'prefix' },
      { on: ['a.*'], treatment: 'generalise', to: 'range', step: 0 },
      { on: ['a.*'], treatment: 'generalise', to: 'year', length: 3 },
    ];
    const diagnostics = checkPolicies(policiesOf([...usual, ...wrong]));
    expect(diagnostics.map(print).join('\n')).toMatchInlineSnapshot(`
      "error E0803 unknown treatment "pseudonymize" | did you mean "pseudonymise"?
      error E0803 treatment "pseudonymise" needs a key | keys: pii
      error E0803 unknown key "pij" | did you mean "pii"?
      error E0803 treatment "drop" takes no key
      error E0803 treatment "mask" has no option "kep" | did you mean "keep"?
      error E0803 option "keep" of treatment "mask" must be a whole number of 0 or more
      error E0803 treatment "generalise": "to" is missing: one of prefix, year, month, range
      error E0803 option "to" of treatment "generalise" must be one of prefix, year, month, range
      error E0803 treatment "generalise": "length" is missing: how many letters to keep
      error E0803 option "step" of treatment "generalise" must be a number above 0
      error E0803 treatment "generalise": "length" only goes with "to: prefix""
    `);
    expect(diagnostics[2]!.location).toEqual({ file: 'policies.yml', path: ['treatments', 6, 'key'], at: 'value' });
  });

  it('remove a column whose rule is wrong rather than let it through', () => {
    const { columns, removed } = describeTreatedTable(
      tableOf([['email', 'varchar', 'contact.email']]),
      policiesOf([{ on: ['*'], treatment: 'pseudo' }], {}, 'direct'),
    );
    expect([columns.length, removed.length]).toEqual([0, 1]);
  });

  it('refuse a treatment that does not fit the type, and warn of few values', () => {
    const table = tableOf([['born', 'date', 'identity.birth_date'], ['city', 'varchar', 'location.city'], ['age', 'varchar', 'x.age']]); // prettier-ignore
    const policies = policiesOf(
      [
        { on: ['identity.*'], treatment: 'pseudonymise', key: 'pii' },
        { on: ['location.*'], treatment: 'generalise', to: 'year' },
        { on: ['x.*'], treatment: 'generalise', to: 'range', step: 10 },
      ],
      { categories: [{ pattern: 'x.*', level: 'quasi', special: false }] },
    );
    expect(describeTreatedTable(table, policies).diagnostics.map(print).join('\n')).toMatchInlineSnapshot(`
      "warning E0803 a date has so few values that pseudonyms of shop.buyers.born can be told by how often they occur | generalise or drop it instead
      error E0803 column "city" of shop.buyers cannot be treated: "to: year" needs a date or a timestamp, not varchar
      error E0803 column "age" of shop.buyers cannot be treated: "to: range" needs a number, not varchar"
    `);
  });

  it('refuse a key that loses its uniqueness and a cursor that is personal', () => {
    const table = tableOf(
      [['id', 'bigint', 'identifier.account'], ['code', 'varchar', 'location.postal_code'], ['seen', 'timestamp', 'behaviour.event'], ['gone', 'varchar', 'contact.phone']], // prettier-ignore
      { mode: 'incremental', cursor: 'seen', primaryKey: ['id', 'code', 'gone', 'idd'] },
    );
    expect(describeTreatedTable(table, policiesOf(usual)).diagnostics.map(print).join('\n')).toMatchInlineSnapshot(`
      "error E0803 column "code" is the primary key of shop.buyers, and treatment "generalise" does not keep it unique | pseudonymise it, or take another primary key
      error E0803 column "gone" is the primary key of shop.buyers, and treatment "drop" does not keep it unique | pseudonymise it, or take another primary key
      error E0503 the primary key "idd" is not a declared column of shop.buyers | did you mean "id"?
      error E0803 column "seen" is personal data, so it cannot be the cursor of shop.buyers: its last value would stand in the manifest | take a time of change as the cursor, or extract the table in full"
    `);
  });

  it('name the zone that nobody declared', () => {
    const { diagnostics } = describeTreatedTable(
      { ...tableOf([['x', 'varchar', 'contact.email']]), zone: 'row' },
      policiesOf(usual),
    );
    expect(diagnostics.map(print)).toEqual(['error E0804 unknown zone "row" of shop.buyers | did you mean "raw"?']);
  });
});

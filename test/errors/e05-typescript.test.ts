import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';

const people = {
  'models/people.sql': `{{config materialized="table"}}
select range::integer as id, 'jeanne.martin@example.org' as email, 4.5::double as score from range(40)
`,
};

function enriched(transform: string, columns = "id: { type: 'integer' },\n    score: { type: 'double' },"): string {
  return `import { defineModel, ref } from 'alambic';

export default defineModel({
  inputs: { people: ref('people') },
  columns: {
    ${columns}
  },
  ${transform}
});
`;
}

async function built(model: string): Promise<string> {
  const text = await attempt({ files: { ...people, 'models/zenriched.ts': model }, argv: ['build'] });
  expect(text).not.toContain('jeanne');
  return text;
}

describe('TypeScript models', () => {
  it('E0505 a wrong type, by row and column, and no value', async () => {
    const model = enriched(
      'transform: (batch) => batch.people.map(({ id, email, score }) => ({ id, score: id === 16 ? email : score })),',
    );
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0505 model "zenriched", row 17 of input "people", column "score": expected double, got a string
        models/zenriched.ts:7:5
        7 |     score: { type: 'double' },
          |     ^^^^^

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0505 a column that is not declared', async () => {
    const model = enriched('transform: (batch) => batch.people.map(({ id, score }) => ({ id, scor: score })),');
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0505 model "zenriched", row 1 of input "people": unknown column "scor"
        models/zenriched.ts
        hint: did you mean "score"?

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0505 what is no row at all', async () => {
    const model = enriched('transform: (batch) => batch.people.map(({ email }) => email) as never,');
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0505 model "zenriched", row 1 of input "people": a string instead of a row
        models/zenriched.ts

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0505 what is no list of rows', async () => {
    const model = enriched("transform: () => 'jeanne' as never,");
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0505 model "zenriched": transform returned a string instead of a list of rows
        models/zenriched.ts

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0505 a number that the type cannot hold', async () => {
    const model = enriched('transform: (batch) => batch.people.map(({ id }) => ({ id: Number(id) * 1e9, score: 1 })),');
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0505 model "zenriched", row 4 of input "people", column "id": expected integer, got a whole number out of range
        models/zenriched.ts:6:5
        6 |     id: { type: 'integer' },
          |     ^^

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0506 a model that throws', async () => {
    const model = enriched(
      'transform: (batch) => batch.people.map((row) => ({ id: row.id, score: row.words.split(row.email).length })),',
    );
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0506 model "zenriched" threw TypeError: cannot read properties of undefined
        models/zenriched.ts:9:83
        9 |   transform: (batch) => batch.people.map((row) => ({ id: row.id, score: row.words.split(row.email).length })),
          |                                                                                   ^^^^^
        given   rows 1 to 40 of input "people"

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0506 what a model throws may hold a value, so it is not shown', async () => {
    const model = enriched(`transform(batch) {
    for (const row of batch.people) if (row.id === 7) throw new RangeError(\`cannot score \${String(row.email)}\`);
    return [];
  },`);
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0506 model "zenriched" threw RangeError
        models/zenriched.ts:10:61
        10 |     for (const row of batch.people) if (row.id === 7) throw new RangeError(\`cannot score \${String(row.email)}\`);
           |                                                             ^^^
        given   rows 1 to 40 of input "people"
        hint    its message is not shown, because it may quote a value

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0506 a model that ends its process', async () => {
    expect(await built(enriched('transform() {\n    process.exit(3);\n  },'))).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zenriched
      error E0506 model "zenriched" ended its worker (exit code 3)
        models/zenriched.ts
        hint: a model must not call process.exit

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0402 a column of an input that does not exist', async () => {
    const model = enriched(
      'transform: (batch) => batch.people,',
      "id: { type: 'integer', from: ['people.idd'] },\n    score: { type: 'double', from: ['persons.score'] },",
    );
    expect(await built(model)).toMatchInlineSnapshot(`
      "exit code 2
      error E0212 column "score": "from" names "persons.score", which is not a column of an input
        models/zenriched.ts:7:5
        7 |     score: { type: 'double', from: ['persons.score'] },
          |     ^^^^^
        hint: write: from: ['input.column']

      1 error
      "
    `);
  });
});

describe('contracts', () => {
  it('E0501 and E0502 columns and types that differ', async () => {
    const files = {
      'models/orders.sql': 'select 1 as id, 2.5 as rate, 3 as surplus\n',
      'models/marts.yml': `version: 1
models:
  - name: orders
    contract: {enforced: true}
    columns:
      - {name: id, type: integer}
      - {name: rate, type: double}
      - {name: month, type: date}
`,
    };
    expect(await attempt({ files, argv: ['build'] })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view orders
      error E0502 contract of orders: column "rate" is declared as double but the model gives decimal(2,1)
        models/marts.yml:7:16
        7 |       - {name: rate, type: double}
          |                ^^^^
        hint: cast it in the model: cast(… as double) as rate
      error E0501 contract of orders: column "month" is declared but the model does not give it
        models/marts.yml:8:16
        8 |       - {name: month, type: date}
          |                ^^^^^
      error E0501 contract of orders: the model gives column "surplus" that is not declared
        models/marts.yml:5:5
        5 |     columns:
          |     ^^^^^^^
        hint: declare it: {name: surplus, type: integer}, or leave it out of the model

        failed in … s · 1 failed
      "
    `);
  });
});

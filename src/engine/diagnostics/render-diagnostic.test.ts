import { describe, expect, it } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { toJson } from './diagnostic-json.ts';
import { renderDiagnostic, renderDiagnostics, type RenderOptions } from './render-diagnostic.ts';

const file = 'project/models/marts/orders.sql';

/** The text's `[` and `]` mark the range and are not in it. */
function marked(text: string): { readonly text: string; readonly start: number; readonly end: number } {
  const start = text.indexOf('[');
  return { text: text.replace('[', '').replace(']', ''), start, end: text.indexOf(']') - 1 };
}

function render(text: string, rest: Partial<Diagnostic> = {}, options: Partial<RenderOptions> = {}): string {
  const { text: source, start, end } = marked(text);
  const location = { file, start, end };
  const diagnostic: Diagnostic = { code: 'E0402', severity: 'error', message: 'unknown column', location, ...rest };
  return (
    '\n' +
    renderDiagnostic(diagnostic, {
      sources: (name) => (name === file ? source : undefined),
      colour: false,
      width: 80,
      ...options,
    }) +
    '\n'
  );
}

describe('renderDiagnostic', () => {
  it('shows the file, the line, the cause and the way out', () => {
    const diagnostic: Partial<Diagnostic> = {
      code: 'E0301',
      message: 'unknown ref: no model named "stg_order"',
      hint: 'did you mean "stg_orders"?',
    };
    expect(render('\n'.repeat(6) + 'from {{ref ["stg_order"]}}\n', diagnostic)).toMatchInlineSnapshot(`
      "
      error E0301 unknown ref: no model named "stg_order"
        project/models/marts/orders.sql:7:12
        7 | from {{ref "stg_order"}}
          |            ^^^^^^^^^^^
        hint: did you mean "stg_orders"?
      "
    `);
  });

  it('puts notes and hint in one column', () => {
    const diagnostic: Partial<Diagnostic> = {
      message: 'personal data in zone "curated"',
      label: 'direct identifier (contact.email)',
      notes: [
        { label: 'path', text: 'shop.buyers.email → stg_buyers.email → top_buyers.contact' },
        { label: 'zone', text: 'curated allows aggregate (k = 11)' },
      ],
      hint: 'drop the column, or count people with HAVING count(DISTINCT buyer_id) >= 11,\nor ask governance for a declassification in policies.yml',
    };
    const text = 'select\n  a,\n  [b.email] as contact,\n';
    expect(render(text, diagnostic, { width: 100 })).toMatchInlineSnapshot(`
      "
      error E0402 personal data in zone "curated"
        project/models/marts/orders.sql:3:3
        3 |   b.email as contact,
          |   ^^^^^^^ direct identifier (contact.email)
        path   shop.buyers.email → stg_buyers.email → top_buyers.contact
        zone   curated allows aggregate (k = 11)
        hint   drop the column, or count people with HAVING count(DISTINCT buyer_id) >= 11,
               or ask governance for a declassification in policies.yml
      "
    `);
    expect(render(text, diagnostic, { width: 44 })).toMatchInlineSnapshot(`
      "
      error E0402 personal data in zone "curated"
        project/models/marts/orders.sql:3:3
        3 |   b.email as contact,
          |   ^^^^^^^
          | direct identifier (contact.email)
        path   shop.buyers.email →
               stg_buyers.email →
               top_buyers.contact
        zone   curated allows aggregate (k = 11)
        hint   drop the column, or count people
               with HAVING count(DISTINCT
               buyer_id) >= 11,
               or ask governance for a
               declassification in policies.yml
      "
    `);
  });

  it('marks wide characters, tabs and emoji where they stand', () => {
    expect(render("select '日本', '👨‍👩‍👧', e\u0301, [été] from t")).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:30
        1 | select '日本', '👨‍👩‍👧', é, été from t
          |                         ^^^
      "
    `);
    expect(render('\t\tselect\t[日本] from t')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:10
        1 |     select  日本 from t
          |             ^^^^
      "
    `);
  });

  it('cuts a long line around the place', () => {
    const long = 'x, '.repeat(100_000);
    expect(render(`${long}[there]${long}`, {}, { width: 60 })).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:300001
        1 | …x, x, x, x, x, x, therex, x, x, x, x, x, x, x, x, x,…
          |                    ^^^^^
      "
    `);
    expect(render(`select [here] ${long}`, {}, { width: 60 })).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:8
        1 | select here x, x, x, x, x, x, x, x, x, x, x, x, x, x,…
          |        ^^^^
      "
    `);
    expect(render(`${'日'.repeat(60)}[there]`, {}, { width: 60 })).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:61
        1 | …日日日日日日日日日there
          |                    ^^^^^
      "
    `);
    expect(render(`select [${'y'.repeat(90)}]`, {}, { width: 60 })).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:8
        1 | select yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });

  it('marks the first and the last of several lines', () => {
    expect(render('select\n  [sum(\n    a\n  ]) as b')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:2:3
        2 |   sum(
          |   ^^^^
        3 |     a
          |     ^
      "
    `);
    expect(render('[select\n  a,\n  b,\n  c,\n  d\nfrom t\n]\nwhere x')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:1
        1 | select
          | ^^^^^^
        2 |   a,
          …
        6 | from t
          | ^^^^^^
      "
    `);
  });

  it('points behind the last thing of a file where something is missing', () => {
    expect(render('select a from\n\n\n[]')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:14
        1 | select a from
          |              ^
      "
    `);
  });

  it('shows no frame of an empty file', () => {
    expect(render('[]')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:1
      "
    `);
  });

  it('ends a line with \\r\\n as any other', () => {
    expect(render('select\r\n  [a]\r\nfrom t\r\n')).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:2:3
        2 |   a
          |   ^
      "
    `);
  });

  it('shows the frame of each place that it was reached from', () => {
    const via = [
      { file, line: 2, column: 3 },
      { file: 'project/gone.sql', start: 1, end: 2 },
    ];
    expect(render('substr([body], 1)\n  {{clean_text "r.body"}}', { via })).toMatchInlineSnapshot(`
      "
      error E0402 unknown column
        project/models/marts/orders.sql:1:8
        1 | substr(body, 1)
          |        ^^^^
        used at project/models/marts/orders.sql:2:3
        2 |   {{clean_text "r.body"}}
          |   ^
        used at project/gone.sql
      "
    `);
  });

  it('does not let a text act on the terminal', () => {
    const rest = { message: 'no \u001b[2Jcolumn', hint: 'try\u0007', notes: [{ label: 'a\u001b', text: 'b\u009b' }] };
    expect(render('select [\u001b[31m], \u202e from t', rest)).toMatchInlineSnapshot(`
      "
      error E0402 no ␛[2Jcolumn
        project/models/marts/orders.sql:1:8
        1 | select ␛[31m, � from t
          |        ^^^^^
        a␛     b�
        hint   try␇
      "
    `);
  });

  it('removes secrets before it cuts, and keeps the marks in place', () => {
    const redact = (text: string): string => text.replaceAll('s3cret-value', '•••');
    const rest = { message: 'wrong: s3cret-value', hint: 's3cret-value '.repeat(3) };
    const rendered = render("password: 's3cret-value', [host]: s3cret-value", rest, { redact, width: 48 });
    expect(rendered).not.toContain('cret');
    expect(rendered).toMatchInlineSnapshot(`
      "
      error E0402 wrong: •••
        project/models/marts/orders.sql:1:27
        1 | password: '•••', host: •••
          |                  ^^^^
        hint: ••• ••• •••
      "
    `);
  });

  it('asks for the place of a YAML path', () => {
    const text = 'models:\n  - name: orders\n    materialised: view\n';
    const location = { file: 'm.yml', path: ['models', 0, 'materialised'], at: 'key' } as const;
    const locate: RenderOptions['locate'] = ({ path, at }, source) => {
      const start = source.indexOf(String(path.at(-1)));
      return at === 'key' ? { start, end: start + 12 } : undefined;
    };
    const diagnostic: Diagnostic = { code: 'E0201', severity: 'error', message: 'unknown key', location };
    const options = { sources: () => text, colour: false, width: 80 };
    expect(renderDiagnostic(diagnostic, { ...options, locate })).toMatchInlineSnapshot(`
      "error E0201 unknown key
        m.yml:3:5
        3 |     materialised: view
          |     ^^^^^^^^^^^^"
    `);
    expect(renderDiagnostic(diagnostic, { ...options, locate: () => undefined })).toMatchInlineSnapshot(`
      "error E0201 unknown key
        m.yml"
    `);
  });

  it('names a line whose text is not at hand', () => {
    const location = { file: 'gone.ts', line: 3, column: 7 };
    const diagnostic: Diagnostic = { code: 'E0211', severity: 'warning', message: 'x', location };
    expect(renderDiagnostic(diagnostic, { sources: () => undefined, colour: false, width: 80 })).toBe(
      'warning E0211 x\n  gone.ts:3:7',
    );
  });

  it('colours only when asked', () => {
    const ansi = /\u001b\[/; // oxlint-disable-line no-control-regex
    expect(render('select [a]', {}, { colour: false })).not.toMatch(ansi);
    expect(render('select [a]', {}, { colour: true })).toContain('\u001b[31m^\u001b[39m');
  });
});

describe('renderDiagnostics', () => {
  const at = (
    code: Diagnostic['code'],
    name: string,
    line: number,
    severity: Diagnostic['severity'] = 'error',
  ): Diagnostic => ({ code, severity, message: `m${line}`, location: { file: name, line, column: 1 } });
  const options = { sources: () => undefined, colour: false, width: 80 };

  it('goes through the files in order, says each thing once and counts', () => {
    const list = [
      at('E0402', 'b.sql', 10),
      at('E0402', 'b.sql', 9),
      at('E0301', 'a.sql', 3, 'warning'),
      at('E0402', 'b.sql', 9),
      { code: 'E0307', severity: 'error', message: 'first' } as const,
    ];
    expect(renderDiagnostics(list, options)).toMatchInlineSnapshot(`
      "error E0307 first

      warning E0301 m3
        a.sql:3:1

      error E0402 m9
        b.sql:9:1

      error E0402 m10
        b.sql:10:1

      3 errors, 1 warning"
    `);
  });

  it('says nothing about nothing', () => expect(renderDiagnostics([], options)).toBe(''));

  it('reads each file once', () => {
    let reads = 0;
    const sources = (): string => ((reads += 1), 'a\nb\nc');
    renderDiagnostics([at('E0402', 'a.sql', 1), at('E0402', 'a.sql', 2)], { ...options, sources });
    expect(reads).toBe(1);
  });
});

it('gives programs lines and columns', () => {
  const { text, start, end } = marked('a\n  [b\nc]d');
  const diagnostic: Diagnostic = {
    code: 'E0402',
    severity: 'error',
    message: 'm',
    location: { file, start, end },
    via: [{ file: 'x' }],
    hint: 'h',
  };
  expect(toJson(diagnostic, { sources: () => text })).toEqual({
    code: 'E0402',
    title: 'unknown column',
    severity: 'error',
    message: 'm',
    location: { file, line: 2, column: 3, endLine: 3, endColumn: 2 },
    via: [{ file: 'x' }],
    hint: 'h',
  });
});

import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../parse/template/parse-template.ts';
import type { CallableMacro } from './call-macro.ts';
import type { RenderContext, Rendered } from './render-context.ts';
import { renderTemplate } from './render-template.ts';
import { originalPlace } from './source-map.ts';

const cleanText = parseTemplate({
  path: 'macros/clean_text.sql',
  text: '{{macro "clean_text" "expression" max="500"}}\nsubstr(trim({{expression}}), 1, {{max}})\n',
  hash: '',
});
const endless = parseTemplate({ path: 'macros/endless.sql', text: '{{macro "endless"}}\n{{endless}}', hash: '' });

const macros = new Map<string, CallableMacro>([
  ['clean_text', { name: 'clean_text', path: 'macros/clean_text.sql', language: 'sql', template: cleanText, parameters: [{ name: 'expression' }, { name: 'max', default: '500' }] }],
  ['endless', { name: 'endless', path: 'macros/endless.sql', language: 'sql', template: endless, parameters: [] }],
  ['cents', { name: 'cents', path: 'macros/money.ts', language: 'typescript', parameters: [{ name: 'expression' }], call: ({ expression }) => `cast(${String(expression)} * 100 as bigint)` }],
  ['broken', { name: 'broken', path: 'macros/money.ts', language: 'typescript', parameters: [], call: () => { throw new Error('no'); } }],
]); // prettier-ignore

const context: RenderContext = {
  self: '"m"."x"',
  incremental: false,
  target: { name: 'local', type: 'duckdb' },
  relationOf: (_kind, name) => `"s"."${name}"`,
  variable: (name) => ({ min_words: 3, stores: ['a', 'b'], nested: { deep: 7 } })[name],
  variableNames: () => ['min_words', 'stores', 'nested'],
  environment: (name) => (name === 'REGION' ? 'eu' : undefined),
  macro: (name) => macros.get(name),
  macroNames: () => [...macros.keys()],
};

function render(text: string, over: Partial<RenderContext> = {}): Rendered {
  return renderTemplate(parseTemplate({ path: 'models/x.sql', text, hash: '' }), { ...context, ...over });
}

describe('renderTemplate', () => {
  it.each([
    ['plain', 'select 1', 'select 1'],
    ['references', 'from {{ref "a"}} join {{source "shop" "b"}}', 'from "s"."a" join "s"."shop.b"'],
    ['configuration leaves nothing', '{{config materialized="table"}}\nselect 1;', 'select 1'],
    ['no escaping', '{{var "missing" "a < b & \'c\'"}}', "a < b & 'c'"],
    ['variables and environment', '{{var "min_words"}} {{env_var "REGION"}} {{env_var "NONE" "us"}}', '3 eu us'],
    ['target and this', '{{target.name}} {{this}}', 'local "m"."x"'],
    ['conditions', '{{#if (is_incremental)}}yes{{else}}no{{/if}}', 'no'],
    ['comparisons', '{{#if (eq target.type "duckdb")}}duck{{/if}}{{#unless (gt 1 2)}} ok{{/unless}}', 'duck ok'],
    ['loops', '{{#each (var "stores") as |store|}}{{store}}{{#unless @last}}, {{/unless}}{{/each}}', 'a, b'],
    ['loops over literals', '{{#each (list "x" "y")}}{{@index}}{{this}} {{/each}}', '0x 1y'],
    ['with', '{{#with (var "nested")}}{{deep}}{{/with}}', '7'],
    ['SQL macro by position', 'select {{clean_text "r.body"}}', 'select \nsubstr(trim(r.body), 1, 500)'],
    ['SQL macro by name', 'select {{clean_text max=20 expression="b"}}', 'select \nsubstr(trim(b), 1, 20)'],
    ['TypeScript macro', 'select {{cents "amount"}}', 'select cast(amount * 100 as bigint)'],
    ['a macro as an argument', '{{cents (clean_text "b")}}', 'cast(substr(trim(b), 1, 500) * 100 as bigint)'],
    ['whitespace control', 'a  {{~var "min_words"~}}  b', 'a3b'],
  ])('%s', (_name, template, sql) => {
    const rendered = render(template);
    expect(rendered.diagnostics).toEqual([]);
    expect(rendered.sql).toBe(sql);
  });

  it('is incremental when the run is', () => {
    expect(
      render('{{#if (is_incremental)}}where x > (select max(x) from {{this}}){{/if}}', { incremental: true }).sql,
    ).toBe('where x > (select max(x) from "m"."x")');
  });

  it.each([
    ['{{nothing "x"}}', 'E0206', 'unknown helper or macro "nothing"', 'macros are files of macros/'],
    ['{{clean_txt "x"}}', 'E0206', 'unknown helper or macro "clean_txt"', 'did you mean "clean_text"?'],
    [
      '{{clean_text}}',
      'E0207',
      'argument "expression" is missing: "clean_text" takes (expression, max=500)',
      'declared in macros/clean_text.sql',
    ],
    [
      '{{clean_text "a" 1 2}}',
      'E0207',
      'too many arguments: "clean_text" takes (expression, max=500)',
      'declared in macros/clean_text.sql',
    ],
    [
      '{{clean_text "a" wide=1}}',
      'E0207',
      'unknown argument "wide": "clean_text" takes (expression, max=500)',
      'declared in macros/clean_text.sql',
    ],
    ['{{var "min_word"}}', 'E0213', 'variable "min_word" is not defined', 'did you mean "min_words"?'],
    [
      '{{env_var "HOMER"}}',
      'E0214',
      'environment variable HOMER is not set',
      'set it, or give a default: {{env_var "HOMER" "default"}}',
    ],
    ['{{#fancy}}x{{/fancy}}', 'E0206', 'unknown block "fancy"', 'blocks are if, unless, each and with'],
    ['{{broken}}', 'E0207', 'macro "broken" failed: no', 'declared in macros/money.ts'],
    ['{{endless}}', 'E0218', 'macro "endless" calls itself without end', undefined],
  ])('%s is %s', (template, code, message, hint) => {
    const [first] = render(template).diagnostics;
    expect({ code: first?.code, message: first?.message, hint: first?.hint }).toEqual({ code, message, hint });
  });

  it('collects every mistake of a template', () => {
    expect(render('{{var "a"}}{{var "b"}}{{env_var "C"}}').diagnostics.map((each) => each.code)).toEqual([
      'E0213',
      'E0213',
      'E0214',
    ]);
  });
});

describe('the source map', () => {
  const original = (template: string, piece: string): { file: string; text: string; via: number } | undefined => {
    const { sql, map } = render(template);
    const place = originalPlace(map, sql.indexOf(piece), piece.length);
    const text = place?.location.file === 'models/x.sql' ? template : cleanText.text;
    return place === undefined
      ? undefined
      : {
          file: place.location.file,
          text: text.slice(place.location.start, place.location.end),
          via: place.via.length,
        };
  };

  it('finds copied text exactly, also behind a helper and a stripped block', () => {
    const template = '{{config materialized="table"}}\n\n{{#if true}}\nselect {{ref "a"}}.wrong\n{{/if}}\nfrom t';
    expect(original(template, 'wrong')).toEqual({ file: 'models/x.sql', text: 'wrong', via: 0 });
    expect(original(template, 'from')).toEqual({ file: 'models/x.sql', text: 'from', via: 0 });
  });

  it('points at the call for what a helper gave', () => {
    expect(original('select * from {{ref "a"}} x', 's"."a')).toEqual({
      file: 'models/x.sql',
      text: '{{ref "a"}}',
      via: 0,
    });
  });

  it('points into the macro, and at its call', () => {
    expect(original('select {{clean_text "b"}}', 'trim')).toEqual({
      file: 'macros/clean_text.sql',
      text: 'trim',
      via: 1,
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse, WarehouseSession } from '../adapters/warehouse.ts';
import { openDuckDb } from '../adapters/warehouses/duckdb/open-duckdb.ts';
import type { CallableMacro } from '../compile/call-macro.ts';
import type { RenderContext } from '../compile/render-context.ts';
import { renderTemplate } from '../compile/render-template.ts';
import { AlambicError, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { parseTemplate } from '../parse/template/parse-template.ts';
import { explainFault } from './explain-fault.ts';

let warehouse: Warehouse;
let session: WarehouseSession;
beforeAll(async () => {
  warehouse = await openDuckDb({ path: ':memory:' });
  session = await warehouse.session();
});
afterAll(async () => {
  await session.close();
  await warehouse.close();
});

const texts: Readonly<Record<string, string>> = {
  'macros/inner.sql': '{{macro "inner" "x"}}\nno_such_function({{x}})\n',
  'macros/outer.sql': '{{macro "outer" "x"}}\ncoalesce({{inner x}}, 0)\n',
};
const declared = { parameters: [{ name: 'x' }], hash: '', location: { file: '' } };
const macros = new Map<string, CallableMacro>([
  ...['inner', 'outer'].map(
    (name) =>
      [
        name,
        {
          ...declared,
          name,
          language: 'sql',
          path: `macros/${name}.sql`,
          template: template(`macros/${name}.sql`, texts[`macros/${name}.sql`]!),
        },
      ] as const,
  ),
  [
    'typed',
    {
      ...declared,
      name: 'typed',
      language: 'typescript',
      path: 'macros/typed.ts',
      call: ({ x }) => `${String(x)} + no_such_column`,
    },
  ],
]);

function template(path: string, text: string): ReturnType<typeof parseTemplate> {
  return parseTemplate({ path, text, hash: '' });
}

/** What is said of a model when DuckDB executes it after some text of ours; each place as the text that it marks. */
async function faultOf(
  text: string,
  before = 'create or replace table t as\n',
): Promise<{ code: string; at: string; via: readonly string[] }> {
  const context: RenderContext = {
    self: 't', incremental: false, target: {}, relationOf: () => '"nowhere"', variable: () => undefined, variableNames: () => [],
    environment: () => undefined, macro: (name) => macros.get(name), macroNames: () => [...macros.keys()],
  }; // prettier-ignore
  const { sql, map } = renderTemplate(template('models/m.sql', text), context);
  const statement = `${before}${sql}`;
  const error = await session.execute(statement).then(() => undefined, (reason: unknown) => reason); // prettier-ignore
  const [diagnostic] = explainFault(warehouse, error, { sql: statement, map, at: before.length, file: 'models/m.sql' })
    .diagnostics as [Diagnostic];
  const marked = (place: Location | undefined): string => {
    if (place === undefined || !('start' in place)) return place?.file ?? 'nowhere';
    return `${place.file}: ${(texts[place.file] ?? text).slice(place.start, place.end)}`;
  };
  return { code: diagnostic.code, at: marked(diagnostic.location), via: (diagnostic.via ?? []).map(marked) };
}

describe('a fault of the warehouse', () => {
  it('is placed in the model, whatever stands before its SQL', async () => {
    const place = { code: 'E0402', at: 'models/m.sql: amuont', via: [] };
    expect(await faultOf('\n\n  select 1 as amount,\n  amuont + 1\nfrom (select 1 as x)\n')).toEqual(place);
    expect(await faultOf('select amuont + 1 from (select 1 as x);\n', '')).toEqual(place);
  });

  it('is placed in the macro, and in each call that led there, the innermost first', async () => {
    expect(await faultOf('select {{outer "1"}} as n\n')).toEqual({
      code: 'E0404', at: 'macros/inner.sql: no_such_function', via: ['macros/outer.sql: {{inner x}}', 'models/m.sql: {{outer "1"}}'],
    }); // prettier-ignore
  });

  it('in an argument is placed at the place that put it there', async () => {
    expect(await faultOf('select {{outer "nope"}} as n\n')).toMatchObject({
      at: expect.stringMatching(/^macros\/inner\.sql: /) as string,
    });
  });

  it('in the SQL that a TypeScript macro gave is placed at its call', async () => {
    expect(await faultOf('select {{typed "1"}} as n from (select 1 as x)\n')).toEqual({
      code: 'E0402',
      at: 'models/m.sql: {{typed "1"}}',
      via: [],
    });
  });

  it('at a reference is placed at the reference', async () => {
    expect(await faultOf('select *\nfrom {{ref "gone"}} g\n')).toEqual({
      code: 'E0403',
      at: 'models/m.sql: {{ref "gone"}}',
      via: [],
    });
  });

  it('in text of ours names the file alone', async () => {
    expect(await faultOf('select 1 as n\n', 'create table nowhere_at_all.t as\n')).toMatchObject({
      at: 'models/m.sql',
    });
  });

  it('that was explained already is left as it is', () => {
    const known = new AlambicError({ code: 'E0712', severity: 'error', message: 'known' });
    expect(explainFault(warehouse, known, { sql: '' })).toBe(known);
  });
});

import { describe, expect, it } from 'vitest';
import { buildGraph } from '../build-graph.ts';
import { model, project, source } from '../sample-project.ts';
import { parseSelection } from './parse-selection.ts';
import { select, type SelectOptions } from './select.ts';

const shop = project(
  source('shop.orders'),
  model('stg_orders', 'shop.orders', { tags: ['daily'] }),
  model('orders', 'stg_orders', { zone: 'curated' }),
  model('old', '', { enabled: false }),
);
const { graph } = buildGraph(shop);

/** What a person would see: the flag's text, a caret line, the message. */
function shown(options: SelectOptions): string {
  const { ids, diagnostics } = select(graph, shop, { indirect: 'empty', ...options });
  const blocks = diagnostics.map(({ severity, code, message, location, hint }) => {
    const lines = [`${severity} ${code} ${message}`];
    if (location !== undefined && 'line' in location) {
      const texts = location.file === '--select' ? options.select : options.exclude;
      const frame = `  ${location.file}:${location.line} `;
      lines.push(`${frame}${texts?.[location.line - 1]}`);
      lines.push(`${' '.repeat(frame.length + location.column - 1)}${'^'.repeat(location.length ?? 1)}`);
    }
    if (hint !== undefined) lines.push(`  hint: ${hint}`);
    return lines.join('\n');
  });
  return [...blocks, `selected: ${[...ids].join(' ') || 'nothing'}`].join('\n');
}

describe('selections that cannot be read', () => {
  it('are all reported, each with its place, and nothing is selected', () => {
    expect(
      shown({
        select: ['orders @stg_orders+ @2+orders', 'tagg:daily,orders 2+tag.x:daily+'],
        exclude: ['orders,, + resource_type:models', 'config:x config.materialised:view a[z-a] test_type:unitary'],
      }),
    ).toMatchInlineSnapshot(`
      "error E0305 invalid selection: @ and + do not go together in "@stg_orders+"
        --select:1 orders @stg_orders+ @2+orders
                          ^^^^^^^^^^^^
        hint: @stg_orders already takes the descendants and everything that they need
      error E0305 invalid selection: @ and + do not go together in "@2+orders"
        --select:1 orders @stg_orders+ @2+orders
                                       ^^^^^^^^^
        hint: @orders already takes the descendants and everything that they need
      error E0305 invalid selection: no selection method is called "tagg"
        --select:2 tagg:daily,orders 2+tag.x:daily+
                   ^^^^
        hint: did you mean "tag"?
      error E0305 invalid selection: the method "tag" takes no ".x"
        --select:2 tagg:daily,orders 2+tag.x:daily+
                                       ^^^^^
      error E0305 invalid selection: nothing stands beside the comma
        --exclude:1 orders,, + resource_type:models
                           ^
      error E0305 invalid selection: nothing stands beside the comma
        --exclude:1 orders,, + resource_type:models
                            ^
      error E0305 invalid selection: "+" names nothing
        --exclude:1 orders,, + resource_type:models
                             ^
      error E0305 invalid selection: "models" is none of model, seed, source, test, unit_test
        --exclude:1 orders,, + resource_type:models
                                             ^^^^^^
        hint: did you mean "model"?
      error E0305 invalid selection: config needs a key
        --exclude:2 config:x config.materialised:view a[z-a] test_type:unitary
                    ^^^^^^
        hint: as in config.materialized:table
      error E0305 invalid selection: no configuration is called "materialised"
        --exclude:2 config:x config.materialised:view a[z-a] test_type:unitary
                             ^^^^^^^^^^^^^^^^^^^
        hint: did you mean "materialized"?
      error E0305 invalid selection: "a[z-a]" is no pattern
        --exclude:2 config:x config.materialised:view a[z-a] test_type:unitary
                                                      ^^^^^^
        hint: a set is written [abc] or [a-c]
      error E0305 invalid selection: "unitary" is none of generic, singular, data, unit
        --exclude:2 config:x config.materialised:view a[z-a] test_type:unitary
                                                                       ^^^^^^^
      selected: nothing"
    `);
  });

  it('names all methods where none is near', () => {
    expect(parseSelection('owner:ana').diagnostics[0]?.hint).toMatchInlineSnapshot(
      `"there are fqn, path, file, tag, zone, source, config, resource_type, test_type, test_name, unit_test"`,
    );
  });
});

describe('selections that match nothing', () => {
  it('are warned of, with what was probably meant', () => {
    expect(shown({ select: ['stg_order tag:dayly orders', 'zone:curatd shop.orders old'] })).toMatchInlineSnapshot(`
      "warning E0307 nothing matches "stg_order"
        --select:1 stg_order tag:dayly orders
                   ^^^^^^^^^
        hint: did you mean "stg_orders"?
      warning E0307 nothing matches "tag:dayly"
        --select:1 stg_order tag:dayly orders
                             ^^^^^^^^^
        hint: did you mean "tag:daily"?
      warning E0307 nothing matches "zone:curatd"
        --select:2 zone:curatd shop.orders old
                   ^^^^^^^^^^^
        hint: did you mean "zone:curated"?
      warning E0307 nothing matches "shop.orders"
        --select:2 zone:curatd shop.orders old
                               ^^^^^^^^^^^
        hint: sources are selected by their method: source:shop.orders
      warning E0307 nothing matches "old"
        --select:2 zone:curatd shop.orders old
                                           ^^^
        hint: "old" is disabled
      selected: model.orders"
    `);
    expect(shown({ exclude: ['stg_x* nothing_at_all'] })).toMatchInlineSnapshot(`
      "warning E0307 nothing matches "stg_x*"
        --exclude:1 stg_x* nothing_at_all
                    ^^^^^^
      warning E0307 nothing matches "nothing_at_all"
        --exclude:1 stg_x* nothing_at_all
                           ^^^^^^^^^^^^^^
      selected: source.shop.orders model.stg_orders model.orders"
    `);
  });

  it('are warned of where only the whole is empty', () => {
    expect(shown({ select: ['orders,stg_orders'] })).toMatchInlineSnapshot(`
      "warning E0307 nothing matches all of "orders,stg_orders"
        --select:1 orders,stg_orders
                   ^^^^^^^^^^^^^^^^^
      selected: nothing"
    `);
    expect(shown({ select: ['orders'], exclude: ['zone:curated'] })).toMatchInlineSnapshot(`
      "warning E0307 the selection is empty
      selected: nothing"
    `);
    expect(shown({ select: [' '] })).toMatchInlineSnapshot(`
      "warning E0307 the selection is empty
      selected: nothing"
    `);
  });
});

describe('parseSelection', () => {
  it('keeps the text, the operators and the offsets', () => {
    expect(parseSelection('  a,2+tag:b+3 @c').selection).toMatchInlineSnapshot(`
      {
        "terms": [
          {
            "criteria": [
              {
                "length": 1,
                "method": "fqn",
                "offset": 2,
                "text": "a",
                "value": "a",
                "withChildrensParents": false,
              },
              {
                "children": 3,
                "length": 9,
                "method": "tag",
                "offset": 4,
                "parents": 2,
                "text": "2+tag:b+3",
                "value": "b",
                "withChildrensParents": false,
              },
            ],
            "length": 11,
            "offset": 2,
            "text": "a,2+tag:b+3",
          },
          {
            "criteria": [
              {
                "length": 2,
                "method": "fqn",
                "offset": 14,
                "text": "@c",
                "value": "c",
                "withChildrensParents": true,
              },
            ],
            "length": 2,
            "offset": 14,
            "text": "@c",
          },
        ],
        "text": "  a,2+tag:b+3 @c",
      }
    `);
  });
});

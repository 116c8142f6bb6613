import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProjectShape {
  readonly models: number;
  /** `layers`: 1 to 15 parents, depth 15, one hub that every model reads. `chain`: each model reads the one before it. */
  readonly shape: 'layers' | 'chain';
}

const columns = ['id', 'customer_id', 'order_date', 'status', 'amount', 'currency', 'region', 'updated_at'];

/** Writes a project of generated models with their properties and three tests each; the same shape gives the same files. */
export function generateProject(folder: string, { models, shape }: ProjectShape): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'models'), { recursive: true });
  writeFileSync(join(folder, 'alambic.yml'), configuration);
  const parentsOf = shape === 'chain' ? chain : layers(models);
  for (let index = 0; index < models; index += 1) {
    const directory = join(folder, 'models', `d${index % 50}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `model_${index}.sql`), model(index, parentsOf(index)));
  }
  for (let first = 0; first < models; first += 10) {
    const list = Array.from({ length: Math.min(10, models - first) }, (_, offset) =>
      properties(first + offset, parentsOf(first + offset)),
    );
    writeFileSync(
      join(folder, 'models', `d${(first / 10) % 50}`, `schema_${first / 10}.yml`),
      `version: 1\nmodels:\n${list.join('')}`,
    );
  }
}

const configuration = `version: 1
name: generated
default_target: local
targets:
  local:
    warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}
    lake: {type: local, path: .alambic/lake}
models: {zone: processed, materialized: view}
`;

const chain = (index: number): readonly number[] => (index === 0 ? [] : [index - 1]);

/** A seeded generator (mulberry32): benchmarks must compare the same project. */
function layers(count: number): (index: number) => readonly number[] {
  let state = 20_260;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const depth = 15;
  const width = Math.ceil(count / depth);
  const parents: number[][] = [];
  for (let index = 0; index < count; index += 1) {
    const layer = Math.floor(index / width);
    const chosen = new Set<number>(index === 0 ? [] : [0]);
    const wanted = layer === 0 ? 0 : 1 + Math.floor(random() ** 2 * 14);
    for (let each = 0; each < wanted; each += 1) chosen.add(Math.floor(random() * layer * width));
    parents.push([...chosen].sort((a, b) => a - b));
  }
  return (index) => parents[index] ?? [];
}

function model(index: number, parents: readonly number[]): string {
  const first = parents.at(-1);
  const from =
    first === undefined
      ? '(select 1 as id, 2 as customer_id, current_date as order_date, 1.5 as amount)'
      : `{{ref "model_${first}"}}`;
  const joins = parents
    .slice(0, -1)
    .map((parent, at) => `left join {{ref "model_${parent}"}} p${at} on p${at}.id = base.id`);
  return [
    `{{config materialized="${index % 2 === 0 ? 'view' : 'table'}" tags="t${index % 5}"}}`,
    '-- generated for measuring',
    'with base as (', `  select * from ${from}`, ')',
    'select', '  base.id,', '  base.customer_id,', "  date_trunc('month', base.order_date) as order_date,",
    "  case when base.amount > 100 then 'large' else 'small' end as status,", '  base.amount * 1.2 as amount,',
    '{{#if (eq target.type "duckdb")}}', "  'eur' as currency,", '{{else}}', "  'usd' as currency,", '{{/if}}',
    `  ${index} as region,`, '  current_timestamp as updated_at', 'from base', ...joins, 'where base.id is not null', '',
  ].join('\n'); // prettier-ignore
}

function properties(index: number, parents: readonly number[]): string {
  const relation =
    parents[0] === undefined ? '' : `          - relationships: {to: ref('model_${parents[0]}'), field: customer_id}\n`;
  const tests: Readonly<Record<string, string>> = {
    id: '        data_tests:\n          - not_null\n          - unique\n',
    customer_id: relation === '' ? '' : `        data_tests:\n${relation}`,
  };
  const list = columns.map(
    (name) =>
      `      - name: ${name}\n        description: Column ${name} of the model, as it was loaded.\n${tests[name] ?? ''}`,
  );
  return `  - name: model_${index}\n    description: >\n      Model number ${index}, orders by customer, built from ${parents.length} parents.\n    columns:\n${list.join('')}`;
}

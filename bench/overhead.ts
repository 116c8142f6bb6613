import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../src/engine/adapters/warehouses/duckdb/open-duckdb.ts';
import { plan, run } from '../src/engine/engine.ts';
import { measure, report } from './measure.ts';

// What the engine adds to the statements that it executes: trivial tables, one after another, against the statements of
// their plan executed in one session.

const models = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'alambic-overhead-'));

function writeProject(): string {
  const projectDir = join(folder, 'project');
  rmSync(projectDir, { recursive: true, force: true });
  mkdirSync(join(projectDir, 'models'), { recursive: true });
  writeFileSync(
    join(projectDir, 'alambic.yml'),
    'version: 1\nname: overhead\ntargets: {local: {warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}}}\n',
  );
  for (let at = 0; at < models; at += 1) {
    const from = at === 0 ? '' : ` from {{ref "m${at - 1}"}}`;
    writeFileSync(
      join(projectDir, 'models', `m${at}.sql`),
      `{{config materialized="table"}}\nselect ${at} as n${from}\n`,
    );
  }
  return projectDir;
}

async function executeByHand(statements: readonly (readonly string[])[]): Promise<void> {
  const path = join(folder, 'by-hand.duckdb');
  rmSync(path, { force: true });
  const warehouse = await openDuckDb({ path });
  const session = await warehouse.session();
  await session.execute('create schema if not exists main');
  for (const [build, ...publish] of statements) {
    await session.execute(build ?? '');
    await session.execute('begin transaction');
    for (const sql of publish) await session.execute(sql);
    await session.execute('commit');
  }
  await warehouse.close();
}

const projectDir = writeProject();
const planned = await plan({ projectDir, command: 'run' });
const statements = planned.steps.map((step) =>
  [...step.build, ...step.publish].map((each) => (each.op === 'sql' ? each.sql : '')),
);
const byHand = await measure(3, () => executeByHand(statements));
let inRun = 0;
const whole = await measure(3, async () => {
  rmSync(join(projectDir, '.alambic'), { recursive: true, force: true });
  const { duration, success } = await run({ projectDir, command: 'run', threads: 1 });
  if (!success) throw new Error('the run failed');
  inRun = duration;
});
report(`${models} tables, their statements in one session`, byHand);
report(`${models} tables, run, compiled first`, whole, `${inRun.toFixed(0)} ms of it after compiling`);
console.log(
  `overhead: ${((whole.least - byHand.least) / models).toFixed(2)} ms a model, of the least times: other work on the machine only adds`,
);
rmSync(folder, { recursive: true, force: true });

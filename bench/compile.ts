// `alambic compile` of generated projects, as a whole process: cold (no cache), warm (nothing changed), one file edited.
// Run: npx tsx bench/compile.ts
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateProject } from './generate-project.ts';
import { measure, report } from './measure.ts';

const entry = join(process.cwd(), 'dist', 'alambic.cjs');
const runs = 7;
let largest = 0;

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  largest = Math.max(largest, Number(stderr.trim().split('\n').at(-1)) / 1024);
}

report('node -e 0', await measure(15, () => run(['-e', '0'])));
report('alambic --version', await measure(15, () => run([entry, '--version'])));

for (const models of [1000, 5000]) {
  const folder = mkdtempSync(join(tmpdir(), 'alambic-bench-'));
  generateProject(folder, { models, shape: 'layers' });
  const compile = (): void => run([entry, 'compile', '-q', '-p', folder]);
  largest = 0;
  const cold = await measure(runs, () => {
    rmSync(join(folder, '.alambic'), { recursive: true, force: true });
    compile();
  });
  report(`compile, ${models} models, cold`, cold, `peak ${largest.toFixed(0)} MB`);
  report(`compile, ${models} models, warm`, await measure(runs, compile));
  const edited = await measure(runs, () => {
    appendFileSync(join(folder, 'models', 'd7', 'model_7.sql'), '-- edited\n');
    compile();
  });
  report(`compile, ${models} models, one file edited`, edited);
  rmSync(folder, { recursive: true, force: true });
}

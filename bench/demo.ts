// The whole demonstration as a newcomer runs it, from nothing; then again with nothing new; then after another day.
// Run: npm run build && npx tsx bench/demo.ts
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { measure, report } from './measure.ts';

const runs = 3;

function demo(...options: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, ['dist/demo.js', ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

const first = await measure(runs, () => {
  rmSync('project/.alambic', { recursive: true, force: true });
  demo();
});
report('demo, 50,000 reviews, from nothing', first, `limit 30,000 ms: ${(first.median / 30_000).toFixed(2)}`);
report('demo, nothing new', await measure(runs, () => demo()));
report('demo, after another day', await measure(runs, () => demo('--evolve')));

// One build in a process of its own that kills itself at its nth step forward, or runs to its end.
// Arguments: project folder, n (0: never). Prints the number of steps forward and whether the run succeeded.
import { run } from '../../dist/index.js';

const [projectDir, killAt] = [process.argv[2], Number(process.argv[3])];
let forward = 0;
const places = new Map();

function step(place) {
  forward += 1;
  places.set(place, (places.get(place) ?? 0) + 1);
  if (forward === killAt) process.kill(process.pid, 'SIGKILL');
}

let ids = 0;
const results = await run({
  projectDir,
  command: 'build',
  // Clock and ids are fixed, so that two runs can be compared byte by byte.
  now: () => new Date('2026-11-01T12:00:00Z'),
  newId: () => `id-${(ids += 1)}`,
  checkpoint: (place) => step(place),
  onProgress: (id) => step(`progress ${id}`),
});
const failed = results.results.filter((each) => ['error', 'fail', 'skipped'].includes(each.status));
console.log(
  JSON.stringify({
    forward,
    success: results.success,
    places: [...places],
    failed: failed.map((each) => [each.name, each.diagnostics[0]?.message]),
  }),
);

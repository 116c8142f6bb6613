// Turns the test runner's summary into one plain line: `N passed, N failed, N skipped`.
import { readFileSync } from 'node:fs';

// oxlint-disable-next-line no-control-regex -- the summary is coloured
const text = readFileSync(process.argv[2], 'utf8').replaceAll(/\u001b\[\d+m/g, '');
const line = /^\s*Tests\s+(.+)$/m.exec(text)?.[1] ?? '';
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(count);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

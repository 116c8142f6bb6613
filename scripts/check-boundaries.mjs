// Checks the boundaries between the parts, after proving that the check finds a violation when there is one: a tool
// that cannot read the sources finds none and would pass in silence.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

const config = await extractConfig('./.dependency-cruiser.cjs');
const options = { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true };

const canary = mkdtempSync(join(process.cwd(), 'src', 'engine', 'graph', 'canary-'));
try {
  writeFileSync(
    join(canary, 'known-bad.ts'),
    "import { schedule } from '../../run/schedule.ts';\nexport const bad = schedule;\n",
  );
  const found = await cruise([canary.slice(process.cwd().length + 1)], options);
  if (!found.output.summary.violations.some((each) => each.rule.name === 'graph-knows-no-later-phase')) {
    console.error('boundaries: the known violation was not found, so the check proves nothing');
    process.exit(1);
  }
} finally {
  rmSync(canary, { recursive: true, force: true });
}

/** The parser does not tell `import type` from `import`; types bind nothing at run time and may cross a boundary. */
function isTypeOnly(from, to) {
  const statements = readFileSync(from, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gms);
  const matching = [...statements].filter(([, , path]) => path.startsWith('.') && join(dirname(from), path) === to);
  return matching.length > 0 && matching.every(([, type]) => type !== undefined);
}

function isReal({ from, to, cycle }) {
  if (cycle === undefined) return !isTypeOnly(from, to);
  const names = [from, ...cycle.map((step) => step.name)];
  return names.slice(1).every((name, index) => !isTypeOnly(names[index], name));
}

const { output } = await cruise(['src', 'services', 'demo'], options);
const { totalCruised } = output.summary;
const violations = output.summary.violations.filter(isReal);
if (totalCruised < 50) throw new Error(`boundaries: only ${totalCruised} modules were read`);
for (const each of violations) {
  console.error(`${each.rule.severity} ${each.rule.name}: ${each.from} → ${each.to}`);
  if (each.cycle) console.error(`  ${each.cycle.map((step) => step.name ?? step).join(' → ')}`);
}
console.log(`boundaries: ${totalCruised} modules, ${violations.length} violations`);
process.exit(violations.some((each) => each.rule.severity === 'error') ? 1 : 0);

import type { Level } from '../parse/project.ts';

/** As in the order of the privacy levels; `direct` and `unknown` are equally identifying. */
const ranks: Readonly<Record<Level, number>> = {
  none: 0,
  aggregate: 1,
  quasi: 2,
  pseudonymous: 3,
  redacted: 4,
  derived: 5,
  weak: 6,
  free_text: 7,
  direct: 8,
  unknown: 8,
};

/** `warn` is for redacted text where pseudonymous rows are allowed: what the rules missed may still be in it. */
export function allowance(level: Level, allowed: Level): 'allow' | 'warn' | 'refuse' {
  if (ranks[level] <= ranks[allowed]) return 'allow';
  return level === 'redacted' && allowed === 'pseudonymous' ? 'warn' : 'refuse';
}

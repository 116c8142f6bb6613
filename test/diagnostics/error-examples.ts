import type { Example } from './example.ts';
import { loadExamples } from './examples/e01.ts';
import { parseExamples } from './examples/e02.ts';
import { graphExamples } from './examples/e03.ts';
import { sqlExamples } from './examples/e04.ts';
import { contractExamples } from './examples/e05.ts';
import { planExamples } from './examples/e06.ts';
import { runExamples } from './examples/e07.ts';
import { policyExamples } from './examples/e08.ts';
import { connectionExamples } from './examples/e09.ts';

/** One example for each code, by range. */
export const errorExamples: Readonly<Record<string, readonly Example[]>> = {
  E01: loadExamples,
  E02: parseExamples,
  E03: graphExamples,
  E04: sqlExamples,
  E05: contractExamples,
  E06: planExamples,
  E07: runExamples,
  E08: policyExamples,
  E09: connectionExamples,
};

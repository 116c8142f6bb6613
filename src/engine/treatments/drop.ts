import type { Treatment } from './treatment.ts';

/** The column is never read from the source. */
export const drop: Treatment = {
  name: 'drop',
  needsKey: false,
  yields: () => 'none',
  options: {},
  outputType: () => undefined,
  prepare: () => () => null,
};

import type { Treatment } from './treatment.ts';

/** The value passes unchanged, and says so in policies.yml. The zone must allow the category as it is. */
export const keep: Treatment = {
  name: 'keep',
  needsKey: false,
  yields: (level) => level,
  options: {},
  outputType: ({ type }) => type,
  prepare: () => (value) => value,
};

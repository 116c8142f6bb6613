import type { Treatment } from './treatment.ts';

/** Letters become `*`, but for the last `keep` (4 where nothing is said); at least half of a value is always hidden. */
export const mask: Treatment = {
  name: 'mask',
  needsKey: false,
  yields: () => 'derived',
  options: {
    keep: (value) => (Number.isInteger(value) && Number(value) >= 0 ? undefined : 'a whole number of 0 or more'),
  },
  outputType: () => 'varchar',
  prepare({ options }) {
    const wanted = Number(options['keep'] ?? 4);
    return (value) => {
      const letters = Array.from(value);
      const hidden = letters.length - Math.min(wanted, Math.floor(letters.length / 2));
      return '*'.repeat(hidden) + letters.slice(hidden).join('');
    };
  },
};

import { expect, test } from 'vitest';
import { findDrift } from './generate.ts';

test('generated files are those that their sources give: else run "npm run generate"', async () => {
  expect([...(await findDrift()).keys()]).toEqual([]);
});

import { drop } from './drop.ts';
import { generalise } from './generalise.ts';
import { keep } from './keep.ts';
import { mask } from './mask.ts';
import { pseudonymise } from './pseudonymise.ts';
import { redact } from './redact.ts';
import type { Treatment } from './treatment.ts';

/** By the name that policies.yml uses. To add a treatment: one file, one line here, one fixture. */
export const treatments: ReadonlyMap<string, Treatment> = new Map(
  [pseudonymise, drop, generalise, redact, mask, keep].map((treatment) => [treatment.name, treatment]),
);

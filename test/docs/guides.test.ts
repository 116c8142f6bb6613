import { it } from 'vitest';
import { followPage } from './follow-page.ts';

/** Guides that are a walk through a project of their own. */
const guides = ['incremental', 'privacy', 'projections'];

it.each(guides)('the guide %s does what it says', { timeout: 240_000 }, (name) => followPage(`docs/guides/${name}.md`));

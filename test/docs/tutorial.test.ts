import { it } from 'vitest';
import { followPage } from './follow-page.ts';

it('the tutorial does what it says, step by step', { timeout: 240_000 }, () => followPage('docs/tutorial.md'));

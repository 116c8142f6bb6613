import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/diagnostics/text-width.ts';
import { renderSummary } from './render-summary.ts';
import { failed, sampleSources, step, succeeded } from './sample-run.ts';

const widths = [200, 120, 100, 80, 60, 40];
const plain = { colour: false, sources: sampleSources, version: '0.1.0' };

describe('renderSummary', () => {
  it.each([
    ['succeeded', succeeded],
    ['failed', failed],
  ])('is read at any width: %s', async (name, run) => {
    const shown = widths
      .map((width) => `${'═'.repeat(width)}\n${renderSummary(run, { ...plain, width })}\n`)
      .join('\n');
    await expect(shown).toMatchFileSnapshot(`render-summary.${name}.golden.txt`);
  });

  it.each(widths)('keeps its table within %i columns', (width) => {
    const table = renderSummary(succeeded, { ...plain, width }).split('\n\n')[1]!;
    expect(Math.max(...table.split('\n').map(displayWidth))).toBeLessThan(width);
  });

  it('stands the columns under each other, wide characters or not', () => {
    const lines = renderSummary(succeeded, { ...plain, width: 120 })
      .split('\n\n')[1]!
      .split('\n');
    const ends = lines.filter((line) => /\d m?s$/.test(line)).map(displayWidth);
    expect(new Set(ends).size).toBe(1);
    expect(ends).toHaveLength(6);
  });

  it('says the same with and without colour', () => {
    const coloured = renderSummary(failed, { ...plain, width: 100, colour: true });
    expect(coloured).toContain('\u001b[31m✗\u001b[39m');
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, '')).toBe(
      renderSummary(failed, { ...plain, width: 100 }).replace(/ +$/gm, ''),
    ); // oxlint-disable-line no-control-regex
  });

  it('takes secrets and control characters out of names, remarks and messages', () => {
    const diagnostics = [{ code: 'E0701', severity: 'error', message: 'said hunter22' }] as const;
    const run = {
      ...failed,
      results: [step('table', 'model.\u001b[2Jx', { status: 'error', remarks: ['hunter22\u0007'], diagnostics })],
    };
    const shown = renderSummary(run, { ...plain, width: 100, redact: (text) => text.replaceAll('hunter22', '•••') });
    expect(shown).not.toMatch(/\u001b|\u0007|hunter22/); // oxlint-disable-line no-control-regex
    expect(shown).toContain('said •••');
  });

  it('names a few of the skipped nodes and counts the others', () => {
    const results = Array.from({ length: 40 }, (_, at) =>
      step('table', `model.m${at}`, { status: 'skipped', because: 'source.shop.reviews' }),
    );
    const shown = renderSummary({ ...failed, results }, { ...plain, width: 100 });
    expect(shown).toContain('- skipped    m0, m1, m2, m3, m4, m5 and 34 more because shop.reviews failed');
    expect(shown).toContain('failed in 9.1 s · 40 skipped');
  });

  it('says what happened where nothing was selected', () => {
    expect(renderSummary({ ...succeeded, results: [], duration: 3 }, { ...plain, width: 80 })).toBe(
      'alambic 0.1.0 · amazon_reviews · target local · 0 nodes, 0 tests\n\n  done in 3 ms · nothing to do',
    );
  });
});

import type { ResultSet } from '../src/engine/adapters/warehouse.ts';
import { formatTable } from './print-table.ts';

/** Reads the first rows of a published model. */
export type ReadModel = (name: string, limit: number) => Promise<ResultSet>;

const marts = ['product_satisfaction', 'review_quality', 'category_trends'];

/** Five rows of each mart, then what became of the reviews, as text. */
export async function showMarts(read: ReadModel): Promise<string> {
  const parts: string[] = [];
  for (const mart of marts) {
    const { columns, rows } = await read(mart, 5);
    parts.push(
      `${mart}\n${indent(
        formatTable(
          columns.map(({ name }) => name),
          rows,
        ),
      )}`,
    );
  }
  return [...parts, showCoherence(await read('data_coherence', 100))].join('\n\n');
}

interface Measure {
  readonly section: string;
  readonly measure: string;
  readonly count: number;
}

/** The balance that must come out even, rejections by reason, loose ends, and the sentiment of the texts by stars. */
function showCoherence({ rows }: ResultSet): string {
  const measures: readonly Measure[] = rows.map(([section, measure, count]) => ({
    section: String(section),
    measure: String(measure),
    count: Number(count),
  }));
  const of = (section: string): readonly Measure[] => measures.filter((each) => each.section === section);
  const stage = (name: string): string => number(of('stage').find((each) => each.measure === name)?.count ?? 0);
  const rejections = of('rejection')
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return [
    `balance    ${stage('extracted')} extracted = ${stage('accepted')} accepted + ${stage('rejected')} rejected`,
    `rejected   ${rejections.map(({ measure, count }) => `${measure} ${number(count)}`).join(' · ')}`,
    '',
    'data_coherence',
    indent(
      formatTable(
        ['measure', 'rows'],
        [...of('orphan'), ...of('agreement')].map(({ measure, count }) => [measure, count]),
      ),
    ),
    '',
    indent(showSentiments(of('sentiment'))),
  ].join('\n');
}

function showSentiments(measures: readonly Measure[]): string {
  const labels = ['negative', 'neutral', 'positive'];
  const count = (stars: number, label: string): number =>
    measures.find(({ measure }) => measure === `${stars} stars, ${label}`)?.count ?? 0;
  return formatTable(
    ['stars', ...labels],
    [1, 2, 3, 4, 5].map((stars) => [stars, ...labels.map((label) => count(stars, label))]),
  );
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

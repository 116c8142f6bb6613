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

/** Rejections by reason, and the balance that must come out even. */
function showCoherence({ rows }: ResultSet): string {
  const measures = rows.map(([section, measure, count]) => ({
    section,
    measure: String(measure),
    count: Number(count),
  }));
  const stage = (name: string): number =>
    measures.find((each) => each.section === 'stage' && each.measure === name)?.count ?? 0;
  const count = (value: number): string => value.toLocaleString('en-GB');
  const rejections = measures
    .filter((each) => each.section === 'rejection' && each.count > 0)
    .sort((a, b) => b.count - a.count);
  const others = measures.filter((each) => each.section === 'orphan' || each.section === 'agreement');
  return [
    `balance    ${count(stage('extracted'))} extracted = ${count(stage('accepted'))} accepted + ${count(stage('rejected'))} rejected`,
    `rejected   ${rejections.map((each) => `${each.measure} ${count(each.count)}`).join(' · ')}`,
    'data_coherence',
    indent(
      formatTable(
        ['measure', 'rows'],
        others.map((each) => [each.measure, each.count]),
      ),
    ),
  ].join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

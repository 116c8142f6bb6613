/**
 * Writes `../generated/`: the base lexicon, the sentiment weights and the document frequencies.
 *
 *   npx tsx project/enrichment/train/train.ts <folder of the real texts>
 *
 * The same texts give the same bytes. What the texts are, and their licences: ../PROVENANCE.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileBaseLexicon } from './compile-base-lexicon.ts';

const folder = process.argv[2];
if (!folder) {
  process.stderr.write('usage: npx tsx project/enrichment/train/train.ts <folder of the real texts>\n');
  process.exit(2);
}

const output = join(import.meta.dirname, '..', 'generated');

function write(name: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 1)}\n`;
  writeFileSync(join(output, name), text);
  process.stdout.write(`${name}: ${text.length} bytes\n`);
}

mkdirSync(output, { recursive: true });
// Each step reads what the one before has written, so a step is only loaded when its turn has come.
write('base-lexicon.json', compileBaseLexicon());
const { trainSentiment, readTexts } = await import('./train-sentiment.ts');
write('sentiment-weights.json', trainSentiment(folder));
const { countDocuments } = await import('./count-documents.ts');
const texts = readTexts(folder);
write('document-frequencies.json', { en: countDocuments(texts.en, 'en'), fr: countDocuments(texts.fr, 'fr') });

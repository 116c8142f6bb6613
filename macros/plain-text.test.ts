import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { plain_text } from './plain-text.ts';

it.each([
  ['No entity here', 'No entity here'],
  ['L&#39;&eacute;t&eacute; &amp; l&rsquo;hiver', "L'été & l’hiver"],
  ['one<br />two</b> and 3 < 4 > 2', 'one two  and 3 < 4 > 2'],
  ['&amp;lt;b&amp;gt; is decoded once', '&lt;b&gt; is decoded once'],
  ['', ''],
])('turns %j into %j', async (html, plain) => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(`select ${plain_text('body')} from (select $1::varchar as body)`, [
    html,
  ]);
  expect(reader.getRows()).toEqual([[plain]]);
  connection.closeSync();
});

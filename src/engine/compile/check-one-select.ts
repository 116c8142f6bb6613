import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { originalPlace, type SourceMap } from './source-map.ts';

/** What stands for itself: texts, quoted names and comments, in which a semicolon ends nothing. */
const opaque = String.raw`\be'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*|/\*[^]*?\*/|\$(\w*)\$[^]*?\$\1\$`;
const tokens = new RegExp(`${opaque}|;|[^\\s;'"$/-]+|[$/-]|'|"`, 'gi');

const otherStatements = new Set(
  ('alter analyze attach begin call checkpoint comment commit copy create deallocate delete detach drop execute export ' +
    'grant import insert install load merge pragma prepare reset revoke rollback set start truncate update use vacuum').split(' '),
); // prettier-ignore

/** E0209 where the SQL of a model is not one statement that reads. Only what the user wrote as such: the rest is the warehouse's to say. */
export function checkOneSelect(sql: string, map: SourceMap, file: string): readonly Diagnostic[] {
  const several = sql.includes(';');
  let first: string | undefined;
  let ended = false;
  for (const { 0: token, index } of sql.matchAll(tokens)) {
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    if (token === ';') ended = first !== undefined;
    else if (ended)
      return [notOneSelect('a model is one SELECT, and this is a second statement', file, map, index, token)];
    else if (first === undefined) {
      first = token.toLowerCase();
      if (otherStatements.has(first))
        return [notOneSelect(`a model is one SELECT, and this is ${first.toUpperCase()}`, file, map, index, token)];
      if (!several) return [];
    }
  }
  return first === undefined
    ? [
        {
          ...notOneSelect('a model is one SELECT, and there is none', file, [], 0, ''),
          hint: 'write one, or remove the file',
        },
      ]
    : [];
}

function notOneSelect(message: string, file: string, map: SourceMap, offset: number, token: string): Diagnostic {
  const place = originalPlace(map, offset, token.length);
  return {
    code: 'E0209',
    severity: 'error',
    message,
    location: place?.location ?? { file },
    ...(place === undefined || place.via.length === 0 ? {} : { via: place.via }),
    hint: 'keep the SELECT; what must change data belongs in a materialization',
  };
}

/** The entities that web forms leave in texts. `&amp;` comes last, so that nothing is decoded twice. */
const entities: readonly (readonly [entity: string, character: string])[] = [
  ['&quot;', '"'], ['&#34;', '"'], ['&apos;', "'"], ['&#39;', "'"], ['&rsquo;', '’'], ['&euro;', '€'], ['&nbsp;', ' '],
  ['&agrave;', 'à'], ['&acirc;', 'â'], ['&aacute;', 'á'], ['&ccedil;', 'ç'], ['&egrave;', 'è'], ['&eacute;', 'é'],
  ['&ecirc;', 'ê'], ['&icirc;', 'î'], ['&iacute;', 'í'], ['&ocirc;', 'ô'], ['&oacute;', 'ó'], ['&ugrave;', 'ù'],
  ['&uacute;', 'ú'], ['&ntilde;', 'ñ'], ['&lt;', '<'], ['&gt;', '>'], ['&amp;', '&'],
]; // prettier-ignore

/** SQL of a text without HTML tags and entities. The tests for < and & spare most texts the work. */
export const plain_text = (expression: string): string => {
  const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const untagged = `regexp_replace(${expression}, '<[a-zA-Z/][^>]*>', ' ', 'g')`;
  const decoded = entities.reduce(
    (text, [entity, character]) => `replace(${text}, ${literal(entity)}, ${literal(character)})`,
    untagged,
  );
  return `case when contains(${expression}, '<') or contains(${expression}, '&') then ${decoded} else ${expression} end`;
};

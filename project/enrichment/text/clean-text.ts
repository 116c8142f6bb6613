const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  ccedil: 'ç',
  ugrave: 'ù',
  ocirc: 'ô',
  rsquo: "'",
  hellip: '...',
  euro: '€',
};

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
// Tags are cut at 200 characters, so that a review that says "a < b" keeps its text.
const markup = /<\/?[a-z][^<>]{0,200}>/gi;

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return namedEntities[name.toLowerCase()] ?? whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : ' ';
}

/**
 * The text that a reader would see: entities decoded, markup and lone surrogates replaced by a space.
 * Anything but a string is the empty text.
 */
export function cleanText(value: unknown): string {
  if (typeof value !== 'string') return '';
  let text = value;
  if (text.includes('&')) text = text.replace(entity, decodeEntity);
  if (text.includes('<')) text = text.replace(markup, ' ');
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(loneSurrogate, ' ') : text;
}

/**
 * The beginning and the end of a text that is too long. The end is kept because that is where reviewers conclude.
 * `limit` counts UTF-16 units; the cuts fall on white space where there is some nearby.
 */
export function capText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Math.floor(limit / 4);
  const head = text.slice(0, limit - tail);
  const lastSpace = head.lastIndexOf(' ');
  const end = text.slice(-tail);
  const firstSpace = end.indexOf(' ');
  return cleanText(
    `${lastSpace > limit / 2 ? head.slice(0, lastSpace) : head} ${firstSpace === -1 ? end : end.slice(firstSpace + 1)}`,
  );
}

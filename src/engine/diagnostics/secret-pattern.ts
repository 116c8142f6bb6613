const shortestFragment = 6;
// JSON inside JSON inside JSON: each level doubles the backslashes.
const mostEscapes = 8;

/**
 * A regular expression's source for a secret in every form that it is likely to be written in: as it is, URL-encoded
 * (wholly or in part), JSON-escaped (also more than once), with SQL's doubled quotes, in hex, and in base64 or base64url
 * at any of the three places that it can have inside a longer encoded text such as `user:password`.
 */
export function secretPattern(secret: string): string {
  const bytes = Buffer.from(secret, 'utf8');
  return [writtenPattern(secret), hexPattern(bytes), ...base64Patterns(bytes)].join('|');
}

/**
 * Character by character, since an encoder chooses for each what to escape. A run of backslashes or quotes is taken as
 * one: doubled ones could be divided among them in many ways, and trying them all would take exponential time.
 */
function writtenPattern(secret: string): string {
  const runs = secret.match(/\\+|'+|[^\\']/gu) ?? [];
  return runs.map(runPattern).join('');
}

function runPattern(run: string): string {
  const count = run.length;
  if (run.startsWith('\\')) return `(?:\\\\{${count},${count * mostEscapes}}|(?:%5[cC]){${count}})`;
  if (run.startsWith("'")) return `(?:'{${count},${count * 2}}|(?:%27){${count}}|(?:${unicodeEscape("'")}){${count}})`;
  return characterPattern(run);
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

function characterPattern(character: string): string {
  const percent = Array.from(Buffer.from(character, 'utf8'), (byte) => `%${anyCaseHex(byte)}`).join('');
  const forms = [escapeRegExp(character), percent];
  if (character === ' ') forms.push('\\+');
  if (character === '"' || character === '/') forms.push(escaped(escapeRegExp(character)));
  const short = shortEscapes[character];
  if (short !== undefined) forms.push(escaped(short));
  if (!/^[\x20-\x7e]$/.test(character) || '"<>&/'.includes(character)) forms.push(unicodeEscape(character));
  return `(?:${forms.join('|')})`;
}

function escaped(letter: string): string {
  return `\\\\{1,${mostEscapes}}${letter}`;
}

function unicodeEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => escaped(`u${anyCaseHex(unit >> 8)}${anyCaseHex(unit & 0xff)}`)).join('');
}

function hexPattern(bytes: Buffer): string {
  return Array.from(bytes, anyCaseHex).join('');
}

function anyCaseHex(byte: number): string {
  const digits = byte.toString(16).padStart(2, '0');
  return digits.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Base64 works on three bytes at a time, so what stands before the secret decides between three spellings. */
function base64Patterns(bytes: Buffer): readonly string[] {
  const whole = base64Letters(bytes.toString('base64').replace(/=+$/, ''));
  const inside = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const firstBit = before * 8;
    const lastBit = firstBit + bytes.length * 8;
    // Only letters whose six bits all come from the secret; the one on either side carries some of its bits too.
    const fragment = encoded.slice(Math.ceil(firstBit / 6), Math.floor(lastBit / 6));
    return fragment.length < shortestFragment ? [] : [`[\\w+/-]?${base64Letters(fragment)}[\\w+/-]?`];
  });
  return [...inside, `${whole}={0,2}`];
}

function base64Letters(text: string): string {
  return text.replace(/[+/]/g, (letter) => (letter === '+' ? '[+-]' : '[/_]'));
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

import type { Random } from '../random.ts';

const cheerful = ['😊', '👍', '⭐⭐⭐⭐⭐', '❤️', '🎉'];
const cross = ['😡', '👎', '😞', '🙄'];

/** What people and web forms do to a text: slips of the keyboard, emoji, HTML entities and tags. */
export function blemishText(random: Random, body: string, rating: number): string {
  let text = body;
  if (random.chance(0.12)) text = mistype(random, text);
  if (random.chance(0.1)) text += ` ${random.pick(rating >= 3 ? cheerful : cross)}`;
  if (random.chance(0.05)) text = escapeHtml(text);
  if (random.chance(0.02)) text = text.replace('. ', '.<br />');
  if (random.chance(0.04)) text = text.replace(/\.$/, '!!!');
  if (random.chance(0.03)) text = text.toLowerCase();
  return text;
}

/** Two neighbouring letters of one long word change places, or one of them is doubled or forgotten. */
function mistype(random: Random, text: string): string {
  const words = text.split(' ');
  const at = random.below(words.length);
  const word = words[at]!;
  if (!/^\p{L}{5,}$/u.test(word)) return text;
  const letter = random.between(1, word.length - 3);
  const [before, one, two, after] = [word.slice(0, letter), word[letter], word[letter + 1], word.slice(letter + 2)];
  words[at] = random.pick([
    `${before}${two}${one}${after}`,
    `${before}${one}${one}${two}${after}`,
    `${before}${two}${after}`,
  ]);
  return words.join(' ');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;').replaceAll('é', '&eacute;');
}

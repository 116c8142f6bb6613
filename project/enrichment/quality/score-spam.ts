import { PhraseMatcher } from '../text/phrase-matcher.ts';
import type { Token } from '../text/token.ts';
import { cutWords, foldText } from '../text/tokenize.ts';

/** How much a text looks like an advertisement, in [0, 1], and whether that is enough to call it one. */
export type SpamResult = { readonly spamScore: number; readonly isSpam: boolean };

const spamThreshold = 0.6;

const link =
  /https?:\/\/|\bwww\.|\b[a-z0-9-]{2,}\.(?:com|net|org|info|biz|fr|de|es|it|ru|xyz|shop|store|online|example|ly)\b/gi;
// Product pages are named by honest reviewers.
const ownLink = /(?:https?:\/\/)?(?:www\.)?(?:amazon\.[a-z.]{2,6}|amzn\.\w+)\b\S*/gi;
const mail = /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}/i;
const phone = /(?<!\d)(?:\+\d{1,3}[ .-]?\(?\d|0\d|\(\d{3}\))(?:[ .-]?\d){7,11}(?!\d)/;
const longRun = /([^\s.\-_=*])\1{5,}/u;

const solicitations = [
  'click here, click now, click the link, click link, click click, click below, buy now, order now, call now, call us, act now, sign up at, sign up now',
  'visit our, visit my, visit http, visit www, check out my, my website, our website, my channel, subscribe to, follow me, follow us, dm me, whatsapp, telegram',
  'earn money, make money, extra income, work from home, working from home, from home, per week, guaranteed income, get rich, passive income, bitcoin, crypto, forex, investment opportunity',
  'limited offer, limited time offer, special offer, promo code, use code, coupon code, free gift, gift card, claim your, have won, you won, you have won, win win, congratulations you, free spins, casino, jackpot, lottery, viagra, cialis, replica watches, cheap followers, weight loss pills, no experience needed, hot deal, adult dating, free trial, earn',
  'cliquez ici, cliquez vite, cliquez sur, clique ici, visitez notre, visitez mon, visitez le site, mon site, notre site, suivez moi, abonnez vous, ma chaine, contactez moi, contactez nous, appelez le, appelez nous',
  'gagnez, gagner de l argent, avez gagne, gagne un, argent facile, euros par jour, euros par mois, revenu complementaire, travail a domicile, depuis chez vous, inscription gratuite, inscrivez vous, code promo, promo exclusive, offre limitee, offre exceptionnelle, offre speciale, cadeau gratuit, reclamez, felicitations vous, tours gratuits, machine a sous, voyance, voyant, marabout, retour affectif, pret entre particuliers, pret rapide, credit rapide, rencontre coquine, site de rencontre',
].join(', ');

const matcher = new PhraseMatcher(
  solicitations.split(', ').map((phrase) => ({ words: cutWords(foldText(phrase)), value: true as const })),
);

function countSolicitations(tokens: readonly Token[]): number {
  let count = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const match = matcher.match(tokens, index);
    if (!match) continue;
    count += 1;
    index += match.length - 1;
  }
  return count;
}

/** Share of the letters that are capitals, in a text of at least 20 letters. */
export function shoutingShare(text: string): number {
  let upper = 0;
  let lower = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde)) upper += 1;
    else if ((code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff)) lower += 1;
  }
  return upper + lower < 20 ? 0 : upper / (upper + lower);
}

function isGibberish(words: readonly Token[]): boolean {
  const latin = words.flatMap(({ text }) => (/^[a-z]{5,}$/.test(text) ? [text] : []));
  if (latin.length === 0) return false;
  const odd = latin.filter((word) => !/[aeiouy]/.test(word) || /[^aeiouy]{6,}/.test(word) || word.length > 25);
  return odd.length > latin.length / 2;
}

function isRepeated(words: readonly Token[]): boolean {
  return words.length >= 12 && new Set(words).size < words.length * 0.3;
}

/** Adds up what advertisements do: link, solicit, shout, repeat. `tokens` are those of `text`. */
export function scoreSpam(text: string, tokens: readonly Token[]): SpamResult {
  const words = tokens.filter(({ kind }) => kind === 'word');
  const links = text.includes('.') || text.includes('://') ? (text.replace(ownLink, ' ').match(link)?.length ?? 0) : 0;
  const asks = countSolicitations(tokens);
  const shouts = shoutingShare(text) > 0.6;
  const exclaims = text.split('!').length - 1;
  let score = 0.35 * Math.min(2, links) + 0.25 * Math.min(3, asks);
  if (links > 0 && asks > 0) score += 0.2;
  if (text.includes('@') && mail.test(text)) score += 0.3;
  if (phone.test(text)) score += 0.35;
  if (exclaims >= 6) score += shouts ? 0.3 : 0.1;
  if (shouts) score += 0.1;
  if (longRun.test(text)) score += 0.15;
  if (isGibberish(words)) score += 0.6;
  if (isRepeated(words)) score += 0.6;
  const spamScore = Math.round(100 * Math.min(1, score)) / 100;
  return { spamScore, isSpam: spamScore >= spamThreshold };
}

import { PhraseMatcher } from '../text/phrase-matcher.ts';
import type { CharacterCounts } from '../text/count-characters.ts';
import { shoutingShare } from '../text/count-characters.ts';
import { remember } from '../text/remember.ts';
import type { Token } from '../text/token.ts';
import { cutWords, foldText } from '../text/tokenize.ts';

/** How much a text looks like an advertisement, in [0, 1], and whether that is enough to call it one. */
export type SpamResult = { readonly spamScore: number; readonly isSpam: boolean };

const spamThreshold = 0.6;

// A space left out after a full stop ("no issues.It", « le prix.De ») must not make a domain of a word.
const link =
  /https?:\/\/|\bwww\.|\b[a-z0-9-]{2,}\.(?:com|net|org|info|biz|fr|ru|xyz|shop|store|online|example|ly)\b|\b[a-z0-9-]{2,}\.(?:de|es|it)\/\w/gi;
// Product pages are named by honest reviewers.
const ownLink = /(?:https?:\/\/)?(?:www\.)?(?:amazon\.[a-z.]{2,6}|amzn\.\w+)\b\S*/gi;
const mail = /[\w.+-]{1,64}@[\w.-]{1,120}\.[a-z]{2,}/gi;
const phone = /(?<!\d)(?:\+\d{1,3}[ .-]?\(?\d|0\d|\(\d{3}\))(?:[ .-]?\d){7,11}(?!\d)/;

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

const isLong = (text: string): boolean => /^[a-z]{5,}$/.test(text);
const isUnpronounceable = remember(
  ({ text }) => isLong(text) && (!/[aeiouy]/.test(text) || /[^aeiouy]{6,}/.test(text) || text.length > 25),
);
const isLongWord = remember(({ text }) => isLong(text));

function isGibberish(words: readonly Token[]): boolean {
  let long = 0;
  let odd = 0;
  for (const word of words) {
    if (isLongWord(word)) long += 1;
    if (isUnpronounceable(word)) odd += 1;
  }
  return odd > long / 2;
}

function isRepeated(words: readonly Token[]): boolean {
  return words.length >= 12 && new Set(words).size < words.length * 0.3;
}

function countLinks(text: string): number {
  if (!/[a-z0-9]\.[a-z]|:\/\//i.test(text)) return 0;
  return text.replace(mail, ' ').replace(ownLink, ' ').match(link)?.length ?? 0;
}

/** Adds up what advertisements do: link, solicit, shout, repeat. `tokens` and `counts` are those of `text`. */
export function scoreSpam(text: string, tokens: readonly Token[], counts: CharacterCounts): SpamResult {
  const words = tokens.filter(({ kind }) => kind === 'word');
  const links = countLinks(text);
  const asks = countSolicitations(tokens);
  const shouts = shoutingShare(counts) > 0.6;
  let score = 0.35 * Math.min(2, links) + 0.25 * Math.min(3, asks);
  if (links > 0 && asks > 0) score += 0.2;
  // Honest people leave an address to be answered at, so that alone is not enough.
  const hasMail = text.includes('@') && text.search(mail) !== -1;
  const hasPhone = counts.digits >= 8 && phone.test(text);
  if (hasMail || hasPhone) score += 0.3;
  if (counts.exclamations >= 6) score += shouts ? 0.3 : 0.1;
  if (shouts) score += 0.1;
  if (counts.longestRun >= 6) score += 0.15;
  if (isGibberish(words)) score += 0.6;
  if (isRepeated(words)) score += 0.6;
  const spamScore = Math.round(100 * Math.min(1, score)) / 100;
  return { spamScore, isSpam: spamScore >= spamThreshold };
}

const capital = String.raw`(?:\p{Lu}\.|(?:d[’']|l[’'])?\p{Lu}[\p{L}’'-]+)`;
const particle = String.raw`(?:(?:de la|de|du|des|le|la|van|von|der|den|ben|bin|el|al|da|di) )`;
const name = String.raw`${capital}(?: ${particle}{0,2}${capital}){0,3}`;
const wholeName = String.raw`${capital}(?: ${particle}{0,2}${capital}){1,3}`;
const before = String.raw`(?<![\p{L}\p{N}])`;

const title = [
  String.raw`MM?\.|M(?:me|ME|lle|LLE)s?|M(?:r|R)\.?|M(?:r|R)(?:s|S)\.?|Ms\.?|Miss|Dr\.?|DR\.?|Prof\.?`,
  'Monsieur|Madame|Mademoiselle|Docteur|Maître|Professeur|Doctor|Professor|Mister|Sir|Lady|Herr|Frau|Señora?',
].join('|');
const introduction = String.raw`[Mm]y name is|[Mm]y name[’']s|[Jj]e m[’']appelle|[Mm]on nom est|[Jj]e me nomme`;
const selfDescription = String.raw`[Jj]e suis|I am|I[’']m|[Tt]his is|[Ii]ci`;
const closing = [
  '[Cc]ordialement|[Bb]ien à vous|[Ss]alutations|[Aa]mitiés|[Ss]igné',
  String.raw`(?:[Bb]est |[Kk]ind |[Ww]arm )?[Rr]egards|[Ss]incerely|[Yy]ours(?: truly)?|[Ss]igned|[Cc]heers`,
].join('|');

const titled = new RegExp(`${before}(?:${title})[ \u00a0]${name}`, 'gu');
const introduced = new RegExp(`(?<=${before}(?:${introduction}) )${name}`, 'gu');
const described = new RegExp(`(?<=${before}(?:${selfDescription}) )${wholeName}`, 'gu');
const closed = new RegExp(`(?<=${before}(?:${closing}) ?[,:\\n] ?)${name}(?=[ .!]*(?:$|\\n))`, 'gu');
const mention = new RegExp(`${title}|${introduction}|${selfDescription}|${closing}`, 'u');

/** Names after a title, an introduction or a closing. A name that nothing announces is not found. */
export function redactNames(text: string): string {
  if (!mention.test(text)) return text;
  return text
    .replaceAll(titled, '[name]')
    .replaceAll(introduced, '[name]')
    .replaceAll(described, '[name]')
    .replaceAll(closed, '[name]');
}

const road = [
  String.raw`[Rr]ue|[Aa]venue|[Aa]v\.?|[Bb]oulevard|[Bb]l?d\.?|[Ii]mpasse|[Aa]llées?|[Cc]hemin|[Rr]oute|[Qq]uai|[Cc]ours`,
  '[Ss]quare|[Pp]assage|[Ss]entier|[Ff]aubourg|[Pp]lace|RUE|AVENUE|BOULEVARD|PLACE|CHEMIN|IMPASSE',
].join('|');
const link = String.raw`(?:(?:de la|de|du|des|le|la|les|au|aux|en|et) |de l[’']|d[’']|l[’'])`;
const french = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])\d{1,4}(?: ?(?:bis|ter|quater)|[A-D])?,? (?:${road}) `,
    String.raw`(?:${link}{0,2}\p{Lu}[\p{L}’'-]*(?:[ -](?:${link}{0,2})\p{Lu}[\p{L}’'-]*){0,4}`,
    String.raw`|[\p{L}’'-]+(?: [\p{L}’'-]+){0,5}(?=,? \d{5} ))`,
    String.raw`(?:,? \d{5} \p{Lu}[\p{L}’'-]+(?:[ -]\p{Lu}[\p{L}’'-]+){0,3})?`,
  ].join(''),
  'gu',
);
const lowerFrench = new RegExp(
  String.raw`(?<![\p{L}\p{N}])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|boulevard|impasse) ${link}{0,2}[\p{L}’'-]{2,}(?: [\p{L}’'-]{2,})?`,
  'giu',
);
const englishRoad =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Square|Terrace|Close|Crescent|Circle|Parkway';
const english = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])\d{1,5}[A-Z]? (?:\p{Lu}[\p{L}’'.-]* ){1,4}(?:${englishRoad})(?!\p{L})\.?`,
    String.raw`(?:, \p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2})?(?:,? [A-Z]{2} \d{5}(?:-\d{4})?)?`,
  ].join(''),
  'gu',
);
const german =
  /(?<!\p{L})\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|platz|gasse|allee) \d{1,4}[a-z]?(?![\p{L}\p{N}])/gu;
const anyRoad = new RegExp(`(?:${road}|${englishRoad}|stra(?:ß|ss)e|str\\.|weg|platz|gasse)`, 'iu');

/** Postal addresses with a number and a kind of road. */
export function redactAddresses(text: string): string {
  if (!anyRoad.test(text)) return text;
  return text
    .replaceAll(french, '[address]')
    .replaceAll(english, '[address]')
    .replaceAll(lowerFrench, '[address]')
    .replaceAll(german, '[address]');
}

const email =
  /(?<![\p{L}\p{N}._%+’'-])[\p{L}\p{N}_][\p{L}\p{N}._%+’'-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
const spelledEmail =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64} ?[[({] ?(?:at|arobase|chez) ?[\])}] ?(?:[\p{L}\p{N}-]{1,63}(?:\.| ?[[({] ?(?:dot|point) ?[\])}] ?)){1,6}\p{L}{2,24}/giu;
const userUrl = /(?<!\p{L})[a-z][a-z\d+.-]{1,15}:\/\/[^\s/@]{1,256}@[^\s<>"]{1,2000}?(?=[.,;:!?)]*(?:\s|$)|[<>"])/giu;

const ipv4 = /(?<![\p{L}\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d]|\.\d)/gu;
const ipv6 = /(?<![\p{L}\p{N}:])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?![\p{L}\p{N}:])/giu;

const french = /(?<![\d+])(?:(?:\+|00) ?33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ \u00a0./-]?\d{2}){4}(?!\d)/g;
const international = /(?<![\d+])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ \u00a0./-]?\d){5,12}(?!\d)/g;
const american = /(?<![\d-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\d-])/g;
const national = /(?<![\d.,+-])\(?0\d{2,4}\)?(?:[ \u00a0/-]\d{2,8}){1,4}(?![\d.,]\d|\d)/g;
const announced =
  /(?<!\p{L})((?:t[ée]l|t[ée]l[ée]phone|phone|mobile|portable|gsm|whatsapp|call|call me|text|ring|appele[rz](?:[ -]moi)?)(?: on| at| au)?\.? ?:? ?)\d(?:[ .-]?\d){6,13}(?!\d)/giu;

/** E-mail addresses, also where the at sign is spelled out in brackets. */
export function redactEmails(text: string): string {
  return text.replaceAll(email, '[email]').replaceAll(spelledEmail, '[email]');
}

/** Addresses with user information before the host. */
export function redactUrls(text: string): string {
  return text.replaceAll(userUrl, '[url]');
}

export function redactIps(text: string): string {
  return text.replaceAll(ipv4, '[ip]').replaceAll(ipv6, (found) => (isIpv6(found) ? '[ip]' : found));
}

/** Times and ratios have colons too: an address has all eight groups, or one gap and a letter or three groups. */
function isIpv6(found: string): boolean {
  const groups = found.split(':');
  if (!found.includes('::')) return groups.length === 8 && !groups.includes('');
  const filled = groups.filter((group) => group !== '');
  return found.split('::').length === 2 && filled.length > 1 && (filled.length > 2 || /[a-f]/i.test(found));
}

/** French numbers first, then with a country code, then the forms of other countries. */
export function redactPhones(text: string): string {
  return text
    .replaceAll(french, '[phone]')
    .replaceAll(international, '[phone]')
    .replaceAll(american, '[phone]')
    .replaceAll(national, (found) => (isNational(found) ? '[phone]' : found))
    .replaceAll(announced, '$1[phone]');
}

function isNational(found: string): boolean {
  const digits = found.replaceAll(/\D/g, '').length;
  return digits >= 9 && digits <= 11;
}

/** Luhn's check digit (ISO/IEC 7812-1). Digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const weighted = index % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** Lengths of the card schemes' numbers by their first digits; others with a right check digit are bar codes. */
export function isCardNumber(digits: string): boolean {
  const scheme =
    /^4(\d{12}|\d{15}|\d{18})$|^(5[1-5]|2[2-7])\d{14}$|^3[47]\d{13}$|^3(0[0-5]|[689]\d)\d{11}$|^35\d{14}$|^6\d{15,18}$/;
  return scheme.test(digits) && passesLuhn(digits);
}

/** Lengths by country, from the IBAN registry of SWIFT (release 99). */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28,
  CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23,
  GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32,
  LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18,
  NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19,
  SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
}; // prettier-ignore

/** How many letters and digits an IBAN of the country has; undefined where it has none. */
export function ibanLength(country: string): number | undefined {
  return Object.hasOwn(ibanLengths, country) ? ibanLengths[country] : undefined;
}

/** ISO 13616: the country and check digits moved to the end, letters as numbers, modulo 97 is 1. Upper case, no spaces. */
export function isIban(text: string): boolean {
  if (ibanLength(text.slice(0, 2)) !== text.length) return false;
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The French social security number: 13 characters and a key, 97 minus the rest by 97; Corsica's 2A and 2B count as 19 and 18. */
export function isNir(text: string): boolean {
  const match = /^([12378]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(text);
  if (match === null) return false;
  const number = BigInt(match[1]!.replace('2A', '19').replace('2B', '18'));
  return 97n - (number % 97n) === BigInt(match[2]!);
}

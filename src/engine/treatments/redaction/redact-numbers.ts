import { ibanLength, isCardNumber, isIban, isNir } from './checks.ts';

const iban = /(?<![\p{L}\d])[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z\d]){11,30}/gu;
const nir = /(?<!\d)[12378](?:[ \u00a0.-]?[\dABab]){14}(?!\d)/g;
const card = /(?<![\d.,])\d(?:[ \u00a0-]?\d){12,18}(?!\d)/g;
const cardLengths = [19, 18, 17, 16, 15, 14, 13];

/** Bank accounts, by their check digits; with or without spaces. */
export function redactIbans(text: string): string {
  return text.replaceAll(iban, (found) => {
    const length = ibanLength(found.slice(0, 2).toUpperCase());
    const end = length === undefined ? undefined : endOf(found, length);
    if (end === undefined || !isIban(compact(found.slice(0, end)).toUpperCase())) return found;
    return `[iban]${found.slice(end)}`;
  });
}

/** French social security numbers, by their key. */
export function redactNirs(text: string): string {
  return text.replaceAll(nir, (found) => (isNir(compact(found).toUpperCase()) ? '[nir]' : found));
}

/** Payment cards, by scheme and check digit; what may follow, such as a security code, stays. */
export function redactCards(text: string): string {
  return text.replaceAll(card, (found) => {
    for (const length of cardLengths) {
      const end = endOf(found, length);
      if (end !== undefined && isCardNumber(compact(found.slice(0, end)))) return `[card]${found.slice(end)}`;
    }
    return found;
  });
}

const compact = (text: string): string => text.replaceAll(/[ \u00a0.-]/g, '');

/** Where the letters and digits counted so far are `length`, and no further one adjoins. */
function endOf(found: string, length: number): number | undefined {
  let counted = 0;
  for (let index = 0; index < found.length; index += 1) {
    if (!/[A-Za-z\d]/.test(found[index]!)) continue;
    counted += 1;
    if (counted === length) return /^[A-Za-z\d]/.test(found.slice(index + 1)) ? undefined : index + 1;
  }
  return undefined;
}

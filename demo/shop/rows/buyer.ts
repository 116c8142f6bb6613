import { countries, mailDomains } from '../people.ts';
import { type Random, streams } from '../random.ts';
import type { ShopOptions } from '../shop-options.ts';
import type { PersonalFacts } from '../text/plant-personal-data.ts';
import { dateOf, day, secondsOf, timestampOf } from './moment.ts';

export interface Buyer extends PersonalFacts {
  readonly buyer_id: number;
  readonly birthDate: string;
  readonly country: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** The buyer of an index; 0 is the first, whose id is 1. `revision` counts their moves to another address. */
export function buyerAt(options: ShopOptions, index: number, random: Random, revision = 0): Buyer {
  random.start(options.seed, streams.buyer, index);
  const country = countries[random.chance(0.45) ? 0 : 1];
  const firstName = random.pick(country.firstNames);
  const familyName = random.pick(country.familyNames);
  const asOf = secondsOf(options.asOf);
  const created = asOf - 5 * 365 * day + random.below(3 * 365 * day);
  const updated = created + random.below(asOf - created);
  const birthDate = dateOf(secondsOf('1945-01-01') + random.below(62 * 365) * day);
  const email = `${plain(firstName)}.${plain(familyName)}${index + 1}@${random.pick(mailDomains)}`;
  const phone = country.code === 'FR' ? frenchPhone(random) : britishPhone(random);
  if (revision > 0) random.start(options.seed + revision, streams.buyer, index);
  const [city, prefix] = random.pick(country.towns);
  return {
    buyer_id: index + 1,
    email,
    fullName: `${firstName} ${familyName}`,
    phone,
    address: `${random.between(1, 180)} ${random.pick(country.streets)}`,
    postalCode:
      country.code === 'FR'
        ? `${prefix}${digits(random, 3)}`
        : `${prefix}${random.between(1, 9)} ${random.between(1, 9)}AB`,
    city,
    birthDate,
    country: country.code,
    created_at: timestampOf(created),
    updated_at: timestampOf(updated),
  };
}

/** 06 39 98: numbers that the French regulator keeps for fiction. */
function frenchPhone(random: Random): string {
  const end = `${digits(random, 2)} ${digits(random, 2)}`;
  return random.chance(0.7) ? `06 39 98 ${end}` : `+33 6 39 98 ${end}`;
}

/** 07700 900: numbers that the British regulator keeps for fiction. */
function britishPhone(random: Random): string {
  const end = digits(random, 3);
  return random.chance(0.7) ? `07700 900${end}` : `+44 7700 900${end}`;
}

function digits(random: Random, count: number): string {
  return String(random.below(10 ** count)).padStart(count, '0');
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

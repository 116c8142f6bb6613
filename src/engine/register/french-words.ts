import type { Json } from '../parse/project.ts';

/** What stands where nothing is declared. */
export const nothing = 'non renseigné';

const legalBases: Readonly<Record<string, string>> = {
  consent: 'consentement (art. 6-1-a)',
  contract: "exécution d'un contrat (art. 6-1-b)",
  legal_obligation: 'obligation légale (art. 6-1-c)',
  vital_interests: 'intérêts vitaux (art. 6-1-d)',
  public_task: "mission d'intérêt public (art. 6-1-e)",
  legitimate_interest: 'intérêt légitime (art. 6-1-f)',
};

const treatments: Readonly<Record<string, string>> = {
  pseudonymise: 'pseudonymisé',
  drop: 'non collecté',
  generalise: 'généralisé',
  redact: 'expurgé',
  mask: 'masqué',
  keep: 'en clair',
};

/** The CNIL's headings for the first part of a category's name. */
const headings: Readonly<Record<string, string>> = {
  identifier: 'Identifiants',
  identity: 'État civil, identité',
  contact: 'Coordonnées',
  location: 'Données de localisation',
  content: 'Contenus rédigés',
  financial: "Informations d'ordre économique et financier",
  network: 'Données de connexion',
  behaviour: 'Vie personnelle, habitudes',
  health: 'Données de santé',
  biometric: 'Données biométriques',
  genetic: 'Données génétiques',
  sexuality: 'Vie ou orientation sexuelle',
  religion: 'Convictions religieuses ou philosophiques',
  politics: 'Opinions politiques',
  union: 'Appartenance syndicale',
  ethnicity: 'Origine raciale ou ethnique',
  offence: 'Condamnations ou infractions',
};

const periods: Readonly<Record<string, string>> = {
  hour: 'heure',
  day: 'jour',
  week: 'semaine',
  month: 'mois',
  year: 'an',
};

export function sayLegalBasis(name: string): string {
  return legalBases[name] ?? name;
}

export function sayTreatment(name: string): string {
  return treatments[name] ?? name;
}

/** `3 years` → `3 ans`. */
export function sayDuration(value: Json | undefined): string {
  const [, count, period] = /^(\d+) (hour|day|week|month|year)s?$/.exec(say(value)) ?? [];
  if (count === undefined || period === undefined) return say(value);
  const word = periods[period] ?? period;
  return `${count} ${Number(count) > 1 && !word.endsWith('s') ? `${word}s` : word}`;
}

/** Categories under the headings of the CNIL's sheet: `Coordonnées (contact.email)`. */
export function sayCategories(categories: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const category of categories) {
    const heading = headings[category.split('.')[0] ?? ''] ?? 'Autres données';
    groups.set(heading, [...(groups.get(heading) ?? []), category]);
  }
  return [...groups].map(([heading, names]) => `${heading} (${names.join(', ')})`).join(' ; ');
}

/** A declared value as text: items are separated, and what describes an item follows its name. */
export function say(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return nothing;
  if (Array.isArray(value)) return value.length === 0 ? 'aucun' : value.map((each: Json) => say(each)).join(' ; ');
  if (typeof value !== 'object') return String(value).trim();
  const [name, ...rest] = Object.values(value as Readonly<Record<string, Json>>).map((each) => say(each));
  return rest.length === 0 ? (name ?? nothing) : `${name} (${rest.join(', ')})`;
}

import type { Random } from '../random.ts';
import type { Language } from './compose-review.ts';

/** What a buyer could give away in a review. */
export interface PersonalFacts {
  readonly email: string;
  readonly fullName: string;
  readonly phone: string;
  readonly address: string;
  readonly postalCode: string;
  readonly city: string;
}

export interface Planted {
  readonly kind: 'email' | 'phone' | 'name' | 'address';
  /** As it stands in the text. */
  readonly value: string;
}

const kinds = ['email', 'phone', 'name', 'address'] as const;
const weights = [40, 25, 20, 15];

const sentences: Readonly<Record<Language, Readonly<Record<Planted['kind'], readonly string[]>>>> = {
  en: {
    email: ['Write to me at # if you want photos.', 'Please answer me at #.', 'My e-mail is #, I am still waiting.'],
    phone: ['Call me on # about the refund.', 'My number is #.', 'The driver can reach me on #.'],
    name: ['Signed, #.', 'My name is # and I am a regular customer.', 'Regards, #'],
    address: [
      'It should have come to #.',
      'I live at #, everybody else finds it.',
      'Delivered to # without any trouble.',
    ],
  },
  fr: {
    email: [
      'Écrivez-moi à # pour les photos.',
      'Merci de me répondre à #.',
      "Mon adresse mail est #, j'attends toujours.",
    ],
    phone: ['Appelez-moi au # pour le remboursement.', 'Mon numéro est le #.', 'Le livreur peut me joindre au #.'],
    name: ['Signé : #.', "Je m'appelle # et je suis une cliente fidèle.", 'Cordialement, #'],
    address: ['Le colis devait arriver au #.', "J'habite au #, tout le monde trouve.", 'Livré au # sans problème.'],
  },
};

/** A sentence in which a buyer gives away something of their own, and what it was. */
export function plantPersonalData(
  random: Random,
  language: Language,
  person: PersonalFacts,
): Planted & { readonly sentence: string } {
  const kind = random.weigh(kinds, weights);
  const value = reveal(kind, person);
  return { kind, value, sentence: random.pick(sentences[language][kind]).replace('#', () => value) };
}

function reveal(kind: Planted['kind'], person: PersonalFacts): string {
  if (kind === 'email') return person.email;
  if (kind === 'phone') return person.phone;
  if (kind === 'name') return person.fullName;
  return `${person.address}, ${person.postalCode} ${person.city}`;
}

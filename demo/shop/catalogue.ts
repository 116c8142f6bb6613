/** A kind of article as English and French reviews speak of it: with its French article and demonstrative. */
export interface Noun {
  readonly english: string;
  readonly le: string;
  readonly ce: string;
}

export interface Department {
  readonly name: string;
  /** Cents, both included. */
  readonly price: readonly [low: number, high: number];
  readonly nouns: readonly Noun[];
  readonly usesEnglish: readonly string[];
  readonly usesFrench: readonly string[];
}

const noun = (english: string, le: string, ce: string): Noun => ({ english, le, ce });

export const departments: readonly Department[] = [
  {
    name: 'electronics',
    price: [900, 39_900],
    nouns: [
      noun('headset', 'le casque', 'ce casque'),
      noun('charger', 'le chargeur', 'ce chargeur'),
      noun('speaker', "l'enceinte", 'cette enceinte'),
      noun('keyboard', 'le clavier', 'ce clavier'),
      noun('memory card', 'la carte mémoire', 'cette carte mémoire'),
      noun('webcam', 'la webcam', 'cette webcam'),
    ],
    usesEnglish: ['for video calls', 'for my commute', 'for the office', 'for my tablet', 'for gaming'],
    usesFrench: ['pour le télétravail', 'pour le train', 'pour le bureau', 'pour ma tablette', 'pour jouer'],
  },
  {
    name: 'kitchen',
    price: [700, 24_900],
    nouns: [
      noun('kettle', 'la bouilloire', 'cette bouilloire'),
      noun('blender', 'le mixeur', 'ce mixeur'),
      noun('frying pan', 'la poêle', 'cette poêle'),
      noun('coffee maker', 'la cafetière', 'cette cafetière'),
      noun('knife set', 'le lot de couteaux', 'ce lot de couteaux'),
    ],
    usesEnglish: ['for everyday cooking', 'for family meals', 'for a small kitchen', 'for my first flat'],
    usesFrench: [
      'pour tous les jours',
      'pour toute la famille',
      'pour une petite cuisine',
      'pour mon premier appartement',
    ],
  },
  {
    name: 'home',
    price: [600, 19_900],
    nouns: [
      noun('lamp', 'la lampe', 'cette lampe'),
      noun('shelf', "l'étagère", 'cette étagère'),
      noun('pillow', "l'oreiller", 'cet oreiller'),
      noun('vacuum cleaner', "l'aspirateur", 'cet aspirateur'),
      noun('curtain', 'le rideau', 'ce rideau'),
    ],
    usesEnglish: ['for the bedroom', 'for our living room', 'for the guest room', 'for a rented flat'],
    usesFrench: [
      'pour la chambre',
      'pour notre salon',
      "pour la chambre d'amis",
      'pour le studio de ma fille',
      "pour l'entrée",
    ],
  },
  {
    name: 'beauty',
    price: [400, 8_900],
    nouns: [
      noun('hair dryer', 'le sèche-cheveux', 'ce sèche-cheveux'),
      noun('moisturiser', 'la crème hydratante', 'cette crème hydratante'),
      noun('razor', 'le rasoir', 'ce rasoir'),
      noun('shampoo', 'le shampoing', 'ce shampoing'),
    ],
    usesEnglish: ['for daily use', 'for my daughter', 'for travelling', 'for the weekend'],
    usesFrench: ['pour tous les jours', 'pour ma fille', 'pour les voyages', 'pour le week-end'],
  },
  {
    name: 'sport',
    price: [900, 29_900],
    nouns: [
      noun('backpack', 'le sac à dos', 'ce sac à dos'),
      noun('yoga mat', 'le tapis de yoga', 'ce tapis de yoga'),
      noun('water bottle', 'la gourde', 'cette gourde'),
      noun('bike light', "l'éclairage de vélo", 'cet éclairage de vélo'),
      noun('tent', 'la tente', 'cette tente'),
    ],
    usesEnglish: ['for weekend hikes', 'for the gym', 'for running', 'for camping', 'for long bike rides'],
    usesFrench: [
      'pour la randonnée',
      'pour la salle de sport',
      'pour courir',
      'pour le camping',
      'pour mes sorties à vélo',
    ],
  },
  {
    name: 'toys',
    price: [500, 9_900],
    nouns: [
      noun('puzzle', 'le puzzle', 'ce puzzle'),
      noun('building set', 'le jeu de construction', 'ce jeu de construction'),
      noun('board game', 'le jeu de société', 'ce jeu de société'),
      noun('doll', 'la poupée', 'cette poupée'),
    ],
    usesEnglish: ['for my six-year-old', 'for game nights', 'for a birthday', 'for the grandchildren'],
    usesFrench: [
      'pour mon fils de six ans',
      'pour nos soirées jeux',
      'pour un anniversaire',
      'pour mes petits-enfants',
    ],
  },
  {
    name: 'clothing',
    price: [900, 14_900],
    nouns: [
      noun('rain jacket', 'la veste de pluie', 'cette veste de pluie'),
      noun('jumper', 'le pull', 'ce pull'),
      noun('belt', 'la ceinture', 'cette ceinture'),
      noun('scarf', "l'écharpe", 'cette écharpe'),
    ],
    usesEnglish: ['for work', 'for the winter', 'for the weekend', 'for a wedding'],
    usesFrench: ['pour le travail', "pour l'hiver", 'pour le week-end', 'pour un mariage'],
  },
  {
    name: 'garden',
    price: [800, 34_900],
    nouns: [
      noun('garden hose', "le tuyau d'arrosage", "ce tuyau d'arrosage"),
      noun('hedge trimmer', 'le taille-haie', 'ce taille-haie'),
      noun('folding chair', 'la chaise pliante', 'cette chaise pliante'),
      noun('parasol', 'le parasol', 'ce parasol'),
    ],
    usesEnglish: ['for the terrace', 'for a small garden', 'for the summer', 'for the vegetable patch'],
    usesFrench: ['pour la terrasse', 'pour un petit jardin', "pour l'été", 'pour le potager'],
  },
];

export const brands: readonly string[] = [
  'Norvane',
  'Kelmo',
  'Aurelis',
  'Tavik',
  'Brisol',
  'Domeo',
  'Lumicor',
  'Pixen',
  'Orvella',
  'Sylvano',
  'Castrel',
  'Meltio',
  'Quendo',
  'Farelle',
  'Hexaro',
  'Ulmeva',
];

export const lines: readonly string[] = ['Essential', 'Comfort', 'Pro', 'Mini', 'Classic', 'Plus', 'Nova', 'Air'];

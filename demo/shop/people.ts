/** First and family names, streets and towns that buyers are put together from. None is meant to be anybody. */
export interface Country {
  readonly code: string;
  readonly firstNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly streets: readonly string[];
  /** Town and the first two characters of its postal codes. */
  readonly towns: readonly (readonly [town: string, postal: string])[];
}

const french: Country = {
  code: 'FR',
  firstNames: [
    'Camille', 'Léa', 'Manon', 'Chloé', 'Inès', 'Juliette', 'Sarah', 'Nadia', 'Hélène', 'Fatou', 'Aïcha', 'Margaux',
    'Lucas', 'Hugo', 'Louis', 'Nathan', 'Karim', 'Julien', 'Antoine', 'Mehdi', 'Thomas', 'Baptiste', 'Olivier', 'Yanis',
  ],
  familyNames: [
    'Martin', 'Bernard', 'Dubois', 'Durand', 'Moreau', 'Laurent', 'Lefèvre', 'Roux', 'Fournier', 'Girard', 'Bonnet',
    'Lambert', 'Fontaine', 'Rousseau', 'Benali', 'Diallo', 'Nguyen', 'Garnier', 'Chevalier', 'Faure', 'Mercier', 'Blanc',
  ],
  streets: [
    'rue des Lilas', 'avenue de la République', 'rue Victor Hugo', 'boulevard Pasteur', 'rue du Moulin', 'allée des Tilleuls',
    'place de la Mairie', 'rue Jean Jaurès', 'chemin des Vignes', 'impasse du Lavoir',
  ],
  towns: [
    ['Paris', '75'], ['Lyon', '69'], ['Marseille', '13'], ['Toulouse', '31'], ['Nantes', '44'], ['Lille', '59'],
    ['Bordeaux', '33'], ['Rennes', '35'], ['Strasbourg', '67'], ['Grenoble', '38'],
  ],
};

const british: Country = {
  code: 'GB',
  firstNames: [
    'Emma', 'Olivia', 'Sophie', 'Grace', 'Amelia', 'Charlotte', 'Priya', 'Hannah', 'Megan', 'Alice', 'Zoe', 'Rachel',
    'James', 'Oliver', 'Harry', 'George', 'Daniel', 'Adam', 'Samuel', 'Imran', 'Callum', 'Peter', 'Simon', 'Marcus',
  ],
  familyNames: [
    'Smith', 'Jones', 'Taylor', 'Brown', 'Wilson', 'Evans', 'Walker', 'Wright', 'Robinson', 'Thompson', 'Hughes',
    'Edwards', 'Green', 'Patel', 'Clarke', 'Turner', 'Cooper', 'Ward', 'Khan', 'Baker', 'Harris', 'Morgan',
  ],
  streets: [
    'Church Road', 'Station Road', 'Victoria Street', 'Mill Lane', 'Park Avenue', 'High Street', 'Queens Road',
    'Green Lane', 'Albert Terrace', 'Orchard Close',
  ],
  towns: [
    ['London', 'SE'], ['Leeds', 'LS'], ['Bristol', 'BS'], ['Manchester', 'M1'], ['Norwich', 'NR'], ['Cardiff', 'CF'],
    ['Glasgow', 'G4'], ['Oxford', 'OX'], ['York', 'YO'], ['Exeter', 'EX'],
  ],
};

export const countries: readonly [Country, Country] = [french, british];

/** Domains that are reserved for examples (RFC 2606), so that no address belongs to anybody. */
export const mailDomains: readonly string[] = ['example.com', 'example.org', 'example.net'];

import type { CategoryRule, Level } from '../parse/project.ts';

const builtIn: Readonly<Record<string, Level>> = {
  'identifier.account': 'pseudonymous',
  'identifier.device': 'pseudonymous',
  'identifier.cookie': 'pseudonymous',
  'identifier.session': 'pseudonymous',
  'identifier.national': 'direct',
  'identifier.document': 'direct',
  'identity.name': 'direct',
  'identity.username': 'direct',
  'identity.photo': 'direct',
  'identity.birth_date': 'quasi',
  'identity.gender': 'quasi',
  'identity.nationality': 'quasi',
  'contact.email': 'direct',
  'contact.phone': 'direct',
  'contact.address': 'direct',
  'contact.social': 'direct',
  'location.postal_code': 'quasi',
  'location.city': 'quasi',
  'location.country': 'quasi',
  'location.coordinates': 'direct',
  'network.ip': 'direct',
  'network.user_agent': 'quasi',
  'financial.iban': 'direct',
  'financial.card': 'direct',
  'financial.income': 'quasi',
  'behaviour.event': 'quasi',
  'content.free_text': 'free_text',
};

/** Article 9 of the GDPR, and article 10 for offences. */
const special: readonly string[] = [
  'health.*',
  'biometric.*',
  'genetic.*',
  'sexuality.*',
  'religion.*',
  'politics.*',
  'union.*',
  'ethnicity.*',
  'offence.*',
];

/** What a project need not declare. A rule of policies.yml for the same category is stronger. */
export const builtInCategories: readonly CategoryRule[] = [
  ...Object.entries(builtIn).map(([pattern, level]) => ({ pattern, level, special: false })),
  ...special.map((pattern): CategoryRule => ({ pattern, level: 'direct', special: true })),
];

/** `identifier.*` matches `identifier.account`, `*` everything, and a name itself. */
export function matchesCategory(pattern: string, category: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? category.startsWith(pattern.slice(0, -1)) : pattern === category;
}

/** The rule for a category: the project's own before the built-in ones, then the most exact; undefined where none matches. */
export function findCategory(declared: readonly CategoryRule[], category: string): CategoryRule | undefined {
  return mostExact(declared, category) ?? mostExact(builtInCategories, category);
}

function mostExact(rules: readonly CategoryRule[], category: string): CategoryRule | undefined {
  let found: CategoryRule | undefined;
  for (const rule of rules) {
    if (!matchesCategory(rule.pattern, category)) continue;
    const exact = rule.pattern === category;
    if (exact) return rule;
    if (found === undefined || rule.pattern.length > found.pattern.length) found = rule;
  }
  return found;
}

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileFolder } from '../compile-folder.ts';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { Policies } from '../parse/project.ts';
import { processingActivity } from '../parse/schemas/processing-activity.ts';
import { buildRegister, type Register } from './build-register.ts';
import { registerFormats } from './render-register.ts';

let compiled: CompiledProject;
let register: Register;

const at = '2026-11-01T12:00:00.000Z';

function withActivity(change: Readonly<Record<string, unknown>>): Register {
  const [first] = compiled.project.policies.processingActivities;
  const processingActivities = [{ ...first, ...change }] as Policies['processingActivities'];
  const project = { ...compiled.project, policies: { ...compiled.project.policies, processingActivities } };
  return buildRegister({ ...compiled, project }, at);
}

function field({ sheets }: Register, label: string): string | undefined {
  return sheets[0]?.fields.find((each) => each.label === label)?.value;
}

beforeAll(async () => {
  const projectDir = join(import.meta.dirname, '..', '..', '..', 'project');
  const compilation = await compileFolder({ projectDir });
  expect(compilation.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  compiled = compilation.compiled as CompiledProject;
  register = buildRegister(compiled, at);
});

describe('the register of the sample project', () => {
  it('has one sheet for each activity, and the controller', () => {
    expect(register.sheets.map((sheet) => sheet.name)).toEqual(
      compiled.project.policies.processingActivities.map((activity) => activity['name']),
    );
    expect(register.controller.find((each) => each.label === 'Organisme')?.value).toBe('Marché Clair SAS');
  });

  it('derives the data and what protects it from what the models read', () => {
    const data = field(register, 'Catégories de données collectées');
    expect(data).toBe(
      'Coordonnées (contact.email) ; Contenus rédigés (content.free_text) ; Identifiants (identifier.account) ; Données de localisation (location.postal_code)',
    );
    const protection = field(register, 'Mesures de sécurité : pseudonymisation et minimisation');
    expect(protection).toContain('shop.reviews (buyer_id : pseudonymisé, summary : expurgé, body : expurgé)');
    expect(field(register, 'Données sensibles')).toBe('aucune');
  });

  it('says what is declared in French words', () => {
    const odd = withActivity({
      purpose: ['Une fin.', 'Une autre.'],
      retention: { after: '1 year', from: 'orders.ordered_at' },
      processors: [{ name: 'Hébergeur', country: 'France' }, 'Routeur'],
      transfers: [],
    });
    expect(field(odd, 'Objectifs poursuivis')).toBe('Une fin. ; Une autre.');
    expect(field(odd, 'Durées de conservation')).toBe('1 an à compter de orders.ordered_at');
    expect(field(odd, 'Sous-traitants')).toBe('Hébergeur (France) ; Routeur');
    expect(field(odd, "Transferts hors de l'Union européenne")).toBe('aucun');
    expect(field(register, 'Durées de conservation')).toBe('3 ans à compter de reviews.created_at');
    expect(field(register, 'Mesures de traçabilité')).toBe(
      "journaux de débogage : 30 jours ; journaux d'accès : 12 mois",
    );
  });

  it('names data of article 9, also of the built-in categories', () => {
    const table = compiled.project.sources.get('shop.reviews');
    if (table === undefined) throw new Error('no reviews');
    const columns = table.columns.map((column) =>
      column.name === 'rating' ? { ...column, privacy: 'health.condition' } : column,
    );
    const policies = { ...compiled.project.policies, categories: [], zones: new Map() };
    const project = { ...compiled.project, policies, sources: new Map([[table.id, { ...table, columns }]]) };
    const treatments = [{ categories: ['health.*'], treatment: 'keep', options: {}, location: table.location }];
    const special = buildRegister({ ...compiled, project: { ...project, policies: { ...policies, treatments } } }, at);
    expect(field(special, 'Données sensibles')).toBe('Données de santé (health.condition)');
  });

  it('follows the selection of its models', () => {
    const nothing = withActivity({ models: ['rejection_reasons'] });
    expect(field(nothing, 'Catégories de données collectées')).toBe('aucune donnée personnelle');
    expect(field(nothing, 'Catégories de personnes concernées')).toBe('aucune');
  });

  it('names every legal basis that may be declared', () => {
    const bases = (processingActivity.properties?.['legal_basis']?.['enum'] ?? []) as readonly string[];
    expect(bases.length).toBeGreaterThan(5);
    for (const basis of bases)
      expect(field(withActivity({ legal_basis: basis }), 'Base légale')).toMatch(/\(art\. 6-1-[a-f]\)$/);
  });

  it('has a hash that the date does not change and a declaration does', () => {
    expect(buildRegister(compiled, '2027-01-01T00:00:00.000Z').hash).toBe(register.hash);
    expect(withActivity({ purpose: 'Autre chose' }).hash).not.toBe(register.hash);
  });
});

describe('its formats', () => {
  const rendered = (name: string, of = register): string => registerFormats[name]?.(of) ?? '';

  it('are the same register', () => {
    expect(JSON.parse(rendered('registre.json'))).toEqual(JSON.parse(JSON.stringify(register)));
    for (const sheet of register.sheets) {
      for (const name of ['registre.md', 'registre.html']) {
        expect(rendered(name)).toContain(sheet.name);
        for (const { label } of sheet.fields) expect(rendered(name)).toContain(label);
      }
    }
  });

  it('let nothing that is declared break the page or the table', () => {
    const odd = withActivity({ name: '<script>alert(1)</script>', purpose: 'a | b\nc' });
    expect(rendered('registre.html', odd)).not.toContain('<script>alert');
    expect(rendered('registre.md', odd)).toContain('| Objectifs poursuivis | a \\| b c |');
  });
});

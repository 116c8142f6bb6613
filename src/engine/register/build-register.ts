import { createHash } from 'node:crypto';
import type { CompiledProject } from '../compile/compiled-project.ts';
import { select } from '../graph/selection/select.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Json, Project, SourceTable } from '../parse/project.ts';
import { findCategory } from '../treatments/categories.ts';
import { describeTreatedTable } from '../treatments/describe-treated-table.ts';
import { nothing, say, sayCategories, sayDuration, sayLegalBasis, sayTreatment } from './french-words.ts';

/** One processing activity: a sheet of the register (RGPD, article 30 §1), with the CNIL's labels. */
export interface RegisterSheet {
  readonly name: string;
  /** Label → value, in the order of the CNIL's model sheet. */
  readonly fields: readonly {
    readonly label: string;
    readonly value: string;
    readonly origin: 'derived' | 'declared';
  }[];
}

export interface Register {
  readonly project: string;
  readonly generatedAt: string;
  readonly controller: readonly { readonly label: string; readonly value: string }[];
  readonly sheets: readonly RegisterSheet[];
  /** SHA-256 of everything but the date, so that two exports can be compared. */
  readonly hash: string;
}

/** Writes the register from the declarations as they are: what the models read decides what the sheets say. */
export function buildRegister(compiled: CompiledProject, generatedAt: string): Register {
  const { project } = compiled;
  const sheets = project.policies.processingActivities.map((activity) => sheetOf(compiled, activity));
  const controller = controllerFields(project);
  const hash = createHash('sha256')
    .update(JSON.stringify([project.name, controller, sheets]))
    .digest('hex');
  return { project: project.name, generatedAt, controller, sheets, hash };
}

type Activity = Readonly<Record<string, Json>>;

function sheetOf(compiled: CompiledProject, activity: Activity): RegisterSheet {
  const { project } = compiled;
  const models = modelsOf(compiled, activity);
  const sources = sourcesOf(compiled, models);
  const categories = collected(project, sources);
  const derived = (label: string, value: string) => ({ label, value, origin: 'derived' }) as const;
  const declared = (label: string, value: string) => ({ label, value, origin: 'declared' }) as const;
  return {
    name: say(activity['name']),
    fields: [
      declared('Objectifs poursuivis', say(activity['purpose'])),
      declared('Base légale', sayLegalBasis(say(activity['legal_basis']))),
      derived('Logiciel ou application', `${project.name} (${models.length} modèles)`),
      derived('Catégories de personnes concernées', subjects(sources)),
      derived('Catégories de données collectées', sayCategories(categories) || 'aucune donnée personnelle'),
      derived('Données sensibles', specialOf(project, categories)),
      derived('Durées de conservation', retention(activity)),
      derived('Destinataires internes', say(activity['recipients'])),
      declared('Sous-traitants', say(activity['processors'])),
      declared("Transferts hors de l'Union européenne", say(activity['transfers'])),
      derived('Mesures de sécurité : pseudonymisation et minimisation', treatmentsOf(project, sources)),
      derived(
        'Mesures de traçabilité',
        `journaux de débogage : ${sayDuration(project.policies.logs['debug_retention'])} ; journaux d'accès : ${sayDuration(project.policies.logs['access_retention'])}`,
      ),
    ],
  };
}

function controllerFields({ policies }: Project): Register['controller'] {
  const { controller } = policies;
  const dpo = (controller['dpo'] ?? {}) as Readonly<Record<string, Json>>;
  return [
    { label: 'Organisme', value: say(controller['name']) },
    { label: 'Adresse', value: say(controller['address']) },
    { label: 'Contact', value: say(controller['contact']) },
    { label: 'Responsable ou représentant', value: say(controller['representative']) },
    {
      label: 'Délégué à la protection des données',
      value: [say(dpo['name']), say(dpo['email'])].filter((each) => each !== nothing).join(', ') || nothing,
    },
  ];
}

function modelsOf(compiled: CompiledProject, activity: Activity): readonly NodeId[] {
  const selection = Array.isArray(activity['models']) ? (activity['models'] as readonly string[]) : [];
  if (selection.length === 0) return [];
  return [...select(compiled.graph, compiled.project, { select: selection }).ids].filter((id) =>
    id.startsWith('model.'),
  );
}

/** Every source table that the activity's models read, at any distance. */
function sourcesOf({ graph, project }: CompiledProject, models: readonly NodeId[]): readonly SourceTable[] {
  const seen = new Set<NodeId>();
  const open = [...models];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(graph.parents.get(at) ?? []));
  }
  return [...project.sources.values()].filter((table) => seen.has(`source.${table.id}`));
}

function subjects(sources: readonly SourceTable[]): string {
  const keys = [...new Set(sources.flatMap((table) => table.subjectKeys))].sort();
  return keys.length === 0 ? 'aucune' : `personnes identifiées par ${keys.join(', ')}`;
}

/** Categories of the columns that leave their source: what is dropped there is not collected. */
function collected(project: Project, sources: readonly SourceTable[]): readonly string[] {
  const kept = sources.flatMap((table) => describeTreatedTable(table, project.policies).columns);
  return [...new Set(kept.flatMap((column) => column.category ?? []))].sort();
}

/** RGPD, article 9: of the project's own categories and of the built-in ones. */
function specialOf({ policies }: Project, categories: readonly string[]): string {
  const found = categories.filter((category) => findCategory(policies.categories, category)?.special === true);
  return found.length === 0 ? 'aucune' : sayCategories(found);
}

function treatmentsOf(project: Project, sources: readonly SourceTable[]): string {
  return sources.map((table) => {
    const kept = new Map(describeTreatedTable(table, project.policies).columns.map((column) => [column.name, column.treatment]));
    const treated = table.columns.filter((column) => column.privacy !== undefined).map((column) => `${column.name} : ${sayTreatment(kept.get(column.name) ?? 'drop')}`);
    return treated.length === 0 ? '' : `${table.id} (${treated.join(', ')})`;
  }).filter((each) => each !== '').join(' ; '); // prettier-ignore
}

function retention(activity: Activity): string {
  const declared = (activity['retention'] ?? {}) as Readonly<Record<string, Json>>;
  return declared['after'] === undefined
    ? nothing
    : `${sayDuration(declared['after'])} à compter de ${say(declared['from'])}`;
}

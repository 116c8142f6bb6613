import { posix } from 'node:path';
import { valueCheck } from '../../adapters/column-values.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Reference } from '../../parse/project.ts';
import type { SourceFile } from '../project-files.ts';
import type { TypeScriptDefinition, TypeScriptModelConfig } from './definitions.ts';
import {
  checkSettings,
  columnSettings,
  isRecord,
  isTexts,
  modelSettings,
  type Raw,
  type Report,
} from './definition-settings.ts';
import { scanTypeScript, type TypeScriptScan } from './scan-typescript.ts';

const defaultBatchSize = 1000;

/** Checks a file's default export. What is wrong gives E0212, as much of it as can be found at once. */
export function checkDefinition(
  entry: SourceFile,
  exported: unknown,
): { readonly definition?: TypeScriptDefinition; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const scan = scanTypeScript(entry.path, entry.text);
  const report: Report = (message, location, hint) => {
    diagnostics.push({ code: 'E0212', severity: 'error', message, location: location ?? scan.start(), hint });
  };
  if (exported === undefined)
    report('the file has no default export', undefined, 'write: export default defineModel({ … })');
  else if (!isRecord(exported) || typeof exported['transform'] !== 'function')
    report(
      'the default export is not a model',
      undefined,
      'write: export default defineModel({ inputs, columns, transform })',
    );
  if (diagnostics.length > 0) return { diagnostics };
  const raw = exported as Raw;
  checkSettings({ raw, checks: modelSettings, others: ['inputs', 'columns', 'transform'], where: '' }, scan, report);
  const inputs = readInputs(raw['inputs'], scan, report);
  const columns = readColumns(raw['columns'], inputs, scan, report);
  const key = keyOf(raw['uniqueKey']);
  for (const name of key)
    if (columns.length > 0 && !columns.some((column) => column.name === name))
      report(`unique key "${name}" is not a column of the model`, scan.key('uniqueKey'));
  if (diagnostics.length > 0) return { diagnostics };
  const definition: TypeScriptDefinition = {
    name: posix.basename(entry.path, '.ts'),
    path: entry.path,
    config: configOf(raw, key),
    inputs,
    ...(raw['incrementalFilter'] === undefined ? {} : { incrementalFilter: raw['incrementalFilter'] as string }),
    columns,
    batchSize: (raw['batchSize'] as number | undefined) ?? defaultBatchSize,
    location: scan.start(),
  };
  return { definition, diagnostics };
}

function configOf(raw: Raw, uniqueKey: readonly string[]): TypeScriptModelConfig {
  const names = ['materialized', 'zone', 'schema', 'alias', 'enabled', 'tags', 'incrementalStrategy', 'onSchemaChange'];
  const written = Object.fromEntries(names.filter((name) => raw[name] !== undefined).map((name) => [name, raw[name]]));
  return { ...written, ...(uniqueKey.length === 0 ? {} : { uniqueKey }) };
}

function readInputs(raw: unknown, scan: TypeScriptScan, report: Report): TypeScriptDefinition['inputs'] {
  if (!isRecord(raw) || Object.keys(raw).length === 0) {
    report('"inputs" must name at least one input', scan.key('inputs'), "write: inputs: { orders: ref('orders') }");
    return [];
  }
  return Object.entries(raw).flatMap(([name, value]) => {
    const reference = referenceOf(value, scan, scan.key(name, scan.key('inputs')?.end));
    if (reference === undefined)
      report(
        `input "${name}" is neither ref('model') nor source('source', 'table')`,
        scan.key(name, scan.key('inputs')?.end),
      );
    return reference === undefined ? [] : [[name, reference] as const];
  });
}

function referenceOf(
  value: unknown,
  scan: TypeScriptScan,
  otherwise: Reference['location'] | undefined,
): Reference | undefined {
  if (!isRecord(value)) return undefined;
  if (typeof value['ref'] === 'string') {
    const name = value['ref'];
    return { kind: 'ref', name, location: scan.argument('ref', name) ?? otherwise ?? scan.start() };
  }
  const { source } = value;
  if (!isTexts(source) || source.length !== 2) return undefined;
  return {
    kind: 'source',
    name: source.join('.'),
    location: scan.argument('source', source[1]!) ?? otherwise ?? scan.start(),
  };
}

function readColumns(
  raw: unknown,
  inputs: TypeScriptDefinition['inputs'],
  scan: TypeScriptScan,
  report: Report,
): TypeScriptDefinition['columns'] {
  const start = scan.key('columns')?.end;
  if (!isRecord(raw) || Object.keys(raw).length === 0) {
    report(
      '"columns" must declare at least one column',
      scan.key('columns'),
      "write: columns: { order_id: { type: 'bigint' } }",
    );
    return [];
  }
  return Object.entries(raw).flatMap(([name, value]) => {
    const location = scan.key(name, start) ?? scan.start();
    if (!isRecord(value) || typeof value['type'] !== 'string') {
      report(`column "${name}" has no type`, location, "write: { type: 'varchar' }");
      return [];
    }
    const where = ` of column "${name}"`;
    checkSettings({ raw: value, checks: columnSettings, others: [], where, from: location.end }, scan, report);
    if (valueCheck(value['type']) === undefined)
      report(`column "${name}": "${value['type']}" is not a type that a TypeScript model can produce`, location);
    const from = isTexts(value['from']) ? value['from'] : undefined;
    for (const origin of from ?? []) {
      const input = origin.split('.', 1)[0]!;
      if (!origin.includes('.') || !inputs.some(([each]) => each === input))
        report(
          `column "${name}": "from" names "${origin}", which is not a column of an input`,
          location,
          "write: from: ['input.column']",
        );
    }
    return [
      {
        ...optional(value, ['description', 'privacy', 'because']),
        name,
        type: value['type'].trim(),
        ...(from === undefined ? {} : { from }),
        location,
      },
    ];
  });
}

function optional(raw: Raw, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.filter((name) => typeof raw[name] === 'string').map((name) => [name, raw[name] as string]),
  );
}

function keyOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isTexts(value) ? value : [];
}

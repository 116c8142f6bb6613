import type { Diagnostic, LineColumn } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from './matching.ts';
import type { Criterion, Depth, Selection, Stretch, Term } from './selection.ts';
import type { MethodMistake } from './selection-method.ts';
import { selectionMethods } from './selection-methods.ts';
import { namePattern } from './wildcard.ts';

/** Where the text stands, for carets: the flag in place of a file, and which time it was given, from 1. */
export interface SelectionPlace {
  readonly file: string;
  readonly line: number;
}

interface ParsedSelection {
  readonly selection: Selection;
  /** E0305. */
  readonly diagnostics: readonly Diagnostic[];
}

const shape =
  /^(?<at>@)?(?:(?<parents>\d*)\+)?(?:(?<method>[A-Za-z_]\w*)(?:\.(?<argument>[\w.-]+))?:)?(?<value>.*?)(?:\+(?<children>\d*))?$/ds;

/** Reads dbt's selection syntax: terms apart by spaces, of which any may hold; criteria apart by commas, which all must. */
export function parseSelection(text: string, place: SelectionPlace = { file: '--select', line: 1 }): ParsedSelection {
  const diagnostics: Diagnostic[] = [];
  const terms = [...text.matchAll(/\S+/g)].map((match): Term => {
    const term = { text: match[0], offset: match.index, length: match[0].length };
    const criteria: Criterion[] = [];
    for (const written of splitAtCommas(term)) {
      const parsed = parseCriterion(written);
      if ('method' in parsed) criteria.push(parsed);
      else diagnostics.push(invalid(parsed, place));
    }
    return { ...term, criteria };
  });
  return { selection: { text, terms }, diagnostics };
}

export function locate(place: SelectionPlace, { offset, length }: Stretch): LineColumn {
  return { ...place, column: offset + 1, length: Math.max(length, 1) };
}

interface Written extends Stretch {
  readonly text: string;
}

/** What is wrong, and the stretch that the caret stands under. */
interface Fault extends Stretch {
  readonly message: string;
  readonly hint?: string;
}

function parseCriterion(written: Written): Criterion | Fault {
  const match = shape.exec(written.text)!;
  const { at, parents, method, argument, value = '', children } = match.groups!;
  const { text, offset, length } = written;
  const whole = { offset, length };
  if (value === '') {
    return { ...whole, message: text === '' ? 'nothing stands beside the comma' : `"${text}" names nothing` };
  }
  if (at !== undefined && (parents !== undefined || children !== undefined)) {
    const hint = `@${value} already takes the descendants and everything that they need`;
    return { ...whole, message: `@ and + do not go together in "${text}"`, hint };
  }
  const name = method ?? methodOfBareValue(value);
  const mistake = findMistake(name, argument, value);
  if (mistake !== undefined) {
    const { method: first, argument: last = first, value: behind } = match.indices!.groups!;
    const [start, end] = mistake.at === 'method' ? [first![0], last![1]] : behind!;
    return { ...mistake, offset: offset + start, length: end - start };
  }
  return {
    ...whole,
    text,
    method: name,
    ...(argument === undefined ? {} : { argument }),
    value,
    ...(parents === undefined ? {} : { parents: depth(parents) }),
    ...(children === undefined ? {} : { children: depth(children) }),
    withChildrensParents: at !== undefined,
  };
}

function methodOfBareValue(value: string): string {
  if (/[\\/]/.test(value)) return 'path';
  return /\.(sql|ts|csv|tsv|ya?ml)$/.test(value) ? 'file' : 'fqn';
}

function findMistake(name: string, argument: string | undefined, value: string): MethodMistake | undefined {
  const method = selectionMethods.get(name);
  if (method === undefined) {
    const hint = didYouMean(name, [...selectionMethods.keys()]);
    return { message: `no selection method is called "${name}"`, hint, at: 'method' };
  }
  if (argument !== undefined && name !== 'config') {
    return { message: `the method "${name}" takes no ".${argument}"`, at: 'method' };
  }
  try {
    namePattern(value);
  } catch {
    return { message: `"${value}" is no pattern`, hint: 'a set is written [abc] or [a-c]', at: 'value' };
  }
  return method.check?.(value, argument);
}

function depth(written: string): Depth {
  return written === '' ? 'all' : Number(written);
}

function splitAtCommas(term: Written): readonly Written[] {
  let { offset } = term;
  return term.text.split(',').map((text) => {
    const written = { text, offset, length: text.length };
    offset += text.length + 1;
    return written;
  });
}

function invalid({ message, hint, ...stretch }: Fault, place: SelectionPlace): Diagnostic {
  return {
    code: 'E0305',
    severity: 'error',
    message: `invalid selection: ${message}`,
    location: locate(place, stretch),
    ...(hint === undefined ? {} : { hint }),
  };
}

import type { Document, Node, Pair, ParsedNode, YAMLMap } from 'yaml';
import type { TextRange, YamlPlace } from '../../diagnostics/diagnostic.ts';
import type { OffsetRange } from '../../diagnostics/resolve-location.ts';
import type { SourceFile } from '../../load/project-files.ts';
import { preciseParser } from './yaml-parsers.ts';

/** The last document that was looked into: diagnostics come file by file. */
let last: { readonly text: string; readonly document: Document.Parsed } | undefined;

/** Turns a place inside a YAML file into offsets. Slow, so only for what is shown. */
export function locate(file: SourceFile, place: YamlPlace): TextRange {
  return { file: file.path, ...locateYaml(place, file.text) };
}

/**
 * The offsets of a place. Where the text has no such path, those of the nearest value above it that is there. Of a map
 * or a list, only the first line is meant.
 */
export function locateYaml({ path, at }: Pick<YamlPlace, 'path' | 'at'>, text: string): OffsetRange {
  const { contents } = parse(text);
  let node: Node | null | undefined = contents;
  let key: Node | undefined;
  let reached = 0;
  for (const step of path) {
    const next = child(node, step, parse(text));
    if (next === undefined) break;
    key = next.key;
    node = next.value;
    reached++;
  }
  const isWhole = reached === path.length;
  const wantsKey = at === 'key' && isWhole;
  if (wantsKey && key !== undefined) return rangeOf(key, text);
  return node === null || node === undefined || isEmpty(node) ? rangeOf(key ?? contents, text) : rangeOf(node, text);
}

function parse(text: string): Document.Parsed {
  if (last?.text !== text)
    last = {
      text,
      document: preciseParser().parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'silent' }),
    };
  return last.document;
}

interface Child {
  readonly key: Node | undefined;
  readonly value: Node | null | undefined;
}

function child(parent: Node | null | undefined, step: string | number, document: Document.Parsed): Child | undefined {
  const { isAlias, isMap, isSeq } = preciseParser();
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { key: undefined, value: item as Node };
  }
  if (!isMap(node)) return undefined;
  const pair = findPair(node, String(step));
  return pair === undefined ? undefined : { key: pair.key as Node, value: pair.value as Node | null };
}

function findPair(map: YAMLMap, name: string): Pair | undefined {
  const { isScalar } = preciseParser();
  return map.items.find(({ key }) =>
    isScalar(key) ? String(key.source ?? key.value) === name : name === '[object Object]',
  );
}

/** A key without a value has one that takes no room. */
function isEmpty(node: Node): boolean {
  return node.range === undefined || node.range === null || node.range[0] === node.range[1];
}

function rangeOf(node: Node | ParsedNode | null | undefined, text: string): OffsetRange {
  const [start = 0, end = 0] = node?.range ?? [];
  const { isCollection } = preciseParser();
  if (!isCollection(node)) return { start, end };
  const line = text.slice(start, end).search(/\r?\n/);
  return { start, end: line === -1 ? end : start + line };
}

import type { Json } from '../parse/project.ts';

type Arguments = Readonly<Record<string, Json>>;

/** Arguments have passed the kind's schema before anything is compiled: another type here is a fault of ours. */
export function textArgument(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== 'string') throw new TypeError(`the argument "${name}" is no text, yet it passed the schema`);
  return value;
}

/** The entries as texts: numbers and booleans as JSON has them. */
export function listArgument(args: Arguments, name: string): readonly string[] {
  const value = args[name];
  if (!Array.isArray(value)) throw new TypeError(`the argument "${name}" is no list, yet it passed the schema`);
  return value.map((entry: Json) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
}

/** An argument that is an object, or nothing where it is none. */
export function objectArgument(args: Arguments, name: string): Arguments {
  const value = args[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

/** For `references`, which is asked before the schema is: only what can name a relation. */
export function relationArguments(args: Arguments, ...names: readonly string[]): readonly string[] {
  return names.map((name) => args[name]).filter((value): value is string => typeof value === 'string');
}

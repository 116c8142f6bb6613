import { suggest } from '../../diagnostics/suggest.ts';
import { decimalType, timestampType, tokenise, TypeProblem } from './type-parts.ts';
import { longTypeNames, nestedTypeNames, typeNames } from './type-names.ts';

export type ReadType = { readonly type: string } | { readonly problem: string; readonly hint?: string };

const known = new Map<string, ReadType>();

/** Reads a type as DuckDB does, lengths of text left out since they mean nothing to it. */
export function readType(text: string): ReadType {
  let read = known.get(text);
  if (read === undefined) known.set(text, (read = new TypeReader(text).read()));
  return read;
}

class TypeReader {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenise(text.trim());
  }

  read(): ReadType {
    try {
      const type = this.#type();
      if (this.#at < this.#tokens.length) throw this.#unknown();
      return { type };
    } catch (error) {
      if (!(error instanceof TypeProblem)) throw error;
      return { problem: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
    }
  }

  #type(): string {
    let type = this.#base();
    while (this.#is('[') || this.#is('array'))
      type += this.#takeWord() === '[' ? this.#dimension() : this.#arraySuffix();
    return type;
  }

  #base(): string {
    const word = this.#word();
    for (const [words, name] of longTypeNames) {
      if (!words.every((each, index) => this.#tokens[this.#at + index]?.toLowerCase() === each)) continue;
      this.#at += words.length;
      return this.#withLength(name);
    }
    if (nestedTypeNames.includes(word) && this.#tokens[this.#at + 1] === '(') return this.#nested(this.#takeWord());
    const name = typeNames.get(word);
    if (name === undefined) throw this.#unknown(word);
    this.#at++;
    return this.#withLength(name);
  }

  #nested(word: string): string {
    if (word === 'map') {
      const [key, value, ...more] = this.#list(() => this.#type());
      if (value === undefined || more.length > 0)
        throw new TypeProblem('a map has a type of keys and a type of values', 'map(varchar, bigint)');
      return `map(${key}, ${value})`;
    }
    if (word === 'enum') return `enum(${this.#list(() => this.#enumValue()).join(', ')})`;
    const fields = this.#list(() => `${this.#fieldName()} ${this.#type()}`);
    return `${word === 'row' ? 'struct' : word}(${fields.join(', ')})`;
  }

  #withLength(name: string): string {
    const numbers = this.#is('(') ? this.#list(() => this.#number()) : [];
    const [first, second] = numbers;
    if (name === 'decimal') return decimalType(first, second);
    if (first === undefined) return name;
    if (numbers.length === 1 && (name === 'varchar' || name === 'bit')) return name;
    if (numbers.length === 1 && name === 'timestamp') return timestampType(first);
    if (numbers.length === 1 && name === 'float' && first >= 1 && first <= 53) return first <= 24 ? 'float' : 'double';
    throw new TypeProblem(`"${name}" takes no length`, `write "${name}"`);
  }

  #dimension(): string {
    const size = this.#is(']') ? '' : String(this.#number());
    this.#expect(']');
    return `[${size}]`;
  }

  #arraySuffix(): string {
    if (!this.#is('[')) return '[]';
    this.#at++;
    return this.#dimension();
  }

  #list<T>(item: () => T): readonly T[] {
    this.#expect('(');
    const items = [item()];
    while (this.#is(',')) {
      this.#at++;
      items.push(item());
    }
    this.#expect(')');
    return items;
  }

  #fieldName(): string {
    const name = this.#tokens[this.#at++] ?? '';
    const bare = name.startsWith('"') ? name.slice(1, -1) : name;
    if (!/^["A-Za-z_]/.test(name)) throw this.#unknown();
    return /^[a-z_][a-z0-9_]*$/.test(bare) ? bare : `"${bare}"`;
  }

  #enumValue(): string {
    const value = this.#tokens[this.#at++] ?? '';
    if (!value.startsWith("'")) throw new TypeProblem('the values of an enum stand in single quotes', "enum('a', 'b')");
    return value;
  }

  #number(): number {
    const number = this.#tokens[this.#at++] ?? '';
    if (!/^\d+$/.test(number)) throw this.#unknown();
    return Number(number);
  }

  #word(): string {
    return (this.#tokens[this.#at] ?? '').toLowerCase();
  }

  #takeWord(): string {
    const word = this.#word();
    this.#at++;
    return word;
  }

  #is(text: string): boolean {
    return this.#word() === text;
  }

  #expect(text: string): void {
    if (!this.#is(text)) throw this.#unknown();
    this.#at++;
  }

  #unknown(word?: string): TypeProblem {
    const near = word === undefined ? undefined : suggest(word, [...typeNames.keys(), ...nestedTypeNames]);
    const comma = /\((?:[^()]|\([^()]*\))*$/.test(this.#text)
      ? 'a type that holds a comma is quoted: "decimal(10,2)"'
      : undefined;
    const hint =
      comma ??
      (near === undefined
        ? 'types are those of DuckDB: bigint, varchar, double, timestamp …'
        : `did you mean "${near}"?`);
    return new TypeProblem(`unknown type "${this.#text}"`, hint);
  }
}

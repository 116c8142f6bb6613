import type { Diagnostic, TextRange } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Template } from '../parse/template/parse-template.ts';
import { calledName, type Block, type Callable, type Content, type Expression, type Path, type Program } from '../parse/template/template-syntax.ts';
import { builtInHelpers, isTruthy, toText, type TemplateValue } from './built-in-helpers.ts';
import { bindMacroArguments, type CallableMacro, type MacroArguments } from './call-macro.ts';
import type { Segment, SourceMap } from './source-map.ts';

/** Everything a template may ask for. */
export interface RenderContext {
  /** The SQL that stands for `{{this}}`. */
  readonly self: string;
  readonly incremental: boolean;
  readonly target: Readonly<Record<string, TemplateValue>>;
  /** The SQL that stands for a `ref` or `source`, with the map of an ephemeral model; undefined where the graph has already complained. */
  relationOf(kind: 'ref' | 'source', name: string): string | MappedSql | undefined;
  variable(name: string): TemplateValue | undefined;
  variableNames(): readonly string[];
  environment(name: string): string | undefined;
  macro(name: string): CallableMacro | undefined;
  macroNames(): readonly string[];
}

export interface MappedSql {
  readonly sql: string;
  readonly map: SourceMap;
}

export interface Rendered extends MappedSql {
  readonly diagnostics: readonly Diagnostic[];
}

interface Scope {
  readonly self: TemplateValue | undefined;
  readonly locals: Readonly<Record<string, TemplateValue>>;
  readonly data: Readonly<Record<string, TemplateValue>>;
  readonly parent?: Scope;
}

const emptyScope: Scope = { self: undefined, locals: {}, data: {} };
const deepestMacro = 50;

/** Renders a template to SQL and remembers where each piece came from. Mistakes are collected, not thrown. */
export function renderTemplate(template: Template, context: RenderContext): Rendered {
  const renderer = new Renderer(context);
  renderer.template(template, emptyScope, []);
  return renderer.finish();
}

class Renderer {
  readonly #context: RenderContext;
  readonly #pieces: string[] = [];
  readonly #segments: Segment[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #length = 0;
  #current!: Template;
  #via: readonly TextRange[] = [];

  constructor(context: RenderContext) {
    this.#context = context;
  }

  finish(): Rendered {
    const text = this.#pieces.join('');
    const leading = text.length - text.trimStart().length;
    const sql = text.trim().replace(/;$/, '').trimEnd();
    const map = this.#segments.map((segment) => shift(segment, leading)).filter((each) => each.at >= 0 || each.copied);
    return { sql, map, diagnostics: this.#diagnostics };
  }

  template(template: Template, scope: Scope, via: readonly TextRange[]): void {
    const [outer, outerVia] = [this.#current, this.#via];
    [this.#current, this.#via] = [template, via];
    this.#program(template.program, scope);
    [this.#current, this.#via] = [outer, outerVia];
  }

  #program(program: Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) {
      if (statement.type === 'ContentStatement') this.#content(statement);
      else if (statement.type === 'MustacheStatement') this.#output(statement, scope);
      else if (statement.type === 'BlockStatement') this.#block(statement, scope);
    }
  }

  #content(content: Content): void {
    const range = this.#current.range(content.loc);
    const skipped = Math.max(content.original.indexOf(content.value), 0);
    this.#emit(content.value, { ...range, start: range.start + skipped }, true);
  }

  #emit(text: string, origin: TextRange, copied: boolean): void {
    if (text === '') return;
    this.#segments.push({ at: this.#length, origin, copied, via: this.#via });
    this.#pieces.push(text);
    this.#length += text.length;
  }

  #output(call: Callable & { type: 'MustacheStatement' }, scope: Scope): void {
    const name = calledName(call);
    if (name === 'config' || name === 'macro') return;
    const location = this.#current.range(call.loc);
    if (name === 'ref' || name === 'source') return this.#embed(this.#reference(name, call), location);
    const macro = name === undefined ? undefined : this.#macroFor(call, name, scope);
    if (macro !== undefined) return this.#callMacro(macro, call, scope);
    this.#emit(toText(this.#value(call, scope)), location, false);
  }

  /** An ephemeral model is part of its reader, but its text keeps its origin. */
  #embed(referenced: string | MappedSql, location: TextRange): void {
    if (typeof referenced === 'string') return this.#emit(referenced, location, false);
    this.#segments.push({ at: this.#length, origin: location, copied: false, via: this.#via });
    for (const segment of referenced.map) this.#segments.push({ ...segment, at: this.#length + segment.at, via: [...segment.via, location, ...this.#via] });
    this.#pieces.push(referenced.sql);
    this.#length += referenced.sql.length;
  }

  /** A macro in a mustache is expanded in place, so that its own text keeps its origin. */
  #callMacro(macro: CallableMacro, call: Callable, scope: Scope): void {
    const location = this.#current.range(call.loc);
    const bound = this.#bind(macro, call, scope);
    if (bound === undefined) return;
    if (macro.language === 'typescript') return this.#emit(this.#callFunction(macro, bound, location), location, false);
    if (this.#via.length >= deepestMacro) {
      return this.#endless(macro.name, location);
    }
    this.template(macro.template, { self: undefined, locals: bound, data: {} }, [location, ...this.#via]);
  }

  /** Once around is enough to see it; what led there may be as deep as a macro may be. */
  #endless(name: string, location: TextRange): void {
    const calls = [location, ...this.#via];
    const again = calls.findIndex((call, index) => calls.findIndex((each) => isSame(each, call)) < index);
    const [first, ...outer] = again === -1 ? calls : [...calls.slice(0, again), ...calls.slice(-1)];
    const via = outer.filter((call, index) => !isSame(call, first!) && outer.findIndex((each) => isSame(each, call)) === index);
    this.#diagnostics.push({ code: 'E0218', severity: 'error', message: `macro "${name}" calls itself without end`, location: first!, via });
  }

  #bind(macro: CallableMacro, call: Callable, scope: Scope): MacroArguments | undefined {
    const named = (call.hash?.pairs ?? []).map(({ key, value }) => [key, this.#value(value, scope)] as const);
    const bound = bindMacroArguments(macro, call.params.map((each) => this.#value(each, scope)), named);
    if (typeof bound !== 'string') return bound;
    this.#error('E0207', bound, this.#current.range(call.loc), `declared in ${macro.path}`);
    return undefined;
  }

  #callFunction(macro: CallableMacro & { language: 'typescript' }, bound: MacroArguments, location: TextRange): string {
    try {
      return toText(macro.call(bound));
    } catch (error) {
      this.#error('E0207', `macro "${macro.name}" failed: ${(error as Error).message}`, location, `declared in ${macro.path}`);
      return '';
    }
  }

  #macroFor(call: Callable, name: string, scope: Scope): CallableMacro | undefined {
    if (lookupLocal(scope, name) !== undefined && call.params.length === 0) return undefined;
    return this.#context.macro(name);
  }

  #block(block: Block, scope: Scope): void {
    const name = calledName(block);
    const subject = block.params[0] === undefined ? undefined : this.#value(block.params[0], scope);
    const names = block.program?.blockParams ?? [];
    switch (name) {
      case 'if':
        return this.#program(isTruthy(subject) ? block.program : block.inverse, scope);
      case 'unless':
        return this.#program(isTruthy(subject) ? block.inverse : block.program, scope);
      case 'with':
        if (!isTruthy(subject)) return this.#program(block.inverse, scope);
        return this.#program(block.program, inner(scope, subject, names, [subject], {}));
      case 'each':
        return this.#each(block, subject, names, scope);
      default:
        return this.#error('E0206', `unknown block "${name ?? block.path.original}"`, this.#current.range(block.path.loc), 'blocks are if, unless, each and with');
    }
  }

  #each(block: Block, subject: TemplateValue | undefined, names: readonly string[], scope: Scope): void {
    const entries: readonly (readonly [string | number, TemplateValue])[] = Array.isArray(subject)
      ? subject.map((value: TemplateValue, index) => [index, value] as const)
      : Object.entries((subject ?? {}) as Record<string, TemplateValue>);
    if (entries.length === 0) return this.#program(block.inverse, scope);
    entries.forEach(([key, value], index) => {
      const data = { index, key, first: index === 0, last: index === entries.length - 1 };
      this.#program(block.program, inner(scope, value, names, [value, key], data));
    });
  }

  #value(expression: Expression | Callable, scope: Scope): TemplateValue | undefined {
    if (expression.type === 'PathExpression') return this.#path(expression, scope);
    if (expression.type !== 'SubExpression' && expression.type !== 'MustacheStatement' && expression.type !== 'BlockStatement') {
      return expression.value ?? null;
    }
    const name = calledName(expression);
    const isCall = expression.params.length > 0 || expression.hash !== undefined || expression.type === 'SubExpression';
    if (name === undefined || (!isCall && lookupLocal(scope, name) !== undefined)) return this.#value(expression.path, scope);
    return this.#call(expression, name, isCall, scope);
  }

  #call(call: Callable, name: string, isCall: boolean, scope: Scope): TemplateValue | undefined {
    if (name === 'ref' || name === 'source') {
      const referenced = this.#reference(name, call);
      return typeof referenced === 'string' ? referenced : referenced.sql;
    }
    const location = this.#current.range((call.params[0] ?? call.path).loc);
    const values = call.params.map((each) => this.#value(each, scope));
    if (name === 'is_incremental') return this.#context.incremental;
    if (name === 'var') return this.#variable(String(values[0]), values[1], location);
    if (name === 'env_var') return this.#environment(String(values[0]), values[1], location);
    const helper = builtInHelpers.get(name);
    if (helper !== undefined) return helper(values);
    const macro = this.#context.macro(name);
    if (macro !== undefined) return this.#macroText(macro, call, scope);
    if (!isCall) return this.#path(call.path as Path, scope);
    const known = [...builtInHelpers.keys(), ...this.#context.macroNames(), 'ref', 'source', 'var', 'env_var', 'is_incremental'];
    this.#error('E0206', `unknown helper or macro "${name}"`, this.#current.range(call.path.loc), didYouMean(name, known) ?? 'macros are files of macros/');
    return '';
  }

  /** Names that are no literals have been refused by the scan; to work them out would only repeat that in other words. */
  #reference(kind: 'ref' | 'source', call: Callable): string | MappedSql {
    const names = call.params.map((each) => (each.type === 'StringLiteral' ? String(each.value) : undefined));
    return (names.includes(undefined) ? undefined : this.#context.relationOf(kind, names.join('.'))) ?? 'unresolved';
  }

  /** A macro inside an expression is rendered apart: its text is then an argument of something else. */
  #macroText(macro: CallableMacro, call: Callable, scope: Scope): string {
    const location = this.#current.range(call.loc);
    const bound = this.#bind(macro, call, scope);
    if (bound === undefined) return '';
    if (macro.language === 'typescript') return this.#callFunction(macro, bound, location);
    const apart = new Renderer(this.#context);
    apart.template(macro.template, { self: undefined, locals: bound, data: {} }, [location, ...this.#via]);
    const rendered = apart.finish();
    this.#diagnostics.push(...rendered.diagnostics);
    return rendered.sql;
  }

  #path(path: Path, scope: Scope): TemplateValue | undefined {
    if (path.data) return scope.data[path.parts[0] ?? ''];
    let start: Scope | undefined = scope;
    for (let depth = 0; depth < path.depth; depth += 1) start = start?.parent;
    const [first, ...rest] = path.parts;
    if (first === undefined) return start?.self ?? this.#context.self;
    const found = this.#named(first, start ?? emptyScope, path.original.startsWith('this.'));
    if (found === undefined) {
      const known = [...this.#context.variableNames().map((each) => `var "${each}"`), 'this', 'target', ...this.#context.macroNames()];
      this.#error('E0213', `"${path.original}" is not defined here`, this.#current.range(path.loc), didYouMean(path.original, known) ?? `a variable is read by {{var "${first}"}}`);
      return '';
    }
    return rest.reduce<TemplateValue | undefined>((value, part) => (value as Record<string, TemplateValue> | undefined | null)?.[part], found);
  }

  #named(name: string, scope: Scope, ownOnly: boolean): TemplateValue | undefined {
    const local = ownOnly ? undefined : lookupLocal(scope, name);
    if (local !== undefined) return local;
    const self = scope.self;
    if (self !== null && typeof self === 'object' && Object.hasOwn(self, name)) return (self as Record<string, TemplateValue>)[name];
    return name === 'target' && !ownOnly ? this.#context.target : undefined;
  }

  #variable(name: string, fallback: TemplateValue | undefined, location: TextRange): TemplateValue {
    const value = this.#context.variable(name) ?? fallback;
    if (value !== undefined) return value;
    this.#error('E0213', `variable "${name}" is not defined`, location,
      didYouMean(name, this.#context.variableNames()) ?? 'define it under vars: in alambic.yml, with --vars, or give a default: {{var "name" "default"}}'); // prettier-ignore
    return '';
  }

  #environment(name: string, fallback: TemplateValue | undefined, location: TextRange): TemplateValue {
    const value = this.#context.environment(name) ?? fallback;
    if (value !== undefined) return value;
    this.#error('E0214', `environment variable ${name} is not set`, location, `set it, or give a default: {{env_var "${name}" "default"}}`);
    return '';
  }

  #error(code: Diagnostic['code'], message: string, location: TextRange, hint?: string): void {
    const via = this.#via.length === 0 ? {} : { via: this.#via };
    this.#diagnostics.push({ code, severity: 'error', message, location, ...via, ...(hint === undefined ? {} : { hint }) });
  }
}

function lookupLocal(scope: Scope, name: string): TemplateValue | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.locals, name)) return at.locals[name];
  }
  return undefined;
}

function inner(
  parent: Scope,
  self: TemplateValue | undefined,
  names: readonly string[],
  values: readonly (TemplateValue | undefined)[],
  data: Readonly<Record<string, TemplateValue>>,
): Scope {
  const locals = Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
  return { self, locals, data, parent };
}

function isSame(one: TextRange, other: TextRange): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end;
}

function shift(segment: Segment, by: number): Segment {
  return by === 0 ? segment : { ...segment, at: segment.at - by };
}

function didYouMean(name: string, known: readonly string[]): string | undefined {
  const best = suggest(name, known);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

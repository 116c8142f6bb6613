import type { Diagnostic, TextRange } from '../diagnostics/diagnostic.ts';
import type { Template } from '../parse/template/parse-template.ts';
import {
  calledName,
  type Block,
  type Callable,
  type Content,
  type Program,
} from '../parse/template/template-syntax.ts';
import { isTruthy, toText, type TemplateValue } from './built-in-helpers.ts';
import type { CallableMacro, MacroArguments } from './call-macro.ts';
import { ExpressionEvaluator } from './evaluate-expression.ts';
import type { MappedSql, RenderContext, Rendered } from './render-context.ts';
import type { Segment } from './source-map.ts';
import { emptyScope, innerScope, lookupLocal, macroScope, type Scope } from './template-scope.ts';

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
  readonly #expressions: ExpressionEvaluator;
  #length = 0;
  #current!: Template;
  #via: readonly TextRange[] = [];

  constructor(context: RenderContext) {
    this.#context = context;
    this.#expressions = new ExpressionEvaluator({
      context,
      range: (extent) => this.#current.range(extent),
      report: (...mistake) => this.#error(...mistake),
      renderApart: (template, bound, calledAt) => this.#renderApart(template, bound, calledAt),
    });
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
    if (name === 'ref' || name === 'source') return this.#embed(this.#expressions.reference(name, call), location);
    const macro = name === undefined ? undefined : this.#macroFor(call, name, scope);
    if (macro !== undefined) return this.#callMacro(macro, call, scope);
    this.#emit(toText(this.#expressions.value(call, scope)), location, false);
  }

  /** An ephemeral model is part of its reader, but its text keeps its origin. */
  #embed(referenced: string | MappedSql, location: TextRange): void {
    if (typeof referenced === 'string') return this.#emit(referenced, location, false);
    this.#segments.push({ at: this.#length, origin: location, copied: false, via: this.#via });
    for (const segment of referenced.map)
      this.#segments.push({ ...segment, at: this.#length + segment.at, via: [...segment.via, location, ...this.#via] });
    this.#pieces.push(referenced.sql);
    this.#length += referenced.sql.length;
  }

  /** A macro in a mustache is expanded in place, so that its own text keeps its origin. */
  #callMacro(macro: CallableMacro, call: Callable, scope: Scope): void {
    const location = this.#current.range(call.loc);
    const bound = this.#expressions.bind(macro, call, scope);
    if (bound === undefined) return;
    if (macro.language === 'typescript')
      return this.#emit(this.#expressions.callFunction(macro, bound, location), location, false);
    if (this.#via.length >= deepestMacro) {
      return this.#endless(macro.name, location);
    }
    this.template(macro.template, macroScope(bound), [location, ...this.#via]);
  }

  /** Once around is enough to see it; what led there may be as deep as a macro may be. */
  #endless(name: string, location: TextRange): void {
    const calls = [location, ...this.#via];
    const again = calls.findIndex((call, index) => calls.findIndex((each) => isSame(each, call)) < index);
    const [first, ...outer] = again === -1 ? calls : [...calls.slice(0, again), ...calls.slice(-1)];
    const via = outer.filter(
      (call, index) => !isSame(call, first!) && outer.findIndex((each) => isSame(each, call)) === index,
    );
    this.#diagnostics.push({
      code: 'E0218',
      severity: 'error',
      message: `macro "${name}" calls itself without end`,
      location: first!,
      via,
    });
  }

  #renderApart(template: Template, bound: MacroArguments, calledAt: TextRange): string {
    const apart = new Renderer(this.#context);
    apart.template(template, macroScope(bound), [calledAt, ...this.#via]);
    const rendered = apart.finish();
    this.#diagnostics.push(...rendered.diagnostics);
    return rendered.sql;
  }

  #macroFor(call: Callable, name: string, scope: Scope): CallableMacro | undefined {
    if (lookupLocal(scope, name) !== undefined && call.params.length === 0) return undefined;
    return this.#context.macro(name);
  }

  #block(block: Block, scope: Scope): void {
    const name = calledName(block);
    const subject = block.params[0] === undefined ? undefined : this.#expressions.value(block.params[0], scope);
    const names = block.program?.blockParams ?? [];
    switch (name) {
      case 'if':
        return this.#program(isTruthy(subject) ? block.program : block.inverse, scope);
      case 'unless':
        return this.#program(isTruthy(subject) ? block.inverse : block.program, scope);
      case 'with':
        if (!isTruthy(subject)) return this.#program(block.inverse, scope);
        return this.#program(block.program, innerScope(scope, subject, names, [subject], {}));
      case 'each':
        return this.#each(block, subject, names, scope);
      default:
        return this.#error(
          'E0206',
          `unknown block "${name ?? block.path.original}"`,
          this.#current.range(block.path.loc),
          'blocks are if, unless, each and with',
        );
    }
  }

  #each(block: Block, subject: TemplateValue | undefined, names: readonly string[], scope: Scope): void {
    const entries: readonly (readonly [string | number, TemplateValue])[] = Array.isArray(subject)
      ? subject.map((value: TemplateValue, index) => [index, value] as const)
      : Object.entries((subject ?? {}) as Record<string, TemplateValue>);
    if (entries.length === 0) return this.#program(block.inverse, scope);
    entries.forEach(([key, value], index) => {
      const data = { index, key, first: index === 0, last: index === entries.length - 1 };
      this.#program(block.program, innerScope(scope, value, names, [value, key], data));
    });
  }

  #error(code: Diagnostic['code'], message: string, location: TextRange, hint?: string): void {
    const via = this.#via.length === 0 ? {} : { via: this.#via };
    this.#diagnostics.push({
      code,
      severity: 'error',
      message,
      location,
      ...via,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function isSame(one: TextRange, other: TextRange): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end;
}

function shift(segment: Segment, by: number): Segment {
  return by === 0 ? segment : { ...segment, at: segment.at - by };
}

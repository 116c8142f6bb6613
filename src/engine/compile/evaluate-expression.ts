import type { Diagnostic, TextRange } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Template } from '../parse/template/parse-template.ts';
import {
  calledName,
  type Callable,
  type Expression,
  type Extent,
  type Path,
} from '../parse/template/template-syntax.ts';
import { builtInHelpers, toText, type TemplateValue } from './built-in-helpers.ts';
import { bindMacroArguments, type CallableMacro, type MacroArguments } from './call-macro.ts';
import type { MappedSql, RenderContext } from './render-context.ts';
import { emptyScope, lookupLocal, type Scope } from './template-scope.ts';

/** What an expression needs of the template that it stands in. */
export interface ExpressionHost {
  readonly context: RenderContext;
  range(extent: Extent): TextRange;
  report(code: Diagnostic['code'], message: string, location: TextRange, hint?: string): void;
  /** The text of a SQL macro that is called at a place. */
  renderApart(template: Template, bound: MacroArguments, calledAt: TextRange): string;
}

/** Works out what stands between braces. */
export class ExpressionEvaluator {
  readonly #host: ExpressionHost;

  constructor(host: ExpressionHost) {
    this.#host = host;
  }

  /** The value of an expression, or of a call between braces; a mistake is reported and gives an empty text. */
  value(expression: Expression | Callable, scope: Scope): TemplateValue | undefined {
    if (expression.type === 'PathExpression') return this.#path(expression, scope);
    if (
      expression.type !== 'SubExpression' &&
      expression.type !== 'MustacheStatement' &&
      expression.type !== 'BlockStatement'
    ) {
      return expression.value ?? null;
    }
    const name = calledName(expression);
    const isCall = expression.params.length > 0 || expression.hash !== undefined || expression.type === 'SubExpression';
    if (name === undefined || (!isCall && lookupLocal(scope, name) !== undefined))
      return this.value(expression.path, scope);
    return this.#call(expression, name, isCall, scope);
  }

  #call(call: Callable, name: string, isCall: boolean, scope: Scope): TemplateValue | undefined {
    if (name === 'ref' || name === 'source') {
      const referenced = this.reference(name, call);
      return typeof referenced === 'string' ? referenced : referenced.sql;
    }
    const location = this.#host.range((call.params[0] ?? call.path).loc);
    const values = call.params.map((each) => this.value(each, scope));
    if (name === 'is_incremental') return this.#host.context.incremental;
    if (name === 'var') return this.#variable(String(values[0]), values[1], location);
    if (name === 'env_var') return this.#environment(String(values[0]), values[1], location);
    const helper = builtInHelpers.get(name);
    if (helper !== undefined) return helper(values);
    const macro = this.#host.context.macro(name);
    if (macro !== undefined) return this.#macroText(macro, call, scope);
    if (!isCall) return this.#path(call.path as Path, scope);
    const known = [
      ...builtInHelpers.keys(),
      ...this.#host.context.macroNames(),
      'ref',
      'source',
      'var',
      'env_var',
      'is_incremental',
    ];
    this.#host.report(
      'E0206',
      `unknown helper or macro "${name}"`,
      this.#host.range(call.path.loc),
      didYouMean(name, known) ?? 'macros are files of macros/',
    );
    return '';
  }

  /** The arguments of a call, by parameter; undefined where they are wrong, which is then reported. */
  bind(macro: CallableMacro, call: Callable, scope: Scope): MacroArguments | undefined {
    const named = (call.hash?.pairs ?? []).map(({ key, value }) => [key, this.value(value, scope)] as const);
    const bound = bindMacroArguments(
      macro,
      call.params.map((each) => this.value(each, scope)),
      named,
    );
    if (typeof bound !== 'string') return bound;
    this.#host.report('E0207', bound, this.#host.range(call.loc), `declared in ${macro.path}`);
    return undefined;
  }

  /** Calls a TypeScript macro. */
  callFunction(macro: CallableMacro & { language: 'typescript' }, bound: MacroArguments, location: TextRange): string {
    try {
      return toText(macro.call(bound));
    } catch (error) {
      this.#host.report(
        'E0207',
        `macro "${macro.name}" failed: ${(error as Error).message}`,
        location,
        `declared in ${macro.path}`,
      );
      return '';
    }
  }

  /** Names that are no literals have been refused by the scan; to work them out would only repeat that in other words. */
  reference(kind: 'ref' | 'source', call: Callable): string | MappedSql {
    const names = call.params.map((each) => (each.type === 'StringLiteral' ? String(each.value) : undefined));
    return (
      (names.includes(undefined) ? undefined : this.#host.context.relationOf(kind, names.join('.'))) ?? 'unresolved'
    );
  }

  #path(path: Path, scope: Scope): TemplateValue | undefined {
    if (path.data) return scope.data[path.parts[0] ?? ''];
    let start: Scope | undefined = scope;
    for (let depth = 0; depth < path.depth; depth += 1) start = start?.parent;
    const [first, ...rest] = path.parts;
    if (first === undefined) return start?.self ?? this.#host.context.self;
    const found = this.#named(first, start ?? emptyScope, path.original.startsWith('this.'));
    if (found === undefined) {
      const known = [
        ...this.#host.context.variableNames().map((each) => `var "${each}"`),
        'this',
        'target',
        ...this.#host.context.macroNames(),
      ];
      this.#host.report(
        'E0213',
        `"${path.original}" is not defined here`,
        this.#host.range(path.loc),
        didYouMean(path.original, known) ?? `a variable is read by {{var "${first}"}}`,
      );
      return '';
    }
    return rest.reduce<TemplateValue | undefined>(
      (value, part) => (value as Record<string, TemplateValue> | undefined | null)?.[part],
      found,
    );
  }

  #named(name: string, scope: Scope, ownOnly: boolean): TemplateValue | undefined {
    const local = ownOnly ? undefined : lookupLocal(scope, name);
    if (local !== undefined) return local;
    const self = scope.self;
    if (self !== null && typeof self === 'object' && Object.hasOwn(self, name))
      return (self as Record<string, TemplateValue>)[name];
    return name === 'target' && !ownOnly ? this.#host.context.target : undefined;
  }

  #variable(name: string, fallback: TemplateValue | undefined, location: TextRange): TemplateValue {
    const value = this.#host.context.variable(name) ?? fallback;
    if (value !== undefined) return value;
    this.#host.report('E0213', `variable "${name}" is not defined`, location,
      didYouMean(name, this.#host.context.variableNames()) ?? 'define it under vars: in alambic.yml, with --vars, or give a default: {{var "name" "default"}}'); // prettier-ignore
    return '';
  }

  #environment(name: string, fallback: TemplateValue | undefined, location: TextRange): TemplateValue {
    const value = this.#host.context.environment(name) ?? fallback;
    if (value !== undefined) return value;
    this.#host.report(
      'E0214',
      `environment variable ${name} is not set`,
      location,
      `set it, or give a default: {{env_var "${name}" "default"}}`,
    );
    return '';
  }

  /** A macro inside an expression is rendered apart: its text is then an argument of something else. */
  #macroText(macro: CallableMacro, call: Callable, scope: Scope): string {
    const location = this.#host.range(call.loc);
    const bound = this.bind(macro, call, scope);
    if (bound === undefined) return '';
    return macro.language === 'typescript'
      ? this.callFunction(macro, bound, location)
      : this.#host.renderApart(macro.template, bound, location);
  }
}

function didYouMean(name: string, known: readonly string[]): string | undefined {
  const best = suggest(name, known);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

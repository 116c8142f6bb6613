import type { Diagnostic, TextRange } from '../../diagnostics/diagnostic.ts';
import type { Json, Reference } from '../project.ts';
import type { Template } from './parse-template.ts';
import {
  calledName,
  type Block,
  type Callable,
  type Expression,
  type Program,
  type Statement,
} from './template-syntax.ts';

/** What can be known of a template without running it. */
export interface TemplateFacts {
  readonly references: readonly Reference[];
  /** Of `{{config …}}`, literals only. */
  readonly config: Readonly<Record<string, Json>>;
  readonly configLocations: Readonly<Record<string, TextRange>>;
  /** Everything that is called and not built in: macros, or mistakes. */
  readonly calls: readonly { readonly name: string; readonly location: TextRange }[];
  /** Of `{{macro …}}`, where the file declares one. */
  readonly macro?: {
    readonly name: string;
    readonly parameters: readonly { readonly name: string; readonly default?: string | number | boolean | null }[];
  };
  /** `this` or `is_incremental` occurs: its SQL depends on what exists. */
  readonly dependsOnState: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names that the engine defines; a macro may not take one. */
export const builtInNames: ReadonlySet<string> = new Set([
  'ref', 'source', 'config', 'macro', 'var', 'env_var', 'this', 'target', 'is_incremental', 'if', 'unless', 'each', 'with',
  'eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'and', 'or', 'not', 'list', 'concat', 'quote',
]); // prettier-ignore

/** Finds references, configuration and calls by walking the tree: no helper runs. */
export function scanTemplate(template: Template): TemplateFacts {
  const scanner = new Scanner(template);
  scanner.program(template.program, new Set());
  return scanner.facts();
}

class Scanner {
  readonly #template: Template;
  readonly #references: Reference[] = [];
  readonly #config: Record<string, Json> = {};
  readonly #configLocations: Record<string, TextRange> = {};
  readonly #calls: { name: string; location: TextRange }[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #macro: TemplateFacts['macro'];
  #dependsOnState = false;

  constructor(template: Template) {
    this.#template = template;
  }

  facts(): TemplateFacts {
    return {
      references: this.#references,
      config: this.#config,
      configLocations: this.#configLocations,
      calls: this.#calls,
      ...(this.#macro === undefined ? {} : { macro: this.#macro }),
      dependsOnState: this.#dependsOnState,
      diagnostics: this.#diagnostics,
    };
  }

  program(program: Program | undefined, locals: ReadonlySet<string>): void {
    for (const statement of program?.body ?? []) this.#statement(statement, locals);
  }

  #statement(statement: Statement, locals: ReadonlySet<string>): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        this.#call(statement, locals);
        return;
      case 'BlockStatement':
        this.#block(statement, locals);
        return;
      default:
        this.#error(
          'E0204',
          'template: partials and decorators are not supported',
          this.#template.range(statement.loc),
          'write a macro',
        );
    }
  }

  #block(block: Block, locals: ReadonlySet<string>): void {
    this.#call(block, locals);
    const own = block.program?.blockParams ?? [];
    const inner = own.length === 0 ? locals : new Set([...locals, ...own]);
    this.program(block.program, inner);
    this.program(block.inverse, locals);
  }

  #call(call: Callable, locals: ReadonlySet<string>): void {
    const name = calledName(call);
    for (const argument of [...call.params, ...(call.hash?.pairs.map((pair) => pair.value) ?? [])])
      this.#expression(argument, locals);
    if (name === undefined) return this.#expression(call.path, locals);
    if (name === 'ref' || name === 'source') return this.#reference(name, call);
    if (name === 'config') return this.#configuration(call);
    if (name === 'macro') return this.#declaration(call);
    if (name === 'this' || name === 'is_incremental') this.#dependsOnState = true;
    const isCall = call.params.length > 0 || call.hash !== undefined || call.type !== 'MustacheStatement';
    if (isCall && !builtInNames.has(name) && !locals.has(name)) {
      this.#calls.push({ name, location: this.#template.range(call.path.loc) });
    }
  }

  #expression(expression: Expression, locals: ReadonlySet<string>): void {
    if (expression.type === 'SubExpression') this.#call(expression, locals);
    else if (expression.type === 'PathExpression' && expression.original === 'this') this.#dependsOnState = true;
  }

  #reference(kind: 'ref' | 'source', call: Callable): void {
    const wanted = kind === 'ref' ? 1 : 2;
    const names = call.params.map((each) => (each.type === 'StringLiteral' ? String(each.value) : undefined));
    const location = this.#template.range(call.params[0]?.loc ?? call.loc);
    if (names.length !== wanted || call.hash !== undefined) {
      const usage = kind === 'ref' ? '{{ref "model"}}' : '{{source "system" "table"}}';
      return this.#error(
        'E0205',
        `${kind} takes ${wanted === 1 ? 'one name' : 'two names'}`,
        location,
        `write ${usage}`,
      );
    }
    if (names.includes(undefined)) {
      return this.#error('E0205', `${kind} takes literal names, so that the graph is known without running a template`, location,
        'write the name between quotes; choose between models with {{#if}} … {{else}} … {{/if}}'); // prettier-ignore
    }
    this.#references.push({ kind, name: names.join('.'), location });
  }

  #configuration(call: Callable): void {
    for (const { key, value, loc } of call.hash?.pairs ?? []) {
      const literal = literalOf(value);
      const location = this.#template.range(loc);
      if (literal === undefined)
        this.#error(
          'E0210',
          `config ${key} takes a literal`,
          location,
          'use folder defaults in alambic.yml for what depends on the target',
        );
      else {
        this.#config[key] = literal;
        this.#configLocations[key] = location;
      }
    }
    if (call.params.length > 0)
      this.#error(
        'E0210',
        'config takes key=value pairs',
        this.#template.range(call.loc),
        'write {{config materialized="table"}}',
      );
  }

  #declaration(call: Callable): void {
    const [name, ...names] = call.params.map(literalOf);
    if (typeof name !== 'string' || names.some((each) => typeof each !== 'string')) {
      return this.#error(
        'E0207',
        'a macro is declared by its name and the names of its parameters',
        this.#template.range(call.loc),
        'write {{macro "name" "first" second="default"}}',
      );
    }
    const optional = (call.hash?.pairs ?? []).map(({ key, value }) => ({
      name: key,
      default: literalOf(value) as string,
    }));
    this.#macro = { name, parameters: [...names.map((each) => ({ name: String(each) })), ...optional] };
  }

  #error(code: Diagnostic['code'], message: string, location: TextRange, hint: string): void {
    this.#diagnostics.push({ code, severity: 'error', message, location, hint });
  }
}

/** Literals, and `(list "a" "b")` of literals. */
function literalOf(expression: Expression): Json | undefined {
  if (expression.type === 'PathExpression') return undefined;
  if (expression.type !== 'SubExpression') return expression.value ?? null;
  if (calledName(expression) !== 'list') return undefined;
  const items = expression.params.map(literalOf);
  return items.includes(undefined) ? undefined : (items as Json[]);
}

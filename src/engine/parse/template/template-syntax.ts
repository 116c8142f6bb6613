/** The part of Handlebars' syntax tree that templates use; Handlebars' own types say `any` where it matters. */
/** UTF-16 offsets in the file: `start` inclusive, `end` exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface Path {
  readonly type: 'PathExpression';
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Extent;
}

export interface Literal {
  readonly type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'UndefinedLiteral' | 'NullLiteral';
  readonly value?: string | number | boolean | null;
  readonly loc: Extent;
}

export interface Call {
  readonly type: 'SubExpression';
  readonly path: Path | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Extent;
}

export interface Hash {
  readonly pairs: readonly { readonly key: string; readonly value: Expression; readonly loc: Extent }[];
}

export type Expression = Path | Literal | Call;

export interface Content {
  readonly type: 'ContentStatement';
  readonly original: string;
  readonly value: string;
  readonly loc: Extent;
}

export interface Mustache {
  readonly type: 'MustacheStatement';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Extent;
}

export interface Block {
  readonly type: 'BlockStatement';
  readonly path: Path;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly program?: Program;
  readonly inverse?: Program;
  readonly loc: Extent;
}

export interface Comment {
  readonly type: 'CommentStatement';
  readonly loc: Extent;
}

export interface Unsupported {
  readonly type: 'PartialStatement' | 'PartialBlockStatement' | 'DecoratorBlock' | 'Decorator';
  readonly loc: Extent;
}

export type Statement = Content | Mustache | Block | Comment | Unsupported;

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}

/** What stands between braces and can be called: `{{x …}}`, `{{#x …}}`, `(x …)`. */
export type Callable = Mustache | Block | Call;

export function calledName(call: Callable): string | undefined {
  if (call.path.type !== 'PathExpression') return undefined;
  return call.path.depth === 0 && !call.path.data ? call.path.original : undefined;
}

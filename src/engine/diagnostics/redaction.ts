import { secretPattern } from './secret-pattern.ts';

const redactionMark = '•••';

const shortestSecret = 4;
const shortestLine = 16;

// `scheme://user:password@`. A password may hold unescaped `@` and `/`, which is when such a URL ends in an error
// message; but `host:5432/` is a port, and `${env:NAME}` only says where the password is. The lengths are bounded so
// that no text takes more than linear time.
const notPassword = String.raw`\d{1,5}(?:[/?#\s]|$)|\$\{(?:env|file|vault|aws-sm):[^{}\s]{1,200}\}@[^\s@"'<>]{0,256}(?:[\s"'<>]|$)`;
const urlPassword = new RegExp(
  String.raw`(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"'<>]{0,256}):(?!${notPassword})[^\s"'<>]{1,1024}@`,
  'gi',
);
const parameterPassword = /\b((?:ssl)?passw(?:or)?d=)(?:'[^']*'|[^\s&;,"'<>•]+)/gi;

/**
 * Takes the values of secrets out of every text before a person, a log or a file sees it. Reporters and the logger
 * apply it to all that they write; it also drops passwords from URLs that were never registered.
 *
 * A secret of fewer than four characters cannot be told from ordinary text and is not replaced: `register` answers
 * false, and the caller warns about it.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;

  /** @returns False where the secret is too short to be replaced. */
  register(secret: string): boolean {
    const parts = [secret, secret.trim(), ...longLines(secret)].filter((part) => part.trim().length >= shortestSecret);
    for (const part of parts) this.#secrets.add(part);
    if (parts.length > 0) this.#pattern = undefined;
    return parts.length > 0;
  }

  redact(text: string): string {
    const withoutSecrets = this.#secrets.size === 0 ? text : text.replace(this.#compiled(), redactionMark);
    return dropPasswords(withoutSecrets);
  }

  /** A copy of plain data with every text in it redacted, keys included. Numbers and instances of classes stay as they are. */
  redactValue<T>(value: T): T {
    return this.#walk(value) as T;
  }

  #walk(value: unknown): unknown {
    if (typeof value === 'string') return this.redact(value);
    if (Array.isArray(value)) return value.map((each) => this.#walk(each));
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.redact(key), this.#walk(each)]));
  }

  /** The longest first, so that a secret that begins with another one goes as a whole. */
  #compiled(): RegExp {
    const longestFirst = () => [...this.#secrets].sort((a, b) => b.length - a.length);
    this.#pattern ??= new RegExp(longestFirst().map(secretPattern).join('|'), 'gu');
    return this.#pattern;
  }
}

/** Of a key in PEM, for instance, which a log may show one line at a time. */
function longLines(secret: string): readonly string[] {
  if (!secret.includes('\n')) return [];
  const lines = secret.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'));
}

function dropPasswords(text: string): string {
  const withoutUrls = text.includes('://') ? text.replace(urlPassword, `$1:${redactionMark}@`) : text;
  return withoutUrls.includes('=') ? withoutUrls.replace(parameterPassword, `$1${redactionMark}`) : withoutUrls;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

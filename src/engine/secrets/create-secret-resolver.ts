import type { SecretResolver } from '../adapters/secrets.ts';
import { failure, type AlambicError, type Location } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';

export interface SecretResolverOptions {
  /** The process's environment; wins over `dotenv`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From the project's `.env`. */
  readonly dotenv: ReadonlyMap<string, string>;
  /** Reads a secret's file; relative paths start at the project folder. */
  readFile(path: string): string | Promise<string>;
  /** Learns every value before anybody else sees it. */
  readonly redactor: { register(secret: string): unknown };
  /** Told the reference of a secret that the redactor cannot hide. */
  onTooShort?(reference: string): void;
}

interface Use {
  /** As written: `${env:PII_KEY}`. */
  readonly reference: string;
  /** What stands after the provider's colon. */
  readonly argument: string;
  readonly location: Location | undefined;
}

type Provider = (use: Use, options: SecretResolverOptions) => Promise<string> | string;

/** To add a provider: one function, one line. */
const providers: Readonly<Record<string, Provider>> = {
  env: fromEnvironment,
  file: fromFile,
  vault: notYet('HashiCorp Vault'),
  'aws-sm': notYet('AWS Secrets Manager'),
};

const variableName = /^[A-Za-z_]\w*$/;

/** Resolves references where a value is needed; nothing is read before, and nothing is kept. */
export function createSecretResolver(options: SecretResolverOptions): SecretResolver {
  const resolveOne = async (reference: string, location: Location | undefined): Promise<string> => {
    const [, provider, argument] = /^\$\{([^:}]*):([^}]*)\}$/.exec(reference) ?? [];
    if (provider === undefined) throw notAReference(reference, location);
    const find = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    if (find === undefined) throw unknownProvider(reference, provider, location);
    return find({ reference, argument: argument!, location }, options);
  };
  return {
    resolve: (reference, usedAt) =>
      resolveOne(variableName.test(reference) ? `\${env:${reference}}` : reference, usedAt),
    async interpolate(text, usedAt) {
      const parts: string[] = [];
      for (const [part] of text.matchAll(/\$\$\{|\$\{[^}]*\}?|[^$]+|\$/g)) {
        if (part === '$${') parts.push('${');
        else parts.push(part.startsWith('${') ? await resolveOne(part, usedAt) : part);
      }
      return parts.join('');
    },
  };
}

/** `NAME` or `NAME:default`. An empty variable counts as missing: it is what a forgotten setting looks like. */
function fromEnvironment(
  { reference, argument, location }: Use,
  { env, dotenv, redactor, onTooShort }: SecretResolverOptions,
): string {
  const [, name = argument, fallback] = /^([^:]*)(?::([\s\S]*))?$/.exec(argument) ?? [];
  if (!variableName.test(name)) {
    throw failure('E0913', `${reference} names no environment variable`, {
      location,
      hint: 'write: ${env:NAME} or ${env:NAME:default}',
    });
  }
  const value = env[name] || dotenv.get(name);
  // A default stands in the project's files: it is no secret, and hiding `5432` everywhere would help nobody.
  if (value === undefined || value === '') {
    if (fallback !== undefined) return fallback;
  } else {
    if (redactor.register(value) === false) onTooShort?.(reference);
    return value;
  }
  const empty = env[name] === '' || dotenv.get(name) === '';
  throw failure('E0905', `environment variable ${name} is ${empty ? 'empty' : 'not set'}`, {
    location,
    hint: `set it in the environment, or in the project's .env: ${name}=…`,
  });
}

async function fromFile(
  { reference, argument, location }: Use,
  { readFile, redactor, onTooShort }: SecretResolverOptions,
): Promise<string> {
  if (argument.trim() === '')
    throw failure('E0913', `${reference} names no file`, { location, hint: 'write: ${file:path}' });
  let text: string;
  try {
    text = await readFile(argument);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const reason =
      (
        { ENOENT: 'it does not exist', EACCES: 'permission denied', EISDIR: 'it is a folder' } as Readonly<
          Record<string, string>
        >
      )[code] ?? code;
    throw failure('E0905', `the secret's file ${argument} cannot be read: ${reason}`, { location });
  }
  // Editors and `echo` end a file with a newline that is not part of the secret.
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw failure('E0905', `the secret's file ${argument} is empty`, { location });
  if (redactor.register(value) === false) onTooShort?.(reference);
  return value;
}

function notYet(service: string): Provider {
  return ({ reference, location }) => {
    throw failure('E0913', `${reference} needs ${service}, which this version cannot read yet`, {
      location,
      hint: 'use ${env:NAME} or ${file:path}',
    });
  };
}

function unknownProvider(reference: string, provider: string, location: Location | undefined): AlambicError {
  const near = suggest(provider, Object.keys(providers));
  return failure('E0913', `${reference}: secrets do not come from "${provider}"`, {
    location,
    hint: near === undefined ? `they come from ${Object.keys(providers).join(', ')}` : `did you mean "${near}"?`,
  });
}

/** What is no reference may be a secret that was typed in by mistake: it is not shown. */
function notAReference(reference: string, location: Location | undefined): AlambicError {
  const name = /^\$\{([A-Za-z_]\w*)\}$/.exec(reference)?.[1];
  if (name !== undefined)
    return failure('E0913', `${reference} does not say where the secret is`, {
      location,
      hint: `write: \${env:${name}}`,
    });
  const unclosed = reference.startsWith('${') && !reference.endsWith('}');
  return failure('E0913', unclosed ? 'a secret reference is not closed with "}"' : 'this is not a secret reference', {
    location,
    hint: 'write: ${env:NAME} or ${file:path}; for the characters ${ themselves write $${',
  });
}

import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import { failure } from '../../../diagnostics/diagnostic.ts';

/** What a connection of type postgres takes; every reference is resolved, so it may hold a password. */
export type PostgresSettings = Readonly<Record<string, unknown>>;

export interface PostgresConnection {
  readonly config: ClientConfig;
  /** `127.0.0.1:5434/shop`: for messages, free of secrets. */
  readonly label: string;
  readonly user: string;
  readonly database: string;
  /** Milliseconds that a statement may take; 0: as long as it takes. */
  readonly statementTimeout: number;
  /** Milliseconds that the server may say nothing while something is expected of it; 0: for ever. */
  readonly idleTimeout: number;
}

/** In seconds, as the settings are. */
const usual = { connect_timeout: 10, statement_timeout: 3600, idle_timeout: 300 } as const;

/**
 * `url`, or `host` `port` `user` `password` `database`; `ssl` (true, false, or `no-verify`) and `ssl_ca` (a file);
 * `connect_timeout`, `statement_timeout` and `idle_timeout` in seconds: 10, an hour and five minutes where nothing is said.
 *
 * @throws AlambicError E0202, which never repeats a value.
 */
export function readSettings(settings: PostgresSettings): PostgresConnection {
  const url = settings['url'] === undefined ? undefined : parseUrl(text(settings, 'url')!);
  const host = url?.host ?? text(settings, 'host') ?? '127.0.0.1';
  const port = url?.port ?? number(settings, 'port') ?? 5432;
  const user = url?.user ?? text(settings, 'user') ?? 'postgres';
  const database = url?.database ?? text(settings, 'database') ?? user;
  const password = url?.password ?? text(settings, 'password');
  const ssl = readSsl(settings, url?.sslMode, url?.sslRootCert);
  return {
    config: {
      host,
      port,
      user,
      database,
      // A function, so that nothing that prints the configuration prints it.
      ...(password === undefined ? {} : { password: () => password }),
      ssl,
      application_name: 'alambic',
      connectionTimeoutMillis: milliseconds(settings, 'connect_timeout'),
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
    label: `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
    user,
    database,
    statementTimeout: milliseconds(settings, 'statement_timeout'),
    idleTimeout: milliseconds(settings, 'idle_timeout'),
  };
}

interface ParsedUrl {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly sslMode: string | undefined;
  readonly sslRootCert: string | undefined;
}

function parseUrl(value: string): ParsedUrl {
  const given = (part: string | null): string | undefined =>
    part === null || part === '' ? undefined : decodeURIComponent(part);
  try {
    const url = new URL(value);
    if (!/^postgres(ql)?:$/.test(url.protocol)) throw new Error('another protocol');
    return {
      host: given(url.searchParams.get('host')) ?? given(url.hostname.replace(/^\[(.*)\]$/, '$1')),
      port: url.port === '' ? undefined : Number(url.port),
      user: given(url.username),
      password: given(url.password),
      database: given(url.pathname.slice(1)),
      sslMode: given(url.searchParams.get('sslmode')),
      sslRootCert: given(url.searchParams.get('sslrootcert')),
    };
  } catch {
    throw failure('E0202', 'the url of a postgres connection cannot be read', {
      hint: 'as in postgres://user:password@host:5432/database; write special characters of the password as %40 and the like',
    });
  }
}

/** Stricter than libpq: whatever asks for TLS verifies the certificate, but for `no-verify`. */
function readSsl(
  settings: PostgresSettings,
  mode: string | undefined,
  rootCert: string | undefined,
): ClientConfig['ssl'] {
  const wanted = settings['ssl'] ?? mode ?? false;
  const file = text(settings, 'ssl_ca') ?? rootCert;
  const ca = file === undefined ? {} : { ca: readCertificate(file) };
  switch (wanted) {
    case false:
    case 'disable':
      return false;
    case true:
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return { rejectUnauthorized: true, ...ca };
    case 'no-verify':
      return { rejectUnauthorized: false };
    default:
      throw failure('E0202', '"ssl" of a postgres connection must be true, false or no-verify');
  }
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw failure('E0907', 'the file of "ssl_ca" cannot be read', {
      hint: 'it holds the certificate of the authority, as PEM',
    });
  }
}

function text(settings: PostgresSettings, name: string): string | undefined {
  const value = settings[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw failure('E0202', `"${name}" of a postgres connection must be text`);
}

function number(settings: PostgresSettings, name: string): number | undefined {
  const value = settings[name];
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = Number(value);
  if (Number.isInteger(parsed) && parsed >= 0) return parsed;
  throw failure('E0202', `"${name}" of a postgres connection must be a whole number`);
}

function milliseconds(settings: PostgresSettings, name: keyof typeof usual): number {
  const value = settings[name] ?? usual[name];
  const seconds = value === '' ? usual[name] : Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds * 1000);
  throw failure('E0202', `"${name}" of a postgres connection must be a number of seconds`);
}

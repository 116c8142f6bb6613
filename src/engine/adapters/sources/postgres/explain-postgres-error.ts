import type { ErrorCode } from '../../../diagnostics/codes.ts';
import { AlambicError, failure } from '../../../diagnostics/diagnostic.ts';
import { silence } from './end-silence.ts';

/** What was being done, for messages; nothing of it is a secret. */
export interface Undertaking {
  /** `127.0.0.1:5434/shop` */
  readonly label: string;
  readonly user: string;
  readonly database: string;
  /** The table that was read, as `public.reviews`. */
  readonly relation?: string;
  /** Whatever fails once it is aborted fails because of that. */
  readonly signal?: AbortSignal | undefined;
}

type Explain = (doing: Undertaking) => readonly [code: ErrorCode, message: string, hint: string];

const server = ({ label }: Undertaking): string => `PostgreSQL at ${label}`;
const refused: Explain = (doing) => [
  'E0901',
  `${server(doing)} refused the connection`,
  'is the server running, and are host and port right?',
];
const silent: Explain = (doing) => [
  'E0901',
  `${server(doing)} does not answer`,
  'are host and port right, and does a firewall stand between?',
];
const busy: Explain = (doing) => [
  'E0901',
  `${server(doing)} takes no connection at the moment`,
  'it is starting, stopping or full: try again, or raise max_connections',
];
const unknownHost: Explain = (doing) => [
  'E0903',
  `the host of ${server(doing)} was not found`,
  'check the host in the connection',
];
const wrongPassword: Explain = (doing) => [
  'E0902',
  `${server(doing)} refused user "${doing.user}"`,
  'check user and password of the connection, and pg_hba.conf of the server',
];
const lost: Explain = (doing) => [
  'E0906',
  `the connection to ${server(doing)} was lost`,
  'nothing of this load was committed: run again',
];
const tls: Explain = (doing) => [
  'E0907',
  `TLS with ${server(doing)} failed`,
  'set "ssl: true", with "ssl_ca" where the certificate is not signed by a public authority',
];
const denied: Explain = (doing) => [
  'E0908',
  `user "${doing.user}" may not read ${doing.relation ?? 'this'} of ${server(doing)}`,
  `grant it: GRANT SELECT ON ${doing.relation ?? '…'} TO ${doing.user}`,
];
const late: Explain = (doing) => [
  'E0710',
  `${server(doing)} took longer than statement_timeout${doing.relation === undefined ? '' : ` for ${doing.relation}`}`,
  'raise "statement_timeout" of the connection (seconds), or extract incrementally',
];
const mute: Explain = (doing) => [
  'E0710',
  `${server(doing)} said nothing for as long as idle_timeout allows${doing.relation === undefined ? '' : `, reading ${doing.relation}`}`,
  'see what the server is busy with; where it needs that long before the first row, raise "idle_timeout" of the connection (seconds)',
];
const interrupted: Explain = () => ['E0708', 'interrupted', 'nothing of this load was committed'];
const conflict: Explain = (doing) => [
  'E0906',
  `${server(doing)} cancelled the read, since the replica had to catch up`,
  'try again, or raise max_standby_streaming_delay of the replica',
];

/** By SQLSTATE (appendix A of the PostgreSQL manual), or by the code of Node's network and TLS errors. */
const faults: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: refused, EHOSTUNREACH: silent, ENETUNREACH: silent, ETIMEDOUT: silent, ENOENT: refused,
  '57P03': busy, '53300': busy, ENOTFOUND: unknownHost, EAI_AGAIN: unknownHost,
  '28P01': wrongPassword, '28000': wrongPassword,
  '3D000': (doing) => ['E0904', `there is no database "${doing.database}" at ${doing.label}`, 'check the database of the connection, or create it'],
  ECONNRESET: lost, EPIPE: lost, '57P01': lost, '57P02': lost, '57P05': lost, '25P03': lost, '08000': lost, '08003': lost, '08006': lost,
  DEPTH_ZERO_SELF_SIGNED_CERT: tls, SELF_SIGNED_CERT_IN_CHAIN: tls, UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls, CERT_HAS_EXPIRED: tls,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls, UNABLE_TO_GET_ISSUER_CERT: tls, CERT_NOT_YET_VALID: tls, ERR_TLS_CERT_ALTNAME_INVALID: tls, EPROTO: tls,
  '42501': denied, '57014': late, [silence]: mute, '40001': conflict, '40P01': conflict,
  '42P01': (doing) => ['E0909', `there is no table ${doing.relation ?? ''} at ${doing.label}`, 'check its name and schema in sources.yml'],
  '42703': (doing) => ['E0704', `a declared column is not in ${doing.relation ?? 'the table'} any more`, 'compare sources.yml with the table'],
}; // prettier-ignore

/** The driver's own errors have no code. */
const texts: readonly (readonly [RegExp, Explain])[] = [
  [/does not support SSL/i, tls],
  [/timeout expired|connection timeout|timeout exceeded when trying to connect/i, silent],
  [/Connection terminated|connection ended|Client has encountered a connection error/i, lost],
  [/no password|password must be a string/i, wrongPassword],
];

/**
 * A diagnostic for an error of the driver. The server's own text is never shown, since it can quote a row's value;
 * an error that nobody foresaw keeps its SQLSTATE. What has no code is a fault of ours and passes as it is.
 */
export function explainPostgresError(error: unknown, doing: Undertaking): unknown {
  if (error instanceof AlambicError) return error;
  const explain = doing.signal?.aborted === true ? interrupted : findFault(error);
  if (explain !== undefined) {
    const [code, message, hint] = explain(doing);
    return failure(code, message, { hint });
  }
  const state = codeOf(error);
  if (state === undefined) return error;
  const what = doing.relation === undefined ? server(doing) : `reading ${doing.relation} from ${server(doing)}`;
  return failure('E0701', `${what} failed with SQLSTATE ${state}`, {
    hint: 'the log of the server says more; its message is not shown, since it can quote personal data',
  });
}

function findFault(error: unknown): Explain | undefined {
  // A host with two addresses fails with one error for each.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const message = first instanceof Error ? first.message : '';
  const code = codeOf(first);
  if (code === '28000' && /no encryption|SSL off/i.test(message)) return tls;
  if (code !== undefined && Object.hasOwn(faults, code)) return faults[code];
  return texts.find(([pattern]) => pattern.test(message))?.[1];
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{4,60}$/.test(code) ? code : undefined;
}

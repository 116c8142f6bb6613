import { AlambicError, failure, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { explainSystemError } from '../../../diagnostics/explain-system-error.ts';

interface MongoError extends Error {
  readonly code?: number | string;
  readonly codeName?: string;
  readonly cause?: unknown;
  readonly reason?: { readonly servers?: ReadonlyMap<string, { readonly error?: unknown }> };
}

const unauthorised = new Set([18, 8000]);
const duplicateKey = 11_000;

/** The driver's errors quote documents and addresses; what is said here does neither. */
export function explainMongoError(error: unknown, doing: string): unknown {
  if (error instanceof AlambicError || !(error instanceof Error)) return error;
  const mongo = error as MongoError;
  const code = Number(mongo.code);
  if (unauthorised.has(code)) return say('E0902', 'the document store refuses the user or the password', 'check the connection of the target, and the database that the user belongs to (authSource)');
  if (code === 13) return say('E0908', `the document store does not allow ${doing}`, 'the user needs the role readWrite on the database');
  if (code === duplicateKey) return say('E0712', `${doing}: two documents have one value where an index must be unique`, 'test the projected model for uniqueness, or leave unique out of the index');
  if (mongo.name === 'MongoParseError' || mongo.name === 'MongoInvalidArgumentError') return say('E0202', 'the url of the document store is not understood', 'it looks like mongodb://user:password@host:27017/database');
  const system = systemFault(mongo);
  if (system !== undefined) return new AlambicError({ ...system, message: `document store: ${system.message}` });
  if (/^Mongo(Network|Server|Topology|PoolCl|WriteConcern)/.test(mongo.name)) return say('E0906', `the document store went away while ${doing}`, 'nothing half-done is visible; run again when it is back');
  if (mongo.name.startsWith('Mongo')) return say('E0701', `the document store failed while ${doing}${mongo.codeName === undefined ? '' : ` (${mongo.codeName})`}`);
  return error;
}

/** What made the driver give up is hidden in the description of its servers. */
function systemFault(error: MongoError): Diagnostic | undefined {
  const hidden = [...(error.reason?.servers?.values() ?? [])].map((server) => server.error);
  for (const each of [error, error.cause, ...hidden, ...hidden.map((inner) => (inner as MongoError | undefined)?.cause)]) {
    const found = each === undefined ? undefined : explainSystemError(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function say(code: Diagnostic['code'], message: string, hint?: string): AlambicError {
  return failure(code, message, hint === undefined ? {} : { hint });
}

import type { ErrorCode } from '../../../diagnostics/codes.ts';
import { AlambicError, failure, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { explainSystemError } from '../../../diagnostics/explain-system-error.ts';

interface MongoError extends Error {
  readonly code?: number | string;
  readonly codeName?: string;
  readonly cause?: unknown;
  /** Of a bulk write: what ended it, where the server did not. */
  readonly errorResponse?: unknown;
  readonly reason?: { readonly servers?: ReadonlyMap<string, { readonly error?: unknown }> };
}

type Explanation = readonly [code: ErrorCode, message: string, hint?: string];

const refused: Explanation = [
  'E0902',
  'the document store refuses the user or the password',
  'check the connection of the target, and the database that the user belongs to (authSource)',
];

const tooLarge = (doing: string): Explanation => [
  'E0605',
  `${doing}: a document is larger than the 16 MB that MongoDB allows`,
  'select fewer or shorter columns in the projected model',
];

const badIndex = (doing: string): Explanation => [
  'E0605',
  `${doing}: the store cannot create an index as it is declared`,
  'an index may hold one list at most, a collection one text index; see projection.indexes of the model',
];

/** By the server's own numbers. */
const explained: Readonly<Record<number, (doing: string) => Explanation>> = {
  13: (doing) => [
    'E0908',
    `the document store does not allow ${doing}`,
    'the user needs the role readWrite on the database',
  ],
  18: () => refused,
  8000: () => refused,
  67: badIndex,
  85: badIndex,
  86: badIndex,
  171: badIndex,
  10334: tooLarge,
  11000: (doing) => [
    'E0712',
    `${doing}: two documents have one value where an index must be unique`,
    'test the projected model for uniqueness, or leave unique out of the index',
  ],
  238: (doing) => [
    'E0701',
    `the document store lacks something that ${doing} needs`,
    'it speaks the protocol of MongoDB, but cannot rename one collection over another: readers would see it half-written',
  ],
  14031: (doing) => [
    'E0705',
    `${doing}: the disk of the document store is full`,
    'make room, then run the same command again',
  ],
};

/**
 * Errors of the driver as diagnostics. The driver's words quote documents and addresses; what is said here does neither.
 * What is no error of the driver comes back as it is.
 *
 * @param doing what was under way, as in `publishing reviews`.
 */
export function explainMongoError(error: unknown, doing: string): unknown {
  if (error instanceof AlambicError || !(error instanceof Error)) return error;
  const mongo = error as MongoError;
  const [nearest] = [mongo, mongo.cause, ...hiddenErrors(mongo)].flatMap(
    (each) => explained[Number((each as MongoError | undefined)?.code)] ?? [],
  );
  if (nearest !== undefined) return say(nearest(doing));
  const system = systemFault(mongo);
  if (system !== undefined) return new AlambicError({ ...system, message: `document store: ${system.message}` });
  const told = mongo.errorResponse instanceof Error ? mongo.errorResponse : mongo;
  return told.name.startsWith('Mongo') ? say(byName(told, doing)) : error;
}

function byName({ name, message, codeName }: MongoError, doing: string): Explanation {
  if (name === 'MongoParseError' || (name === 'MongoInvalidArgumentError' && doing === 'connecting')) {
    return [
      'E0202',
      'the url of the document store is not understood',
      'it looks like mongodb://user@host:27017/database',
    ];
  }
  if (/larger than the maximum size|BSONObj size/.test(message)) return tooLarge(doing);
  if (name === 'MongoServerSelectionError') {
    return [
      'E0901',
      'the document store cannot be reached',
      'is it running, and are host and port those of the connection in alambic.yml?',
    ];
  }
  if (name === 'MongoNetworkTimeoutError' || name === 'MongoOperationTimeoutError') {
    return [
      'E0710',
      `the document store said nothing for as long as idle_timeout allows, while ${doing}`,
      'see what the server is busy with; where it needs that long, raise "idle_timeout" of the connection (seconds)',
    ];
  }
  if (/^Mongo(Network|Topology|PoolCl|WriteConcern|NotConnected)/.test(name)) {
    return [
      'E0906',
      `the document store went away while ${doing}`,
      'nothing half-done is visible; run again when it is back',
    ];
  }
  return ['E0701', `the document store failed while ${doing}${codeName === undefined ? '' : ` (${codeName})`}`];
}

/** What made the driver give up is hidden in the description of its servers. */
function hiddenErrors(error: MongoError): readonly unknown[] {
  const found = [...(error.reason?.servers?.values() ?? [])].map((server) => server.error);
  return [...found, ...found.map((inner) => (inner as MongoError | undefined)?.cause)];
}

function systemFault(error: MongoError): Diagnostic | undefined {
  for (const each of [error, error.cause, ...hiddenErrors(error)]) {
    const found = each === undefined ? undefined : explainSystemError(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function say([code, message, hint]: Explanation): AlambicError {
  return failure(code, message, hint === undefined ? {} : { hint });
}

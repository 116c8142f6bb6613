import type { Document } from './values/document.ts';

/** MongoDB's error codes that this server gives. */
const codes = {
  BadValue: 2,
  FailedToParse: 9,
  UserNotFound: 11,
  Unauthorized: 13,
  TypeMismatch: 14,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  CursorNotFound: 43,
  NamespaceExists: 48,
  CommandNotFound: 59,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  NoSuchTransaction: 251,
  OperationNotSupportedInTransaction: 263,
  MechanismUnavailable: 334,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  Location40573: 40573,
  Location51003: 51003,
} as const;

export type CodeName = keyof typeof codes;

/** What a command answers when it fails: MongoDB's code and words, and the fields that go with them. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: CodeName;
  readonly fields: Document;

  constructor(codeName: CodeName, message: string, fields: Document = {}) {
    super(message);
    this.code = codes[codeName];
    this.codeName = codeName;
    this.fields = fields;
  }
}

/** An error as the reply of a command. What is not a CommandError was thrown by the query library: a bad query. */
export function errorReply(error: unknown): Document {
  const known = error instanceof CommandError ? error : new CommandError('BadValue', messageOf(error));
  return { ok: 0, errmsg: known.message, code: known.code, codeName: known.codeName, ...known.fields };
}

/** An error as one entry of `writeErrors`. */
export function writeError(error: unknown, index: number): Document {
  const { ok: _, codeName: __, ...rest } = errorReply(error) as Record<string, unknown>;
  return { index, ...rest };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}

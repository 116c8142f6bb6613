import type { Json, Level } from '../parse/project.ts';

/** A key of policies.yml, ready to use. The key material never leaves it. */
export interface KeyedHash {
  readonly name: string;
  readonly version: number;
  /** HMAC-SHA-256 of the UTF-8 text, base64url without padding (43 characters). */
  hmac(text: string): string;
}

export interface TreatmentRequest {
  /** Type of the column in the source, as declared. */
  readonly type: string;
  readonly options: Readonly<Record<string, Json>>;
}

/** What happens to a column while it leaves the source. To add one: one file, one line in the registry, one fixture. */
export interface Treatment {
  readonly name: string;
  readonly needsKey: boolean;
  /** The level of the treated column, from the level that the category has in clear. */
  yields(level: Level): Level;
  /** Names of the options it reads, each with what is wrong with a value (undefined: nothing). */
  readonly options: Readonly<Record<string, (value: Json) => string | undefined>>;
  /** What is wrong with the options together (undefined: nothing); each one alone is already right. */
  checkOptions?(options: TreatmentRequest['options']): string | undefined;
  /** What is wrong with treating a column of that type so (undefined: nothing). */
  checkType?(request: TreatmentRequest): string | undefined;
  /** The type of the treated column; undefined where the column is removed. */
  outputType(request: TreatmentRequest): string | undefined;
  /** The function for one value; null is never passed in. */
  prepare(request: TreatmentRequest, key: KeyedHash | undefined): (value: string) => string | null;
}

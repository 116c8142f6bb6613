/** An object of a lake: a path with `/`, and the version that a reader sees. */
export interface LakeObject {
  readonly key: string;
  readonly bytes: number;
  /** Opaque; changes with each write of the key. */
  readonly version: string;
}

export interface WriteCondition {
  /** Fail with `conflict` where the key exists. */
  readonly ifAbsent?: boolean;
  /** Fail with `conflict` where the key's version is another. */
  readonly ifVersion?: string;
}

/** The outcome of a conditional write: `conflict` means that nothing was written. */
export type WriteOutcome =
  | { readonly written: true; readonly version: string }
  | { readonly written: false; readonly conflict: true };

/** What a local folder and an S3 bucket have in common. Writes are all or nothing; earlier versions are kept. */
export interface Lake {
  readonly kind: string;
  /** For messages, free of secrets: `.alambic/lake`, `s3://bucket/prefix`. */
  readonly label: string;
  /** A folder of this machine for files on their way into the lake, where it has one; readers never see it. */
  readonly scratch?: string;
  putText(key: string, text: string, condition?: WriteCondition): Promise<WriteOutcome>;
  /** Moves or uploads a finished local file. The local file may be gone afterwards. */
  putFile(key: string, localPath: string, condition?: WriteCondition): Promise<WriteOutcome>;
  getText(key: string): Promise<{ readonly text: string; readonly version: string } | undefined>;
  /**
   * A path on this machine with the object's content: the object itself for a local lake, a cached copy otherwise.
   *
   * @throws AlambicError E0707 where there is no such object.
   */
  localPath(key: string): Promise<string>;
  /** Every object under a prefix, in key order. */
  list(prefix: string): Promise<readonly LakeObject[]>;
  /** Removes what a reader sees; earlier versions are kept unless `forever`. */
  remove(key: string, options?: { readonly forever?: boolean }): Promise<void>;
  /** What is kept of a key, newest first; the first is what a reader sees, unless the key was removed. */
  versions(key: string): Promise<readonly LakeObject[]>;
  close(): Promise<void>;
}

/** One committed load of a data set: what a reader may see of it. */
export interface LoadManifest {
  readonly formatVersion: 1;
  readonly dataset: string;
  /** `000001`, `000002` …: the folder of the load. */
  readonly load: string;
  readonly committedAt: string;
  readonly mode: 'full' | 'incremental';
  readonly rows: number;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly rows: number;
  }[];
  readonly schema: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey: readonly string[];
  /** Opaque to everything but the source adapter: where the next incremental load begins. */
  readonly cursor?: Readonly<Record<string, string | null>>;
  /** By key name of policies.yml. */
  readonly keyVersions: Readonly<Record<string, number>>;
  /** Treatments by column, for the register: `{"email": "pseudonymise"}`. */
  readonly treatments: Readonly<Record<string, string>>;
  readonly runId: string;
}

/** The password that the server has, and the one that it is to have. */
export interface ServerPassword {
  readonly current: string;
  readonly wanted: string;
  /** Writes down that the wanted one is now the server's. */
  keep(): void;
}
/** The password stands in a file that only its owner can read; made up where nobody gives one. */
export declare function ensurePassword(file: string, given?: string): ServerPassword;

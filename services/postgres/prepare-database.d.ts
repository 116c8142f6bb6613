import type { ServerPassword } from '../process/password-file.ts';
export interface DatabaseOptions {
  readonly port: number;
  readonly user: string;
  readonly password: ServerPassword;
  readonly database: string;
}
/** Makes sure that the database exists and that the password is the wanted one. */
export declare function prepareDatabase({ port, user, password, database }: DatabaseOptions): Promise<void>;

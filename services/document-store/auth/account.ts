/** A user and what the server keeps to check the password: not the password. */
export interface Account {
  readonly user: string;
  readonly database: string;
  readonly roles: readonly Role[];
  readonly credentials: Credentials;
}

export interface Role {
  readonly role: string;
  readonly db: string;
}

/** SCRAM's stored keys (RFC 5802), in base64. */
export interface Credentials {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
  readonly serverKey: string;
}

export function accountKey(database: string, user: string): string {
  return `${database}.${user}`;
}

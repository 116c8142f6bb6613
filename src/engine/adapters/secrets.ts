import type { Location } from '../diagnostics/diagnostic.ts';

/** Resolves `${env:NAME}`, `${file:path}` … to values. Values are registered for redaction as they are resolved. */
export interface SecretResolver {
  /**
   * The value of a reference, or of a bare name, which is a variable of the environment.
   *
   * @throws AlambicError E0905 or E0913, which names the reference and where it is used, never the value.
   */
  resolve(reference: string, usedAt?: Location): Promise<string>;
  /** Replaces every reference inside a text. `$${` stands for `${`. */
  interpolate(text: string, usedAt?: Location): Promise<string>;
}

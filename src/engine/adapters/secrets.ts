/** Resolves `${env:NAME}`, `${file:path}` … to values. Values are registered for redaction as they are resolved. */
export interface SecretResolver {
  /** The value, or a diagnostic E0905 / E0913 that names the reference, never the value. */
  resolve(reference: string): Promise<string>;
  /** Replaces every reference inside a text. */
  interpolate(text: string): Promise<string>;
}

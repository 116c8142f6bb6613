declare const ALAMBIC_VERSION: string | undefined;

/** Of the package; set when it is bundled. */
export const version = typeof ALAMBIC_VERSION === 'string' ? ALAMBIC_VERSION : '0.0.0-source';

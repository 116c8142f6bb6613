import type pg from 'pg';
import type { to } from 'pg-copy-streams';

/** Only what opens a connection may call this, so that everything else starts without the driver. */
export async function loadPg(): Promise<{ readonly pg: Pg; readonly copyTo: CopyTo }> {
  const [driver, streams] = await Promise.all([import('pg'), import('pg-copy-streams')]);
  return { pg: driver.default, copyTo: streams.to };
}

export type Pg = typeof pg;
export type CopyTo = typeof to;

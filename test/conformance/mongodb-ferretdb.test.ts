import { describe, it } from 'vitest';
import { mongodbConformance } from './mongodb.ts';

/**
 * FerretDB 1.24, written by others, agrees with the checks that it can be asked: so they are not merely what the
 * stand-in happens to do. Run where FERRETDB_URL says that one is up.
 */
const url = process.env['FERRETDB_URL'];

if (url === undefined) describe.skip('FerretDB', () => it('needs FERRETDB_URL'));
else {
  mongodbConformance('FerretDB 1.24', async () => ({ url, close: async () => {} }), {
    lacks: [
      'accumulators', 'array-filters', 'decimal', 'element-match', 'explain', 'expressions', 'facet', 'lazy-collections',
      'lookup', 'merge', 'out', 'partial-index', 'pipeline-update', 'pull-conditions', 'quick-upserts', 'rename-over', 'sparse-index',
      'text', 'transactions', 'ttl', 'unique-build', 'unique-updates', 'users', 'validator',
    ],
  }); // prettier-ignore
}

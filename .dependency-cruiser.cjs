/** The rules of docs/architecture.md. `scripts/check-boundaries.mjs` proves first that a known violation is found. */
const phases = ['load', 'parse', 'graph', 'compile', 'plan', 'run'];

const laterPhases = phases.slice(0, -1).map((phase, index) => ({
  name: `${phase}-knows-no-later-phase`,
  comment: `${phase} may use the phases before it, never one after it`,
  severity: 'error',
  from: { path: `^src/engine/${phase}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^src/engine/(${phases.slice(index + 1).join('|')})/`, dependencyTypesNot: ['type-only'] },
}));

module.exports = {
  forbidden: [
    ...laterPhases,
    {
      name: 'no-circular',
      comment: 'a cycle of modules means that none of them can be understood alone',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drivers-stay-in-their-adapter',
      comment: 'a driver is imported only inside its adapter, so that it can be replaced and is loaded only when used',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/adapters/[^/]+/[^/]+/|\\.test\\.ts$' },
      to: { path: 'node_modules/(pg|pg-copy-streams|mongodb|@duckdb|@aws-sdk|snowflake-sdk)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      comment: 'an adapter is one folder; what two share belongs to a contract',
      severity: 'error',
      from: { path: '^src/engine/adapters/([^/]+)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/engine/adapters/[^/]+/[^/]+/', pathNot: '^src/engine/adapters/$1/$2/' },
    },
    {
      name: 'extensions-do-not-know-each-other',
      comment: 'a data test, treatment or materialization is one file and one line of its registry',
      severity: 'error',
      from: { path: '^src/engine/(data-tests|treatments|materializations)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/engine/(data-tests|treatments|materializations)/', pathNot: '^src/engine/$1/' },
    },
    {
      name: 'only-adapters-registry-names-adapters',
      comment: 'the registry alone knows which adapters there are',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: '^src/engine/adapters/|\\.test\\.ts$' },
      to: { path: '^src/engine/adapters/[^/]+/[^/]+/' },
    },
    {
      name: 'engine-does-not-know-the-cli',
      comment: 'the engine is a library; the command line is its first user',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'product-does-not-know-tests',
      comment: 'tests are not shipped',
      severity: 'error',
      from: { path: '^(src|services|demo)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|bench)/|\\.test\\.ts$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|/\\.alambic/' },
    tsPreCompilationDeps: false,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};

import { example } from '../example.ts';

/** E09: connections and secrets. */
export const connectionExamples = [
  example('E0901', 'PostgreSQL at 127.0.0.1:5434/shop refused the connection', {
    hint: 'is the server running, and are host and port right?',
  }),
  example('E0902', 'PostgreSQL at 127.0.0.1:5434/shop refused user "alambic"', {
    hint: 'check user and password of the connection, and pg_hba.conf of the server',
  }),
  example('E0903', 'the host of PostgreSQL at db.interal:5432/shop was not found', {
    hint: 'check the host in the connection',
  }),
  example('E0904', 'there is no database "shopp" at 127.0.0.1:5434/shopp', {
    hint: 'check the database of the connection, or create it',
  }),
  example('E0905', 'environment variable SHOP_URL is not set', {
    at: ['alambic.yml', "connections:\n  shop: {type: postgres, url: «'${env:SHOP_URL}'»}\n"],
    hint: "set it in the environment, or in the project's .env: SHOP_URL=…",
  }),
  example('E0906', 'the connection to PostgreSQL at 127.0.0.1:5434/shop was lost', {
    hint: 'nothing of this load was committed: run again',
  }),
  example('E0907', 'TLS with PostgreSQL at db.internal:5432/shop failed', {
    hint: 'set "ssl: true", with "ssl_ca" where the certificate is not signed by a public authority',
  }),
  example('E0908', 'user "alambic" may not read public.reviews of PostgreSQL at 127.0.0.1:5434/shop', {
    hint: 'grant it: GRANT SELECT ON public.reviews TO alambic',
  }),
  example('E0909', 'there is no table public.reviews at 127.0.0.1:5434/shop', {
    hint: 'check its name and schema in sources.yml',
  }),
  example('E0910', 'the embedded PostgreSQL did not start', {
    notes: [{ label: 'log', text: 'FATAL: could not create lock file "postmaster.pid": Read-only file system' }],
  }),
  example('E0911', 'target "local" has no connection named "shopp"', {
    at: ['alambic.yml', 'targets:\n  local:\n    warehouse: «{type: duckdb, path: .alambic/warehouse.duckdb}»\n'],
    hint: 'did you mean "shop"?',
  }),
  example('E0912', 'connection "shop": "mysql" cannot be a source here', {
    at: ['alambic.yml', 'connections:\n  «shop»: {type: mysql, host: 127.0.0.1}\n'],
    hint: 'a source is postgres',
  }),
  example('E0913', '${environment:SHOP_URL}: secrets do not come from "environment"', {
    at: ['alambic.yml', "connections:\n  shop: {type: postgres, url: «'${environment:SHOP_URL}'»}\n"],
    hint: 'they come from env, file, vault, aws-sm',
  }),
];

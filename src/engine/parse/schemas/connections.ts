import { count, flag, map, oneOf, secretReference, text, urlWithoutPassword, type JsonSchema } from './json-schema.ts';

type Settings = Readonly<Record<string, JsonSchema>>;

const secret = (description: string): JsonSchema => text(description, secretReference);

const seconds = (description: string, byDefault: number): JsonSchema => ({
  type: 'number',
  minimum: 0,
  default: byDefault,
  description,
});

const duckdb: Settings = {
  path: text('Database file, relative to the project; ":memory:" keeps nothing.', {
    default: '.alambic/warehouse.duckdb',
  }),
  memory_limit: text('Memory that DuckDB may use.', { examples: ['4GB', '80%'] }),
  threads: count('Threads of a query; as many as there are cores where nothing is said.'),
};

const snowflake: Settings = {
  account: text('Account identifier.', { examples: ['${env:SNOWFLAKE_ACCOUNT}'] }),
  user: text('User name.', { examples: ['${env:SNOWFLAKE_USER}'] }),
  password: secret('Password, where no key is used.'),
  private_key: secret('Private key in PEM form.'),
  private_key_path: text('File that holds the private key.'),
  private_key_passphrase: secret('Passphrase of the private key.'),
  authenticator: text('Another way to sign in.', { examples: ['externalbrowser', 'oauth'] }),
  token: secret('OAuth token.'),
  role: text('Role that is used.'),
  database: text('Database that models are built in.'),
  schema: text('Schema of models that name none.'),
  warehouse: text('Virtual warehouse that computes.'),
  fallback_warehouse: text('Virtual warehouse that takes over where the first one cannot be used.'),
  access_url: text("Address of the service where it is not Snowflake's own."),
  query_tag: text('Tag of every statement.'),
  timeout: count('Seconds after which a statement is given up.'),
};

const localLake: Settings = {
  path: text('Folder, relative to the project.', { default: '.alambic/lake' }),
};

const s3Lake: Settings = {
  bucket: text('Bucket.'),
  prefix: text('What every key begins with.'),
  region: text('Region.', { examples: ['eu-west-3'] }),
  endpoint: text('Address of an S3-compatible store.', { examples: ['http://127.0.0.1:9000'] }),
  access_key_id: text('Key id; where nothing is said, what the AWS SDK finds.', {
    examples: ['${env:AWS_ACCESS_KEY_ID}'],
  }),
  secret_access_key: secret('Secret key.'),
  session_token: secret('Token of temporary credentials.'),
  force_path_style: flag(
    'Puts the bucket into the path rather than the host name, as S3-compatible stores want it.',
    false,
  ),
  encryption: oneOf(['AES256', 'aws:kms'], 'Encryption at rest.', { default: 'AES256' }),
  kms_key_id: text('Key of aws:kms.'),
};

const postgres: Settings = {
  embedded: flag('Uses the server that Alambic starts by itself.', false),
  url: text('Connection string.', {
    ...urlWithoutPassword,
    examples: ['postgres://alambic:${env:POSTGRES_PASSWORD}@127.0.0.1:5434/shop'],
  }),
  host: text('Host name.', { default: '127.0.0.1' }),
  port: {
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 65_535,
    pattern: '^\\$\\{.+\\}$',
    patternErrorMessage: 'a number or a reference such as "${env:NAME}"',
    default: 5432,
    description: 'Port.',
  },
  user: text('User name.', { default: 'postgres' }),
  password: secret('Password.'),
  database: text('Database; the one with the name of the user where nothing is said.'),
  ssl: oneOf(
    [true, false, 'disable', 'require', 'verify-ca', 'verify-full', 'no-verify'],
    'Encryption of the connection. Whatever asks for it verifies the certificate, but for `no-verify`.',
    { default: false },
  ),
  ssl_ca: text('File that holds the certificate of the authority, as PEM.'),
  connect_timeout: seconds('Seconds after which a connection is given up.', 10),
  statement_timeout: seconds('Seconds after which a statement is given up; 0: never.', 3600),
  idle_timeout: seconds('Seconds that the server may say nothing while something is expected of it; 0: for ever.', 300),
};

const mongodb: Settings = {
  embedded: flag('Uses the document store that Alambic starts by itself.', false),
  url: text('Connection string.', { ...urlWithoutPassword, examples: ['${vault:data/serving#url}'] }),
  database: text('Database; the one of the URL where nothing is said.'),
  connect_timeout: count('Seconds within which the server must answer.', { default: 5 }),
  idle_timeout: count('Seconds that the server may say nothing while an answer is expected of it.', { default: 300 }),
};

function connection(type: string, title: string, settings: Settings, required: readonly string[] = []): JsonSchema {
  const typed = { type: { const: type, description: 'Kind of connection.' }, ...settings };
  return map(title, typed, { required: ['type', ...required] });
}

function oneOfTypes(description: string, connections: readonly JsonSchema[]): JsonSchema {
  const kinds = connections.map((each) => String(each.properties?.['type']?.['const'])).join(' or ');
  return {
    type: 'object',
    title: 'a connection',
    description,
    discriminator: { propertyName: 'type' },
    required: ['type'],
    properties: { type: { description: kinds } },
    oneOf: connections,
  };
}

export const connections: Readonly<Record<string, JsonSchema>> = {
  warehouse: oneOfTypes('Where models are built.', [
    connection('duckdb', 'a DuckDB warehouse', duckdb),
    connection('snowflake', 'a Snowflake warehouse', snowflake, ['account', 'user', 'database', 'warehouse']),
  ]),
  lake: oneOfTypes('Where extracted data and exports are kept.', [
    connection('local', 'a local lake', localLake),
    connection('s3', 'an S3 lake', s3Lake, ['bucket']),
  ]),
  connection: oneOfTypes('A source or a document store.', [
    connection('postgres', 'a PostgreSQL connection', postgres),
    connection('mongodb', 'a MongoDB connection', mongodb),
  ]),
};

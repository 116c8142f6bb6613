const spellings = {
  bigint: 'int8 int64 long oid',
  bignum: 'varint',
  bit: 'bitstring',
  blob: 'bytea binary varbinary',
  boolean: 'bool logical',
  date: '',
  decimal: 'numeric dec',
  double: 'float8',
  float: 'float4 real',
  hugeint: 'int128',
  integer: 'int int4 int32 integral signed',
  interval: '',
  json: '',
  smallint: 'int2 int16 short',
  time: '',
  'time with time zone': 'timetz',
  timestamp: 'datetime timestamp_us',
  'timestamp with time zone': 'timestamptz',
  timestamp_ms: '',
  timestamp_ns: '',
  timestamp_s: '',
  tinyint: 'int1',
  ubigint: 'uint64',
  uhugeint: 'uint128',
  uinteger: 'uint32',
  usmallint: 'uint16',
  utinyint: 'uint8',
  uuid: 'guid',
  varchar: 'text string char character bpchar nvarchar',
} as const;

/** DuckDB's own name of each type without parts, by every name that it takes for it. */
export const typeNames: ReadonlyMap<string, string> = new Map(
  Object.entries(spellings).flatMap(([name, others]) =>
    [name, ...others.split(' ').filter((other) => other !== '')].map((each) => [each, name] as const),
  ),
);

/** Names of several words, longest first where one begins another. */
export const longTypeNames: readonly (readonly [words: readonly string[], name: string])[] = [
  [['timestamp', 'with', 'time', 'zone'], 'timestamp with time zone'],
  [['timestamp', 'without', 'time', 'zone'], 'timestamp'],
  [['time', 'with', 'time', 'zone'], 'time with time zone'],
  [['time', 'without', 'time', 'zone'], 'time'],
  [['double', 'precision'], 'double'],
  [['character', 'varying'], 'varchar'],
];

/** Types that are made of others. */
export const nestedTypeNames: readonly string[] = ['struct', 'row', 'map', 'union', 'enum'];

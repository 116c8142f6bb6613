const words = new Set(
  (
    'BIGINT BIGNUM BIT BLOB BOOLEAN DATE DECIMAL DOUBLE ENUM FLOAT GEOMETRY HUGEINT INTEGER INTERVAL JSON MAP NULL SMALLINT STRUCT ' +
    'TIME TIMESTAMP TIMESTAMP_MS TIMESTAMP_NS TIMESTAMP_S TIME_NS TINYINT UBIGINT UHUGEINT UINTEGER UNION USMALLINT UTINYINT ' +
    'UUID VARCHAR VARIANT WITH ZONE'
  ).split(' '),
);

/** DuckDB's spelling of a type in lower case; names of struct fields and enum values stay as they are. */
export function lowerCaseType(type: string): string {
  return type.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*/g, (token) =>
    words.has(token) ? token.toLowerCase() : token,
  );
}

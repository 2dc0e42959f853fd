/** What the engines write differently. Everything is made text first, so that columns may be text or numbers, and may hold nothing. */
export interface Dialect {
  /** Text of a column, '' for nothing. */
  readonly text: (column: string) => string
  /** Degrees of a column that holds a number, by itself or as text; anything where it holds none. */
  readonly degrees: (column: string) => string
  /** Whether a text is a month, YYYY-MM of this century. */
  readonly isMonth: (text: string) => string
  /** Whether one of the two texts, not both of which are '', is no number. */
  readonly isUnreadable: (lng: string, lat: string) => string
  /** A number as text. */
  readonly written: (number: string) => string
  /** What stands around the query so that its rows come out as CSV without a header of the engine's own. */
  readonly before: string
  readonly after: string
  /** How it is run, from a file of a name. */
  readonly hint: (name: string) => string
}

/** As the reader of police.uk files takes numbers. */
const NUMBER = String.raw`^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$`
const MONTH = '^20[0-9][0-9]-(0[1-9]|1[0-2])$'

/** A backslash in a text of ClickHouse stands for itself when doubled. */
const CLICKHOUSE_NUMBER = NUMBER.replaceAll('\\', '\\\\')

export const DIALECTS = {
  clickhouse: {
    text: (column) => `ifNull(toString(${column}), '')`,
    degrees: (column) => `toFloat64OrZero(replaceRegexpAll(ifNull(toString(${column}), ''), '[\\\\s+]', ''))`,
    isMonth: (text) => `match(${text}, '${MONTH}')`,
    isUnreadable: (lng, lat) => `NOT match(${lng}, '${CLICKHOUSE_NUMBER}') OR NOT match(${lat}, '${CLICKHOUSE_NUMBER}')`,
    written: (number) => `toString(${number})`,
    before: '',
    after: '\nFORMAT CSV',
    hint: (name) => `Run: clickhouse-client --query "$(cat ${name}.sql)" > ${name}.csv`,
  },
  duckdb: {
    text: (column) => `coalesce(CAST(${column} AS VARCHAR), '')`,
    degrees: (column) => `TRY_CAST(trim(CAST(${column} AS VARCHAR)) AS DOUBLE)`,
    isMonth: (text) => `regexp_matches(${text}, '${MONTH}')`,
    isUnreadable: (lng, lat) => `NOT regexp_matches(${lng}, '${NUMBER}') OR NOT regexp_matches(${lat}, '${NUMBER}')`,
    written: (number) => `CAST(${number} AS VARCHAR)`,
    before: 'COPY (\n',
    after: "\n) TO 'places.csv' (FORMAT csv, HEADER false);",
    hint: (name) => `Run: duckdb crimes.duckdb < ${name}.sql, which writes places.csv`,
  },
  ansi: {
    text: (column) => `coalesce(CAST(${column} AS VARCHAR(255)), '')`,
    degrees: (column) => column,
    isMonth: (text) => `${text} SIMILAR TO '20[0-9][0-9]-(0[1-9]|1[0-2])'`,
    // a column of numbers holds no other; NaN is out of range
    isUnreadable: (lng, lat) => `${lng} = '' OR ${lat} = ''`,
    written: (number) => `CAST(${number} AS VARCHAR(20))`,
    before: '',
    after: '',
    hint: () =>
      'For an engine with SIMILAR TO, such as PostgreSQL, and coordinates that are numbers: export as CSV without a header',
  },
} as const satisfies Readonly<Record<string, Dialect>>

export type DialectName = keyof typeof DIALECTS

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

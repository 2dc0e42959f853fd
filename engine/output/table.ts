/** One column of a results table; `at` gives the value of a row. NaN is written as empty (CSV) or null (JSON). */
export type Column =
  | { readonly name: string; readonly type: 'text'; readonly at: (row: number) => string }
  | { readonly name: string; readonly type: 'number'; readonly at: (row: number) => number }

/** Rows 0 .. length-1; the same table becomes a CSV file and the properties of GeoJSON features. */
export interface Table {
  readonly length: number
  readonly columns: readonly Column[]
}

export function text(name: string, at: (row: number) => string): Column {
  return { name, type: 'text', at }
}

export function number(name: string, at: (row: number) => number): Column {
  return { name, type: 'number', at }
}

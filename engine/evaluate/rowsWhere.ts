/** Of so many rows those that hold, ascending. */
export function rowsWhere(length: number, holds: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++) if (holds(row)) rows[count++] = row
  return rows.slice(0, count)
}

/** The values of some rows. */
export function valuesAt(values: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) taken[k] = values[rows[k]]
  return taken
}

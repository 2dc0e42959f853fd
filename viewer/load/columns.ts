import type { TextTable } from '../../engine/index.js'

/** A results CSV by column; a column the file lacks is null, an empty number is NaN. */
export interface Columns {
  readonly length: number
  readonly names: readonly string[]
  text(name: string): readonly string[] | null
  number(name: string): Float64Array | null
}

/** Rows `from` to the end without those `skip` names; numbers are parsed when first asked for. */
export function columns(table: TextTable, keep: (row: readonly string[]) => boolean = () => true): Columns {
  const rows = table.rows.filter(keep)
  const numbers = new Map<string, Float64Array>()
  const at = (name: string) => table.header.indexOf(name)
  return {
    length: rows.length,
    names: table.header,
    text(name) {
      const column = at(name)
      return column < 0 ? null : rows.map((row) => row[column] ?? '')
    },
    number(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      const column = at(name)
      if (column < 0) return null
      const values = Float64Array.from(rows, (row) =>
        row[column] === undefined || row[column] === '' ? Number.NaN : Number(row[column]),
      )
      numbers.set(name, values)
      return values
    },
  }
}

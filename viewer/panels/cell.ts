import type { Results } from '../load/results.js'
import { areaName } from '../state/select.js'

/** Number of a cell's column, null where the file has none. */
export function cellNumber(results: Results, row: number, column: string): number | null {
  const value = results.cells.table.number(column)?.[row]
  return value === undefined || Number.isNaN(value) ? null : value
}

/** "Castle ward, beat N01, near Abington Street": the areas its centre lies in, and the nearest published name. */
export function cellPlace(results: Results, row: number): string {
  const { table } = results.cells
  const ward = areaName(results, 'ward', table.text('ward_of_centre')?.[row] ?? '')
  const beat = areaName(results, 'beat', table.text('beat_of_centre')?.[row] ?? '')
  const parts = [/\bward\b/i.test(ward) || ward === '' ? ward : `${ward} ward`, beatWords(beat)].filter((part) => part !== '')
  const near = table.text('near')?.[row] ?? ''
  const where = parts.length === 0 ? 'Outside every ward and beat' : parts.join(', ')
  return near === '' ? where : `${where}, near ${near}`
}

/** "beat N01", or the name alone where it says beat itself. */
export const beatWords = (name: string) => (/\bbeat\b/i.test(name) || name === '' ? name : `beat ${name}`)

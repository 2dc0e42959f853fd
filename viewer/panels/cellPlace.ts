import type { Results } from '../load/results.js'
import { type CellAt, cellWord } from '../state/cells.js'
import { areaName } from '../state/select.js'
import { counted } from '../words.js'

/** "Castle ward, beat N01, near Abington Street": the areas its centre lies in, and the nearest published name. */
export function cellPlace(results: Results, cell: CellAt): string {
  const held = cell.cells.held?.[cell.row]
  if (held !== undefined) return `Group of ${counted(held, 'cell', 'cells')}`
  const ward = areaName(results, 'ward', cellWord(cell, 'ward_of_centre'))
  const beat = areaName(results, 'beat', cellWord(cell, 'beat_of_centre'))
  const parts = [/\bward\b/i.test(ward) || ward === '' ? ward : `${ward} ward`, beatWords(beat)].filter((part) => part !== '')
  const near = cellWord(cell, 'near')
  const where = parts.length === 0 ? 'Outside every ward and beat' : parts.join(', ')
  return near === '' ? where : `${where}, near ${near}`
}

/** "beat N01", or the name alone where it says beat itself. */
export const beatWords = (name: string) => (/\bbeat\b/i.test(name) || name === '' ? name : `beat ${name}`)

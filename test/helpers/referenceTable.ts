import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { cellFromText } from '../../engine/grid/h3.js'
import type { Cells } from '../../engine/grid/weights.js'

export interface ReferenceTable {
  text(column: string): string[]
  numbers(column: string): Float64Array
  /** Column `cell` as halves. */
  cells(): Cells
}

/** A CSV without quotes (or `.csv.gz`) of reference numbers. */
export function referenceTable(path: string): ReferenceTable {
  const bytes = readFileSync(path)
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split('\n')
  const [header, ...rows] = lines.map((line) => line.split(','))
  function text(column: string): string[] {
    const at = header.indexOf(column)
    if (at < 0) throw new Error(`${path} has no column ${column}`)
    return rows.map((row) => row[at])
  }
  return {
    text,
    numbers: (column) => Float64Array.from(text(column), Number),
    cells() {
      const halves = text('cell').map(cellFromText)
      return {
        length: halves.length,
        cellHigh: Uint32Array.from(halves, ([high]) => high),
        cellLow: Uint32Array.from(halves, ([, low]) => low),
      }
    },
  }
}

/** Largest |ours - theirs| / |theirs|. */
export function worstRelative(ours: Float64Array, theirs: Float64Array): number {
  return theirs.reduce((worst, value, row) => {
    const difference = Math.abs(ours[row] - value) / Math.abs(value)
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference)
  }, 0)
}

import { EngineError } from '../error.js'

/** Letters of the National Grid's squares: five rows of five from the north-west, without I. */
const LETTERS = 'ABCDEFGHJKLMNOPQRSTUVWXYZ'
const SQUARE_M = 100_000
const REFERENCE = /^([A-HJ-Z])([A-HJ-Z])(\d{2,10})$/

/** A square of the National Grid named by letters and digits. */
export interface GridSquare {
  /** Centre of the square, metres. */
  readonly easting: number
  readonly northing: number
  /** Side of the square, metres: 10,000 of two digits to 1 of ten. */
  readonly sizeM: number
}

/**
 * A letter reference, `SP 753 605` or `sp7530060500`, two to ten digits. It names a square; its centre is given, which is up to 0.7 of
 * the side from the place meant (software that takes the south-west corner is half a side off on average).
 *
 * @returns null for anything else, and for squares outside the grid (0 to 700 km east, 0 to 1,300 km north)
 */
export function parseGridReference(text: string): GridSquare | null {
  const found = REFERENCE.exec(text.toUpperCase().replace(/[\s,]+/g, ''))
  if (found === null || found[3].length % 2 === 1) return null
  const first = LETTERS.indexOf(found[1])
  const second = LETTERS.indexOf(found[2])
  // 500 km squares counted from S at the origin, then 100 km squares inside
  const column = ((first + 3) % 5) * 5 + (second % 5)
  const row = 19 - Math.floor(first / 5) * 5 - Math.floor(second / 5)
  if (column > 6 || row < 0 || row > 12) return null
  const half = found[3].length / 2
  const sizeM = SQUARE_M / 10 ** half
  return {
    easting: column * SQUARE_M + (Number(found[3].slice(0, half)) + 0.5) * sizeM,
    northing: row * SQUARE_M + (Number(found[3].slice(half)) + 0.5) * sizeM,
    sizeM,
  }
}

/**
 * The letter reference of the square a point lies in: `SP 753 605` with three digits each way.
 *
 * @param digits each way, 1 (10 km) to 5 (1 m)
 * @returns '' outside the grid
 * @throws EngineError 'option-invalid' for other digits
 */
export function gridReference(easting: number, northing: number, digits: number): string {
  if (![1, 2, 3, 4, 5].includes(digits))
    throw new EngineError('option-invalid', { column: 'digits', value: String(digits), hint: 'Give 1 to 5.' })
  const column = Math.floor(easting / SQUARE_M)
  const row = Math.floor(northing / SQUARE_M)
  if (!(column >= 0 && column <= 6 && row >= 0 && row <= 12)) return ''
  const first = (3 - Math.floor(row / 5)) * 5 + ((Math.floor(column / 5) + 2) % 5)
  const second = (4 - (row % 5)) * 5 + (column % 5)
  const sizeM = SQUARE_M / 10 ** digits
  const part = (metres: number) => String(Math.floor((metres % SQUARE_M) / sizeM)).padStart(digits, '0')
  return `${LETTERS[first]}${LETTERS[second]} ${part(easting)} ${part(northing)}`
}

import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { tableNumber } from './areaCode.js'
import { projection } from './nationalGrid.js'

/** Shifts from ETRS89 to OSGB36 on a lattice of whole kilometres: metres, south-west corner first, row by row to the north. */
export interface GridShift {
  readonly file: string
  /** Kilometres of the south-west corner. */
  readonly westKm: number
  readonly southKm: number
  readonly columns: number
  readonly rows: number
  /** NaN where the file has no shift. */
  readonly east: Float64Array
  readonly north: Float64Array
}

/** The projection of the National Grid on the ellipsoid of ETRS89, which is what the shifts are added to. */
const ETRS89_GRID = '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=GRS80 +units=m +no_defs'
const etrs89 = projection(ETRS89_GRID)

const COLUMNS = ['ETRS89_Easting', 'ETRS89_Northing', 'ETRS89_OSGB36_EShift', 'ETRS89_OSGB36_NShift'] as const

/** Metres: the inverse is found to well under a millimetre. */
const CLOSE = 1e-5
const MAX_STEPS = 20

/** Whether `readGridFile` uses a column: the file is large, and half of it is heights. */
export function isGridFileColumn(header: string): boolean {
  return COLUMNS.some((name) => name.toLowerCase() === header.trim().toLowerCase())
}

/**
 * The Ordnance Survey's OSTN15 grid as it is published (`OSTN15_OSGM15_DataFile.txt`), or a part of it: one row a kilometre point.
 *
 * @throws EngineError 'column-missing', 'table-invalid' (a point off the whole kilometres, or fewer than two by two)
 */
export function readGridFile(table: TextTable): GridShift {
  const columns = COLUMNS.map((name) => {
    const found = table.header.findIndex((header) => header.trim().toLowerCase() === name.toLowerCase())
    if (found === -1)
      throw new EngineError('column-missing', {
        file: table.file,
        line: 1,
        column: name,
        hint: 'Give OSTN15_OSGM15_DataFile.txt as the Ordnance Survey publishes it.',
      })
    return found
  })
  const [x, y, eastShift, northShift] = columns.map((column) =>
    Float64Array.from(table.rows, (_, row) => tableNumber(table, row, column)),
  )
  const kilometres = (metres: Float64Array, column: number) =>
    metres.map((value, row) => {
      if (Number.isInteger(value / 1000)) return value / 1000
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[row],
        column: table.header[column],
        value: String(value),
        hint: 'Points lie on whole kilometres.',
      })
    })
  const eastKm = kilometres(x, columns[0])
  const northKm = kilometres(y, columns[1])
  const [westKm, lastKm] = extent(eastKm)
  const [southKm, topKm] = extent(northKm)
  const size = { columns: lastKm - westKm + 1, rows: topKm - southKm + 1 }
  if (!(size.columns >= 2 && size.rows >= 2 && size.columns <= 2000 && size.rows <= 2000))
    throw new EngineError('table-invalid', {
      file: table.file,
      hint: 'Points of 2 to 2,000 kilometres each way are needed.',
    })
  const east = new Float64Array(size.columns * size.rows).fill(Number.NaN)
  const north = new Float64Array(size.columns * size.rows).fill(Number.NaN)
  for (let row = 0; row < eastKm.length; row++) {
    // both zero marks a point outside the transformation in the older OSTN02
    if (eastShift[row] === 0 && northShift[row] === 0) continue
    const at = (northKm[row] - southKm) * size.columns + eastKm[row] - westKm
    east[at] = eastShift[row]
    north[at] = northShift[row]
  }
  return { file: table.file, westKm, southKm, ...size, east, north }
}

function extent(values: Float64Array): [least: number, most: number] {
  return [
    values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  ]
}

/** Shift at an ETRS89 easting and northing, between the four points around it; NaN outside the file. */
function shiftAt(grid: GridShift, easting: number, northing: number): [east: number, north: number] {
  const x = easting / 1000 - grid.westKm
  const y = northing / 1000 - grid.southKm
  if (!(x >= 0 && y >= 0 && x <= grid.columns - 1 && y <= grid.rows - 1)) return [Number.NaN, Number.NaN]
  // on the last line of points, the square before it
  const column = Math.min(Math.floor(x), grid.columns - 2)
  const row = Math.min(Math.floor(y), grid.rows - 2)
  const t = x - column
  const u = y - row
  const at = row * grid.columns + column
  const between = (shift: Float64Array) =>
    (1 - t) * (1 - u) * shift[at] +
    t * (1 - u) * shift[at + 1] +
    t * u * shift[at + grid.columns + 1] +
    (1 - t) * u * shift[at + grid.columns]
  return [between(grid.east), between(grid.north)]
}

/**
 * National Grid easting and northing in metres to ETRS89 degrees, `[lng, lat]`, by the user's grid of shifts: what the Ordnance Survey
 * defines OSGB36 by. Bilinear between points, the inverse by iteration, as its guide says; ETRS89 is taken for WGS84 (under a metre).
 *
 * @returns null outside the file
 */
export function fromShiftedGrid(grid: GridShift, easting: number, northing: number): [lng: number, lat: number] | null {
  let [east, north] = shiftAt(grid, easting, northing)
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = shiftAt(grid, easting - east, northing - north)
    const change = Math.hypot(next[0] - east, next[1] - north)
    ;[east, north] = next
    if (change < CLOSE) break
  }
  if (Number.isNaN(east) || Number.isNaN(north)) return null
  const [lng, lat] = etrs89().inverse([easting - east, northing - north])
  return [lng, lat]
}

/** ETRS89 degrees to National Grid easting and northing in metres by the grid of shifts; null outside the file. */
export function toShiftedGrid(grid: GridShift, lng: number, lat: number): [easting: number, northing: number] | null {
  const [easting, northing] = etrs89().forward([lng, lat])
  const [east, north] = shiftAt(grid, easting, northing)
  return Number.isNaN(east) || Number.isNaN(north) ? null : [easting + east, northing + north]
}

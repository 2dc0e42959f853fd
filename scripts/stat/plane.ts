import proj4 from 'proj4'
import { EngineError, type PlanePoints, type TextTable } from '../../engine/index.js'
import { firstInFile, numbersOf } from './readColumns.js'

/** The plane distances and areas are measured in, and the way back out of it. */
export interface Plane {
  /** In one sentence, for the reader. */
  readonly is: string
  readonly degrees: boolean
  /** Metres of a point as the files give it. */
  readonly to: (a: number, b: number) => readonly [number, number]
  /** As the files give it. */
  readonly from: (x: number, y: number) => readonly [number, number]
}

interface Coordinates {
  readonly table: TextTable
  readonly metres: boolean
  readonly columns: readonly [string, string]
}

/**
 * The plane of some tables of points: the metres of columns `x,y` where all tables have them; else `lng` or `lon` and `lat`, degrees, in
 * a Lambert azimuthal equal-area plane about the middle of the first table, to a tenth of a degree. Its distances are true to 1 in
 * 30,000 within 100 km, its areas exactly.
 *
 * @throws EngineError 'column-missing', 'coordinates-mixed' (metres in one, degrees in another), 'coordinates-out-of-range',
 *         'value-not-finite'
 */
export function planeOf(tables: readonly TextTable[]): { plane: Plane; points: PlanePoints[] } {
  const metres = tables.every(({ header }) => header.includes('x') && header.includes('y'))
  const found = tables.map((table) => coordinatesOf(table, metres, tables))
  const raw = found.map(({ table, columns }) => ({ a: numbersOf(table, columns[0]), b: numbersOf(table, columns[1]) }))
  found.forEach((of, at) => {
    checkRange(of, raw[at].a, raw[at].b)
  })
  const plane = metres ? METRES : equalAreaAbout(raw[0].a, raw[0].b)
  return { plane, points: raw.map(({ a, b }) => onPlane(plane, a, b)) }
}

function onPlane(plane: Plane, a: Float64Array, b: Float64Array): PlanePoints {
  const x = new Float64Array(a.length)
  const y = new Float64Array(a.length)
  for (let row = 0; row < a.length; row++) [x[row], y[row]] = plane.to(a[row], b[row])
  return { x, y }
}

const METRES: Plane = {
  is: 'Columns x and y are taken as metres of a plane.',
  degrees: false,
  to: (a, b) => [a, b],
  from: (x, y) => [x, y],
}

function coordinatesOf(table: TextTable, metres: boolean, all: readonly TextTable[]): Coordinates {
  const { file, header } = table
  if (metres) return { table, metres, columns: ['x', 'y'] }
  const lng = header.includes('lng') ? 'lng' : 'lon'
  if (header.includes(lng) && header.includes('lat')) return { table, metres, columns: [lng, 'lat'] }
  if (all.length > 1 && header.includes('x') && header.includes('y')) {
    throw new EngineError('coordinates-mixed', {
      file,
      line: 1,
      hint: 'This file has metres, another degrees: give all of them in one.',
    })
  }
  throw new EngineError('column-missing', {
    file,
    line: 1,
    column: 'x,y or lng,lat',
    hint: `The columns are ${header.join(', ')}.`,
  })
}

/** More than twice round the Earth: no plane of metres reaches it. */
const FARTHEST_M = 1e8

function checkRange({ table, metres, columns }: Coordinates, a: Float64Array, b: Float64Array): void {
  const [most, mostB] = metres ? [FARTHEST_M, FARTHEST_M] : [180, 90]
  const row = firstInFile(table, (at) => Math.abs(a[at]) > most || Math.abs(b[at]) > mostB)
  if (row < 0) return
  throw new EngineError('coordinates-out-of-range', {
    file: table.file,
    line: table.line[row],
    column: columns.join(','),
    value: `${a[row]},${b[row]}`,
    hint: metres
      ? 'These columns hold metres of a plane, such as the National Grid.'
      : 'These columns hold degrees; name columns of metres x and y.',
  })
}

function equalAreaAbout(lng: Float64Array, lat: Float64Array): Plane {
  const [lng0, lat0] = [middleOf(lng), middleOf(lat)]
  const { forward, inverse } = proj4(
    'WGS84',
    `+proj=laea +lat_0=${lat0} +lon_0=${lng0} +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs`,
  )
  return {
    is: `Degrees are projected to a local equal-area plane (Lambert azimuthal, WGS84, centre ${lng0} ${lat0}).`,
    degrees: true,
    to: (a, b) => {
      const [x, y] = forward([a, b])
      return [x, y]
    },
    from: (x, y) => {
      const [a, b] = inverse([x, y])
      return [a, b]
    },
  }
}

function middleOf(values: Float64Array): number {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return Math.round(5 * (least + most)) / 10
}

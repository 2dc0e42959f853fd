import { EngineError } from '../error.js'
import type { CoordinateSystem } from './columnMapping.js'
import { fromShiftedGrid, type GridShift } from './gridFile.js'
import { parseGridReference } from './gridReference.js'
import { fromNationalGrid, onLand } from './nationalGrid.js'

/** Degrees: where a longitude and a latitude of the United Kingdom lie. */
const KINGDOM = { west: -9, east: 2.5, south: 49, north: 61.5 } as const

/** What systems write where there is no value. */
const BLANK = /^(|-+|#?n\/?a|none|null|not known|unknown)$/i
const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/

export type Located = 'located' | 'none' | 'unreadable' | 'out-of-range' | 'swapped' | 'mixed'

/** Locations of one file, in the system its mapping names. */
export interface LocationReader {
  /** Degrees of the last text read; NaN unless it was located. */
  readonly lng: number
  readonly lat: number
  /** Side of the square named, metres; 0 unless the last was a letter reference. */
  readonly sizeM: number
  /** Whether the last was converted by the Helmert shift, good to 5 m. */
  readonly helmert: boolean
  /** @param y '' where the whole location stands in one column */
  read(x: string, y: string, line: number): Located
  /** @throws EngineError 'coordinates-mixed', 'coordinates-swapped', 'coordinates-out-of-range' where the whole file is wrong */
  end(file: string, column: string): void
}

/** Of a way to be wrong: how many, and where the first stands. */
interface Wrong {
  count: number
  line: number
  value: string
}

export function createLocationReader(system: CoordinateSystem, grid: GridShift | null): LocationReader {
  let parsed = 0
  const wrong: Record<'out-of-range' | 'swapped' | 'mixed', Wrong> = {
    'out-of-range': { count: 0, line: 0, value: '' },
    'swapped': { count: 0, line: 0, value: '' },
    'mixed': { count: 0, line: 0, value: '' },
  }
  const last = { lng: Number.NaN, lat: Number.NaN, sizeM: 0, helmert: false }

  function place([lng, lat]: readonly [number, number]): 'located' {
    // -0 is 0: the meridian is one place
    last.lng = lng + 0
    last.lat = lat + 0
    return 'located'
  }

  function fromMetres(easting: number, northing: number): Located {
    if (!onLand(easting, northing)) return onLand(northing, easting) ? 'swapped' : 'out-of-range'
    const shifted = grid === null ? null : fromShiftedGrid(grid, easting, northing)
    last.helmert = shifted === null
    return place(shifted ?? fromNationalGrid(easting, northing))
  }

  function fromDegrees(lng: number, lat: number): Located {
    if (inKingdom(lat, lng)) return 'swapped'
    if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return place([lng, lat])
    return onLand(lng, lat) ? 'mixed' : 'out-of-range'
  }

  function locate(x: string, y: string): Located {
    if (system === 'grid-reference') {
      if (BLANK.test(x)) return 'none'
      const square = parseGridReference(x)
      if (square === null) return 'unreadable'
      last.sizeM = square.sizeM
      return onLand(square.easting, square.northing) ? fromMetres(square.easting, square.northing) : 'out-of-range'
    }
    const noX = BLANK.test(x)
    const noY = BLANK.test(y)
    if (noX && noY) return 'none'
    const east = noX ? Number.NaN : numberOf(x)
    const north = noY ? Number.NaN : numberOf(y)
    if ((noX || east === 0) && (noY || north === 0)) return 'none'
    if (Number.isNaN(east) || Number.isNaN(north)) return 'unreadable'
    if (system === 'degrees') return fromDegrees(east, north)
    return inKingdom(east, north) || inKingdom(north, east) ? 'mixed' : fromMetres(east, north)
  }

  return {
    get lng() {
      return last.lng
    },
    get lat() {
      return last.lat
    },
    get sizeM() {
      return last.sizeM
    },
    get helmert() {
      return last.helmert
    },
    read(x, y, line) {
      last.lng = Number.NaN
      last.lat = Number.NaN
      last.sizeM = 0
      last.helmert = false
      const found = locate(x.trim(), y.trim())
      if (found === 'none' || found === 'unreadable') return found
      parsed++
      if (found !== 'located' && wrong[found].count++ === 0) {
        wrong[found].line = line
        wrong[found].value = y === '' ? x : `${x}, ${y}`
      }
      return found
    },
    end(file, column) {
      const { mixed, swapped } = wrong
      const first = ({ line, value }: Wrong) => ({ file, line, column, value })
      if (mixed.count * 100 > parsed) {
        throw new EngineError('coordinates-mixed', {
          ...first(mixed),
          hint: `${mixed.count} of ${parsed} locations are ${system === 'degrees' ? 'National Grid metres' : 'degrees'}, and the mapping says ${system}. ${mixed.count * 2 > parsed ? 'Change the mapping.' : 'Bring all rows into one system.'}`,
        })
      }
      if (swapped.count * 2 > parsed) {
        throw new EngineError('coordinates-swapped', {
          ...first(swapped),
          hint: `The ${system === 'degrees' ? 'longitude and latitude' : 'easting and northing'} columns hold each other. Exchange them in the mapping.`,
        })
      }
      const out = wrong['out-of-range']
      if ((out.count + swapped.count) * 2 > parsed) {
        throw new EngineError('coordinates-out-of-range', {
          ...first(out.count > 0 ? out : swapped),
          hint: `${out.count + swapped.count} of ${parsed} locations are nowhere on land. Were digits cut off, or metres divided? Eastings and northings have six digits in most of the country; export the columns unrounded.`,
        })
      }
    },
  }
}

function inKingdom(lng: number, lat: number): boolean {
  return lng >= KINGDOM.west && lng <= KINGDOM.east && lat >= KINGDOM.south && lat <= KINGDOM.north
}

function numberOf(text: string): number {
  return NUMBER.test(text) && /\d/.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN
}

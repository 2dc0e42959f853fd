import type { EngineError } from '../error.js'

/** Coordinates are degrees, or British National Grid metres by the file's word or by their size. */
export type CoordinateSystem = 'degrees' | 'grid-named' | 'grid-guessed'

/** Where British National Grid metres can lie, with a margin. */
const GRID = { west: 0, south: -100_000, east: 800_000, north: 1_300_000 }
/** Where a longitude and a latitude lie that were written the wrong way round, for the United Kingdom. */
const SWAPPED = { west: 49, south: -9, east: 61.5, north: 2.5 }

/**
 * The coordinate system of parsed GeoJSON: by its `crs` member, without one by the size of a position.
 *
 * @param refused error for a system that is named and not known here, with what to do
 */
export function coordinateSystem(
  json: unknown,
  [x, y]: readonly number[],
  refused: (name: string, hint: string) => EngineError,
): CoordinateSystem {
  const name = systemName(json)
  if (name === '') return inMetres(x, y) ? 'grid-guessed' : 'degrees'
  if (/(^|[:/])(27700|7405)$/.test(name)) return 'grid-named'
  if (/(^|[:/])(CRS84h?|4326|4979|4258|4269)$/i.test(name)) return 'degrees'
  throw refused(
    name,
    'This coordinate system is not known here. Export the file as WGS84 (EPSG:4326) or British National Grid (EPSG:27700).',
  )
}

/** What the `crs` member names, '' where there is none: `urn:ogc:def:crs:EPSG::27700`, `EPSG:4326`. */
function systemName(json: unknown): string {
  if (!isRecord(json) || !isRecord(json.crs) || !isRecord(json.crs.properties)) return ''
  const { name, code } = json.crs.properties
  return textOf(name) || textOf(code)
}

export function onGlobe(x: number, y: number): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= 90
}

export function onGrid(x: number, y: number): boolean {
  return inBox(x, y, GRID)
}

/** On the grid, and no degrees written wrong: not 91, nor of a turn of 360. */
export function inMetres(x: number, y: number): boolean {
  return onGrid(x, y) && (x > 360 || Math.abs(y) > 360)
}

/** A place in the United Kingdom with its latitude first. */
export function isSwapped(x: number, y: number): boolean {
  return inBox(x, y, SWAPPED)
}

function inBox(x: number, y: number, { west, south, east, north }: typeof GRID): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

import { EngineError } from '../error.js'
import type { Issue } from '../types.js'
import { coordinateSystem, isSwapped, onGlobe, onGrid } from './coordinateSystem.js'
import { fromNationalGrid } from './nationalGrid.js'

/** Named ways: streets, paths, squares drawn as lines. */
export interface RoadTable {
  readonly length: number
  /** Name of each way. */
  readonly name: readonly string[]
  /** lng, lat interleaved, degrees. */
  readonly xy: Float64Array
  /** Way w is vertices wayStart[w] .. wayStart[w+1]-1, two at least. */
  readonly wayStart: Uint32Array
}

export interface RoadRequest {
  readonly file: string
  /** Column with the names, where it is not one of the usual. */
  readonly nameColumn?: string | undefined
}

/** Usual columns of names, in lower case without blanks and punctuation; the first that says something counts. */
const NAMES = ['name', 'roadname', 'streetname', 'street', 'name1', 'roadname1', 'ref', 'roadnumber', 'roadclassificationnumber']

type Properties = Readonly<Record<string, unknown>>

interface Way {
  readonly name: string
  readonly line: readonly (readonly number[])[]
}

/**
 * Roads from parsed GeoJSON: LineString and MultiLineString in WGS84, or in British National Grid metres where the `crs` member or the
 * numbers say so; a `crs` of another system is refused. Names are NFC text without blanks to spare. Ways without a name are left out and counted (`roads-unnamed`), other shapes
 * too (`roads-other-shapes`).
 *
 * @throws EngineError 'roads-invalid': no GeoJSON features, no lines among them, a line that is none; 'column-missing': no column of names, or not
 *         the one given, or nothing in it; 'coordinates-swapped'
 */
export function readRoads(json: unknown, { file, nameColumn }: RoadRequest): { roads: RoadTable; issues: Issue[] } {
  const features = featuresOf(json, file)
  const lines = features.map((feature, k) => linesOf(feature, k + 1, file))
  const drawn = lines.filter((one) => one !== null)
  if (drawn.length === 0)
    throw new EngineError('roads-invalid', {
      file,
      hint: 'It holds areas or points: roads are LineStrings. Is it another layer? Give the lines of the streets.',
    })
  const nameOf = namesOf(drawn, file, nameColumn)
  const named = drawn.flatMap(({ parts, properties }): Way[] => {
    const name = nameOf(properties)
    return name === '' ? [] : parts.map((line) => ({ name, line }))
  })
  const unnamed = drawn.filter(({ properties }) => nameOf(properties) === '').length
  if (named.length === 0)
    throw new EngineError('column-missing', {
      file,
      column: nameColumn ?? 'name',
      hint: 'None of the lines has a name. Name the column with --name-column roads=COLUMN.',
    })
  return {
    roads: tableOf(named, json, file),
    issues: [
      ...issue('roads-unnamed', unnamed, `${unnamed} of ${drawn.length} roads have no name and name no hotspot.`, file),
      ...issue(
        'roads-other-shapes',
        features.length - drawn.length,
        `${features.length - drawn.length} shapes among the roads are no lines and were left out.`,
        file,
      ),
    ],
  }
}

function featuresOf(json: unknown, file: string): readonly unknown[] {
  const features = isRecord(json) ? (json.type === 'Feature' ? [json] : json.features) : undefined
  if (Array.isArray(features) && features.length > 0) return features
  throw new EngineError('roads-invalid', {
    file,
    value: isRecord(json) ? String(json.type) : typeof json,
    hint: 'Give a GeoJSON FeatureCollection of lines in longitude and latitude or British National Grid metres.',
  })
}

interface Drawn {
  readonly properties: Properties
  readonly parts: readonly Way['line'][]
}

/** Null where it is no line. */
function linesOf(feature: unknown, number: number, file: string): Drawn | null {
  const { geometry, properties } = isRecord(feature) ? feature : {}
  if (!isRecord(geometry) || (geometry.type !== 'LineString' && geometry.type !== 'MultiLineString')) return null
  const parts: unknown = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
  if (!Array.isArray(parts) || !parts.every(isLine))
    throw new EngineError('roads-invalid', {
      file,
      value: `feature ${number}`,
      hint: 'A line has two positions or more, each of two numbers. Export the roads again.',
    })
  return { properties: isRecord(properties) ? properties : {}, parts }
}

function isLine(line: unknown): line is Way['line'] {
  return Array.isArray(line) && line.length > 1 && line.every(isPosition)
}

function isPosition(position: unknown): position is readonly number[] {
  return Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1])
}

function namesOf(drawn: readonly Drawn[], file: string, nameColumn: string | undefined): (properties: Properties) => string {
  const columns = [...new Set(drawn.flatMap(({ properties }) => Object.keys(properties)))]
  if (nameColumn !== undefined && !columns.includes(nameColumn))
    throw new EngineError('column-missing', { file, column: nameColumn, hint: `Columns: ${columns.join(', ') || 'none'}.` })
  const plain = (column: string) => column.toLowerCase().replace(/[^a-z0-9]/g, '')
  const used =
    nameColumn === undefined ? NAMES.flatMap((name) => columns.filter((column) => plain(column) === name)) : [nameColumn]
  if (used.length === 0)
    throw new EngineError('column-missing', {
      file,
      column: 'name',
      hint: `No column of names. Columns: ${columns.join(', ') || 'none'}. Name it with --name-column roads=COLUMN.`,
    })
  return (properties) => {
    for (const column of used) {
      const name = textOf(properties[column])
      if (name !== '') return name
    }
    return ''
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFC')
}

/** Sorted by name and place, so that the order of the file does not matter. */
function tableOf(ways: readonly Way[], json: unknown, file: string): RoadTable {
  const invalid = (value: string, hint: string) => new EngineError('roads-invalid', { file, value, hint })
  const grid = coordinateSystem(json, ways[0].line[0], invalid) !== 'degrees'
  const first = ways.every(({ line }) => line.every(([x, y]) => isSwapped(x, y)))
  if (!grid && first)
    throw new EngineError('coordinates-swapped', {
      file,
      value: 'feature 1',
      hint: 'GeoJSON positions are [longitude, latitude]; these look like [latitude, longitude].',
    })
  const fits = (x: number, y: number) => (grid ? onGrid(x, y) && !onGlobe(x, y) : onGlobe(x, y))
  const sorted = [...ways].sort((a, b) => compare(a.name, b.name) || compareLines(a.line, b.line))
  const wayStart = new Uint32Array(sorted.length + 1)
  sorted.forEach(({ line }, way) => {
    wayStart[way + 1] = wayStart[way] + line.length
  })
  const xy = new Float64Array(2 * wayStart[sorted.length])
  let at = 0
  for (const { name, line } of sorted) {
    for (const [x, y] of line) {
      if (!fits(x, y))
        throw invalid(
          `${name}: ${x}, ${y}`,
          'It is neither longitude and latitude nor British National Grid, or the file mixes them. Export it in one system.',
        )
      xy.set(grid ? fromNationalGrid(x, y) : [x, y], at)
      at += 2
    }
  }
  return { length: sorted.length, name: sorted.map(({ name }) => name), xy, wayStart }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareLines(a: Way['line'], b: Way['line']): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) {
    const order = compare(a[k][0], b[k][0]) || compare(a[k][1], b[k][1])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function issue(code: string, count: number, message: string, file: string): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: [{ file }] }]
}

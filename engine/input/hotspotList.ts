import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainText } from './plainText.js'
import { LOCATION_HEADINGS, locationAt, tableFields } from './tableFields.js'

/** A hotspot of `hotspots.csv` with what a person decided. */
export interface ListedHotspot {
  readonly id: string
  readonly name: string
  readonly beat: string
  /** Degrees. */
  readonly lng: number
  readonly lat: number
  readonly radiusM: number
  readonly problem: string
  /** NaN where the file does not say. */
  readonly offences12m: number
  readonly include: boolean
  readonly reasonChanged: string
  readonly decidedBy: string
  /** A row of the list of published points, which have names where places that are walked have a radius. */
  readonly publishedPoint: boolean
}

const HEADINGS = {
  id: /^id$/,
  name: /^name$/,
  beat: /^beat( code)?$/,
  radius: /^radius( m)?$/,
  problem: /^problem$/,
  offences: /^offences( 12m)?$/,
  include: /^include$/,
  reasonChanged: /^reason changed$/,
  decidedBy: /^decided by$/,
  distinctNames: /^distinct names$/,
  ...LOCATION_HEADINGS,
} as const

const WHAT = 'A list of hotspots needs id, and lng and lat (or easting, northing): give hotspots.csv of a run, or a list like it.'
/** RULES 14: as far as a hotspot reaches. */
const MOST_RADIUS_M = 150
/** A hotspot whose centre moved no farther than this since a list was made is the same place. */
export const SAME_PLACE_M = 150
/** What `include` may say; nothing written is yes. */
const INCLUDED = /^(yes|y|true|1|)$/i
export const SAID_NO = /^(no|n|false|0)$/i
const INCLUDE_HINT = 'Write yes or no.'

/**
 * Reads `hotspots.csv` back, or a list like it. Without a radius a hotspot has the widest, 150 m; without `include` it is in.
 *
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for an id twice or missing, a hotspot without
 *         location, a radius that is not above 0 and at most 150 m, an `include` that is neither yes nor no
 */
export function readHotspotList(table: TextTable): ListedHotspot[] {
  const fields = tableFields(table, HEADINGS, ['id'], WHAT)
  const lineOf = new Map<string, number>()
  return table.rows.map((_, row) => {
    const id = fields.text(row, 'id')
    const earlier = lineOf.get(id)
    if (id === '' || earlier !== undefined)
      throw fields.refused(row, 'id', id === '' ? 'Every hotspot needs an id.' : `The id is already on line ${earlier}.`)
    lineOf.set(id, table.line[row])
    const [lng, lat] = locationAt(fields, row)
    if (Number.isNaN(lng))
      throw fields.refused(row, 'lng', 'This hotspot has no location. Give lng and lat, or easting and northing.')
    const radius = fields.number(row, 'radius')
    if (!Number.isNaN(radius) && !(radius > 0 && radius <= MOST_RADIUS_M))
      throw fields.refused(row, 'radius', `Metres above 0, at most ${MOST_RADIUS_M}: a hotspot is a place that can be walked.`)
    const include = fields.text(row, 'include')
    if (!INCLUDED.test(include) && !SAID_NO.test(include)) throw fields.refused(row, 'include', INCLUDE_HINT)
    return {
      id,
      name: plainText(fields.text(row, 'name')) || id,
      beat: fields.text(row, 'beat'),
      lng,
      lat,
      radiusM: Number.isNaN(radius) ? MOST_RADIUS_M : radius,
      problem: fields.text(row, 'problem'),
      offences12m: fields.number(row, 'offences'),
      include: INCLUDED.test(include),
      reasonChanged: plainText(fields.text(row, 'reasonChanged')),
      decidedBy: plainText(fields.text(row, 'decidedBy')),
      publishedPoint: Number.isNaN(radius) && fields.text(row, 'distinctNames') !== '',
    }
  })
}

/**
 * Looks through decisions of an earlier hotspots.csv, of which any other column may be missing.
 *
 * @throws EngineError 'column-missing' (`id`); 'table-invalid' with the line for an `include` that is neither yes nor no
 */
export function checkDecisions({ file, header, rows, line }: TextTable): void {
  if (!header.includes('id'))
    throw new EngineError('column-missing', {
      file,
      column: 'id',
      hint: 'Decisions are read from an earlier hotspots.csv: give that file with its columns.',
    })
  const column = header.indexOf('include')
  rows.forEach((row, at) => {
    const value = (row[column] ?? '').trim()
    if (INCLUDED.test(value) || SAID_NO.test(value)) return
    throw new EngineError('table-invalid', { file, line: line[at], column: 'include', value, hint: INCLUDE_HINT })
  })
}

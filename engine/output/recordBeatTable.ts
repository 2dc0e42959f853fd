import type { AssignedBeats } from '../grid/assignBeats.js'
import { type AreaTable, type Issue, NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { rowsOfPlaces } from './publishedPoints.js'
import { number, type Table, text } from './table.js'
import { counted, exactly, percent, verb } from './wording.js'

const MAX_EXAMPLES = 5

/** Located rows of all months whose record names a beat, against the beat their point lies in. */
interface RecordBeats {
  readonly areas: AreaTable
  /** Rows whose record names a beat of the layer, by beat and, last, in none by point. */
  readonly byPoint: Float64Array
  readonly byRecord: Float64Array
  readonly both: Float64Array
  /** Rows by beat of record and beat by point (NONE: in no beat), where these differ, the most first. */
  readonly differing: readonly { readonly record: number; readonly point: number; readonly count: number }[]
  /** Located rows whose record names a beat the layer does not have, by code, the most first. */
  readonly unknown: readonly { readonly code: string; readonly count: number }[]
  /** Located rows whose record names none. */
  readonly blank: number
  /** Rows without location whose record names a beat. */
  readonly unlocated: number
}

const recordBeats = oncePerRun((analysis): RecordBeats | null => {
  const areas = analysis.layers.find(({ areas }) => areas.kind === 'beat')?.areas
  const assigned = analysis.beatsAssigned
  return areas === undefined || assigned === null ? null : compared(analysis, areas, assigned)
})

function compared({ crimes }: Analysis, areas: AreaTable, { byPoint, ofRecord }: AssignedBeats): RecordBeats | null {
  const { places, tallies } = crimes
  const { beatCode, beatCodes } = places
  if (beatCode === null || ofRecord === null) return null
  const rows = rowsOfPlaces(places, tallies, null)
  const n = areas.length
  const sums = { byPoint: new Float64Array(n + 1), byRecord: new Float64Array(n + 1), both: new Float64Array(n + 1) }
  const pairs = new Map<number, number>()
  const unknown = new Float64Array(beatCodes.length)
  let blank = 0
  let unlocated = 0
  for (let p = 0; p < places.length; p++) {
    if (Number.isNaN(places.lng[p])) {
      if (beatCode[p] !== NONE) unlocated += rows[p]
    } else if (beatCode[p] === NONE) blank += rows[p]
    else if (ofRecord[p] === NONE) unknown[beatCode[p]] += rows[p]
    else {
      const point = byPoint[p] === NONE ? n : byPoint[p]
      sums.byPoint[point] += rows[p]
      sums.byRecord[ofRecord[p]] += rows[p]
      if (ofRecord[p] === point) sums.both[point] += rows[p]
      else {
        const pair = ofRecord[p] * (n + 1) + point
        pairs.set(pair, (pairs.get(pair) ?? 0) + rows[p])
      }
    }
  }
  return {
    areas,
    ...sums,
    differing: [...pairs]
      .sort(([a, most], [b, count]) => count - most || a - b)
      .map(([pair, count]) => {
        const point = pair % (n + 1)
        return { record: Math.floor(pair / (n + 1)), point: point === n ? NONE : point, count }
      }),
    unknown: beatCodes
      .map((code, row) => ({ code, count: unknown[row] }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    blank,
    unlocated,
  }
}

/**
 * Record against point, by beat: located rows of all months whose record names a beat of the layer, by the beat of their point, by that of
 * their record, and by both alike. The last row is rows whose point lies in no beat. Null without beats or beat codes of record.
 */
export function recordBeatTable(analysis: Analysis): Table | null {
  const found = recordBeats(analysis)
  if (found === null) return null
  const { areas, byPoint, byRecord, both } = found
  return {
    length: areas.length + 1,
    columns: [
      text('code', (row) => areas.code[row] ?? 'outside'),
      text('name', (row) => areas.name[row] ?? ''),
      number('by_point', (row) => byPoint[row]),
      number('by_record', (row) => byRecord[row]),
      number('both', (row) => both[row]),
      number('change', (row) => byRecord[row] - byPoint[row]),
    ],
  }
}

/** Where records and points name different beats, and records beats that are not there; `count` is of located rows, all months. */
export function recordBeatIssues(analysis: Analysis): Issue[] {
  const found = recordBeats(analysis)
  if (found === null) return []
  const { areas, byPoint, differing, unknown, blank, unlocated } = found
  const { areaOf } = analysis.options
  const compared = byPoint.reduce((sum, count) => sum + count, 0)
  const differs = differing.reduce((sum, { count }) => sum + count, 0)
  const strange = unknown.reduce((sum, { count }) => sum + count, 0)
  const codeOf = (row: number) => (row === NONE ? 'none' : areas.code[row])
  const how =
    areaOf === 'point'
      ? 'They count in the beat of their point; --area-of record counts them in that of their record'
      : 'They count in the beat of their record, as asked'
  const rest = [
    ...(blank > 0 ? [`${counted(blank, 'located row')} ${verb(blank, 'names', 'name')} no beat`] : []),
    ...(unlocated > 0
      ? [`${counted(unlocated, 'row')} without location ${verb(unlocated, 'names one and is', 'name one and are')} in no beat`]
      : []),
  ]
  return [
    ...issue(
      'beat-record-differs',
      differs,
      `${counted(differs, 'located row')} (${percent(differs / compared)} of ${exactly(compared)}) ${verb(differs, 'names', 'name')} another beat than the one ${verb(differs, 'its point lies', 'their points lie')} in. ${how}.${rest.length === 0 ? '' : ` ${rest.join('; ')}.`}`,
      differing.map(({ record, point, count }) => ({
        value: `record ${codeOf(record)}, point ${codeOf(point)}: ${exactly(count)}`,
      })),
    ),
    ...issue(
      'beat-record-unknown',
      strange,
      `${counted(strange, 'located row')} ${verb(strange, 'names a beat', 'name beats')} the layer does not have: counted by point. Are the boundaries of the same year as the records, and the codes written alike?`,
      unknown.map(({ code, count }) => ({ value: `${code}: ${exactly(count)}` })),
    ),
  ]
}

function issue(code: string, count: number, message: string, examples: Issue['examples']): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}

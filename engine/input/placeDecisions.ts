import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { type Crimes, type Issue, NONE, PLACE_FLAG, type PlaceTable } from '../types.js'
import { fromNationalGrid, toNationalGrid } from './nationalGrid.js'
import { plainText } from './plainText.js'
import { exactly } from './thousands.js'

/** What a person may decide of a place. `''`: nothing yet, and nothing changes. */
export type PlaceDecisionWord = '' | 'keep' | 'institution' | 'by-default' | 'premises'

/** One row of a decisions file in which a person has written. */
export interface PlaceDecision {
  readonly line: number
  readonly name: string
  /** Degrees and metres; NaN where the file gives the other pair only. */
  readonly lng: number
  readonly lat: number
  readonly easting: number
  readonly northing: number
  readonly decision: PlaceDecisionWord
  readonly reason: string
  readonly decidedBy: string
}

export interface PlaceDecisions {
  readonly file: string
  readonly rows: readonly PlaceDecision[]
}

/** Decisions against the places of some data. */
export interface DecidedPlaces {
  /** By row of the place table; every place at the coordinate. */
  readonly ofPlace: ReadonlyMap<number, PlaceDecision>
  /** Rows no place stands at, in file order. */
  readonly withoutPlace: readonly PlaceDecision[]
}

/** The word that is proposed stands for the decision. */
const WORDS: Readonly<Record<string, PlaceDecisionWord>> = {
  '': '',
  'keep': 'keep',
  'institution': 'institution',
  'by-default': 'by-default',
  'located-by-default': 'by-default',
  'premises': 'premises',
}
const MAX_EXAMPLES = 5
/** Degrees are written to seven decimals. */
const WRITTEN_DEGREES = 1e-7
const DEGREES = 1e-6
/** Eastings and northings are written in whole metres. */
const METRES = 0.51
/** At least the metre's width in degrees, anywhere in Great Britain. */
const METRE_IN_DEGREES = 2e-5

/**
 * A decisions file as `check --save-places` writes it and people fill it in: a place by `lng, lat` or, where these are blank, by
 * `easting, northing`; then `decision`, `reason`, `decided_by`. Rows in which nobody has written are left out; other columns
 * (`rows`, `share`, `texts`, `proposed`) are not looked at.
 *
 * @throws EngineError 'column-missing' without `decision` or both columns of a pair; 'table-invalid' for an unknown word, a coordinate
 *         that is no number, or a decision without a place
 */
export function readPlaceDecisions(table: TextTable): PlaceDecisions {
  const names = table.header.map((name) => name.trim().toLowerCase())
  const pairs = [
    ['lng', 'lat'],
    ['easting', 'northing'],
  ] as const
  const missing = names.includes('decision') ? undefined : 'decision'
  const unplaced = pairs.some((pair) => pair.every((name) => names.includes(name))) ? undefined : 'lng'
  const column = missing ?? unplaced
  if (column !== undefined) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column,
      hint: 'A decisions file has lng and lat (or easting and northing) and decision: write one with hexbeat check --save-places.',
    })
  }
  const rows = table.rows.map((cells, r) => {
    const line = table.line[r]
    const at = (name: string) => cells[names.indexOf(name)]?.trim() ?? ''
    const [decision, reason, decidedBy] = [at('decision'), plainText(at('reason')), plainText(at('decided_by'))]
    if (`${decision}${reason}${decidedBy}` === '') return []
    const word = Object.hasOwn(WORDS, decision.toLowerCase()) ? WORDS[decision.toLowerCase()] : undefined
    if (word === undefined) {
      const hint = 'Write keep, institution, by-default or premises; leave it blank where nothing is decided.'
      throw new EngineError('table-invalid', { file: table.file, line, column: 'decision', value: decision, hint })
    }
    const [lng, lat, easting, northing] = pairs.flat().map((name) => numberAt(table, line, name, at(name)))
    if (pairs.every((pair) => pair.some((name) => at(name) === ''))) {
      const hint = 'A decision needs lng and lat, or easting and northing.'
      throw new EngineError('table-invalid', { file: table.file, line, column: 'lng', value: at('lng'), hint })
    }
    return [{ line, name: plainText(at('name')), lng, lat, easting, northing, decision: word, reason, decidedBy }]
  })
  return { file: table.file, rows: rows.flat() }
}

function numberAt(table: TextTable, line: number, column: string, value: string): number {
  if (value === '') return Number.NaN
  const number = Number(value)
  if (Number.isFinite(number)) return number
  throw new EngineError('table-invalid', { file: table.file, line, column, value, hint: 'Write a plain number.' })
}

/**
 * Finds the places of each row: those at its degrees as the file writes them; where there are none, within 1e-6 degrees (0.1 m); else, or
 * where it has no degrees, in its metre of the National Grid. A place that one row names exactly is not taken by another that is near.
 *
 * @throws EngineError 'table-invalid' where two rows decide on one place
 */
export function decidedPlaces(places: PlaceTable, { file, rows }: PlaceDecisions): DecidedPlaces {
  const ofPlace = new Map<number, PlaceDecision>()
  let open = rows
  for (const placesOf of WAYS) {
    const taken = new Set(ofPlace.keys())
    open = open.filter((row) => {
      const found = placesOf(places, row).filter((place) => !taken.has(place))
      for (const place of found) {
        const other = ofPlace.get(place)
        if (other !== undefined) {
          const hint = `Line ${other.line} decides on the same place. Keep one of the two.`
          throw new EngineError('table-invalid', { file, line: row.line, column: 'decision', value: row.decision, hint })
        }
        ofPlace.set(place, row)
      }
      return found.length === 0
    })
  }
  return { ofPlace, withoutPlace: open }
}

const WAYS: readonly ((places: PlaceTable, row: PlaceDecision) => number[])[] = [
  (places, { lng, lat }) => placesWithin(places, lng, lat, WRITTEN_DEGREES),
  (places, { lng, lat }) => placesWithin(places, lng, lat, DEGREES),
  placesInMetre,
]

function placesInMetre(places: PlaceTable, { easting, northing }: PlaceDecision): number[] {
  if (Number.isNaN(easting) || Number.isNaN(northing)) return []
  const [x, y] = fromNationalGrid(easting, northing)
  return placesWithin(places, x, y, METRE_IN_DEGREES).filter((place) => {
    const [east, north] = toNationalGrid(places.lng[place], places.lat[place])
    return Math.abs(east - easting) <= METRES && Math.abs(north - northing) <= METRES
  })
}

/** Rows of the places in a box of degrees; none if the middle is NaN. */
function placesWithin({ length, lng, lat }: PlaceTable, x: number, y: number, reach: number): number[] {
  const found: number[] = []
  // sorted by longitude, NaN last
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (lng[middle] < x - reach) low = middle + 1
    else high = middle
  }
  for (let place = low; place < length && lng[place] <= x + reach; place++) {
    if (Math.abs(lat[place] - y) <= reach) found.push(place)
  }
  return found
}

/** What is left of the flags read from text and type of premises, and what the decision sets. */
const EFFECT: Readonly<Record<PlaceDecisionWord, { readonly kept: number; readonly set: number }>> = {
  '': { kept: 0xffff, set: 0 },
  'keep': { kept: PLACE_FLAG.premises | PLACE_FLAG.generic, set: 0 },
  'institution': { kept: 0, set: PLACE_FLAG.institution },
  'by-default': { kept: 0, set: PLACE_FLAG.byDefault },
  'premises': { kept: 0, set: PLACE_FLAG.premises },
}

/**
 * The same crimes with the flags people decided on: `keep` is a place like any other, `institution` and `premises` are what they say,
 * `by-default` is where records without a place are put: in totals and cells, out of hotspots and leading clusters. Flags of
 * places nobody has decided on stay as read; what `check` proposes is never applied by itself. Counted are rows located by default and
 * decisions that match no place.
 *
 * @throws EngineError 'table-invalid' where two rows decide on one place
 */
export function applyPlaceDecisions(crimes: Crimes, decisions: PlaceDecisions): Crimes {
  const { places } = crimes
  const { ofPlace, withoutPlace } = decidedPlaces(places, decisions)
  const flags = places.flags.slice()
  for (const [place, { decision }] of ofPlace) flags[place] = (flags[place] & EFFECT[decision].kept) | EFFECT[decision].set
  const decided = { ...crimes, places: { ...places, flags } }
  const stray = withoutPlace.filter(({ decision }) => decision !== '')
  return {
    ...decided,
    issues: [
      ...crimes.issues,
      ...defaultIssue(decided, decisions.file),
      ...issue(
        'decision-without-place',
        stray.length,
        `${exactly(stray.length)} decisions of ${decisions.file} match no place of this data, to 0.000001 degrees or in the same metre: are they of other data, or was a coordinate changed?`,
        stray.map(({ line, decision }) => ({ file: decisions.file, line, column: 'decision', value: decision })),
      ),
    ],
  }
}

function defaultIssue({ places, tallies, rows }: Crimes, file: string): Issue[] {
  const points = new Map<string, { name: string; count: number }>()
  let count = 0
  for (let row = 0; row < tallies.length; row++) {
    const place = tallies.place[row]
    if ((places.flags[place] & PLACE_FLAG.byDefault) === 0) continue
    count += tallies.count[row]
    const name = places.text[place] === NONE ? 'a point without a name' : places.texts[places.text[place]]
    const key = `${places.lng[place]} ${places.lat[place]}`
    const point = points.get(key) ?? { name, count: 0 }
    points.set(key, { name: point.name, count: point.count + tallies.count[row] })
  }
  return issue(
    'located-by-default',
    count,
    `${exactly(count)} located rows (${((100 * count) / rows.located).toFixed(1)} %) stand at ${points.size === 1 ? '1 point' : `${points.size} points`} where records without a place are put, as decided in ${file}: they are in totals and cells, and out of hotspots; a cluster of mostly such rows is not named first`,
    [...points.values()].sort((a, b) => b.count - a.count).map(({ name, count: own }) => ({ value: `${name}: ${exactly(own)}` })),
  )
}

function issue(code: string, count: number, message: string, examples: Issue['examples']): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}

import { EngineError } from '../error.js'
import { type Precision, precision } from '../grid/precision.js'
import { gridReference } from '../input/gridReference.js'
import { monthNumber, monthText } from '../input/month.js'
import { toNationalGrid } from '../input/nationalGrid.js'
import { decidedPlaces, type PlaceDecisions, type PlaceDecisionWord } from '../input/placeDecisions.js'
import type { HarmScheme, PlaceClass, ReferenceTables } from '../inputTables.js'
import { ANALYSE_DEFAULTS } from '../options.js'
import { busiestPlaces, type Proposal } from '../score/busiestPlaces.js'
import { kindTable } from '../score/kinds.js'
import { monthsPresent } from '../score/period.js'
import {
  type Crimes,
  type FileAccount,
  type Issue,
  type KindTable,
  NONE,
  type PlaceTable,
  type RowAccount,
  type TallyTable,
} from '../types.js'
import { rowLine } from './accounting.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { BUSIEST, pointName } from './placesTable.js'
import { pointsWords, publishedMap, rowsOfPlaces } from './publishedPoints.js'
import { resolutionAdvice } from './resolutionAdvice.js'
import { type TextColumn, textTable } from './textTable.js'
import { counted, exactly, monthRuns, percent, verb } from './wording.js'

/** What is in the files, before any map. Counts are of all months. A type, not an interface, so that it is a plain record to callers. */
export type CheckFindings = {
  readonly rows: RowAccount
  readonly files: readonly FileAccount[]
  readonly months: { readonly present: readonly string[]; readonly missing: readonly string[] }
  /** `snapped`: the points are those of a public map. */
  readonly precision: Precision & { readonly resolution: number; readonly points: number; readonly snapped: boolean }
  /** Extent of the located rows, degrees; null where nothing is located. */
  readonly extent: { readonly west: number; readonly south: number; readonly east: number; readonly north: number } | null
  readonly busiest: readonly {
    readonly name: string
    readonly lng: number
    readonly lat: number
    readonly count: number
    readonly share: number
    readonly texts: number
    readonly flag: '' | PlaceClass
    readonly proposed: Proposal
    readonly decision: PlaceDecisionWord
  }[]
  readonly lsoas: { readonly codes: number; readonly rowsWithoutCode: number }
  readonly unmatched: readonly { readonly kind: string; readonly count: number }[]
  /** Crimes of Home Office codes without a weight of their own, which have the average of their category. */
  readonly averaged: number
  readonly issues: readonly Issue[]
}

/**
 * What `check` prints: accounting of every file, months, location precision, busiest points with what is proposed for them, LSOA codes,
 * offences without a harm weight and all warnings of reading.
 *
 * Which year LSOA codes are of cannot be told without a lookup; they are only counted.
 *
 * @param decisions what people decided of places, already applied to the crimes; null: nothing yet
 * @throws EngineError 'no-data-in-period' where no row can be used
 */
export function checkReport(
  crimes: Crimes,
  tables: ReferenceTables,
  decisions: PlaceDecisions | null = null,
): { text: string; json: CheckFindings } {
  if (crimes.rows.used === 0) throw new EngineError('no-data-in-period', { hint: noRowWords(crimes) })
  const json = checkFindings(crimes, tables, decisions)
  return { text: checkText(json, tables), json }
}

function checkFindings(crimes: Crimes, tables: ReferenceTables, decisions: PlaceDecisions | null): CheckFindings {
  const { places, tallies, rows, files, issues } = crimes
  const months = monthsPresent(tallies)
  const rowsAt = rowsOfPlaces(places, tallies, null)
  const { resolution } = ANALYSE_DEFAULTS
  const points = busiestPlaces(places, tallies, resolution)
  const found = precision(places, tallies, resolution)
  const kinds = kindTable(crimes.kindIds, tables, schemeOf(tables))
  const decided = decisions === null ? null : decidedPlaces(places, decisions).ofPlace
  return {
    rows,
    files,
    months: { present: months.map(monthText), missing: gaps(months).map(monthText) },
    precision: { resolution, points: points.length, snapped: publishedMap({ crimes, kinds, precision: found }), ...found },
    extent: extentOf(places),
    busiest: points.slice(0, BUSIEST).map(({ place, count, share, texts, flag, proposed }) => ({
      name: pointName(places, place),
      lng: places.lng[place],
      lat: places.lat[place],
      count,
      share,
      texts,
      flag,
      proposed,
      decision: decided?.get(place)?.decision ?? '',
    })),
    lsoas: lsoaCodes(places, rowsAt),
    unmatched: unmatchedKinds(kinds, tallies),
    averaged: averagedCrimes(kinds, tallies),
    issues,
  }
}

function noRowWords({ rows, issues }: Crimes): string {
  const reasons = Object.entries(rows.setAside).map(([reason, count]) => `${reason} ${exactly(count)}`)
  const examples = issues.filter(({ code }) => code in rows.setAside).flatMap((issue) => issue.examples.slice(0, 1))
  const first = examples.length === 0 ? '' : `, first ${exampleText(examples[0])}`
  const why = reasons.length === 0 ? '' : ` Set aside: ${reasons.join(', ')}${first}.`
  return `No row of the ${counted(rows.read, 'row')} read can be used.${why}`
}

/** Months without data between the first and the last. */
function gaps(months: readonly number[]): number[] {
  if (months.length === 0) return []
  const present = new Set(months)
  const first = months[0]
  return Array.from({ length: months[months.length - 1] - first + 1 }, (_, k) => first + k).filter((month) => !present.has(month))
}

function extentOf(places: PlaceTable): CheckFindings['extent'] {
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (let p = 0; p < places.length; p++) {
    if (Number.isNaN(places.lng[p])) continue
    extent.west = Math.min(extent.west, places.lng[p])
    extent.east = Math.max(extent.east, places.lng[p])
    extent.south = Math.min(extent.south, places.lat[p])
    extent.north = Math.max(extent.north, places.lat[p])
  }
  return extent.west === Infinity ? null : extent
}

function lsoaCodes(places: PlaceTable, rows: Float64Array): CheckFindings['lsoas'] {
  const codes = new Set<number>()
  let rowsWithoutCode = 0
  for (let p = 0; p < places.length; p++) {
    if (places.lsoaCode[p] !== NONE) codes.add(places.lsoaCode[p])
    else if (!Number.isNaN(places.lng[p])) rowsWithoutCode += rows[p]
  }
  return { codes: codes.size, rowsWithoutCode }
}

/** Kinds other than ASB without a weight under the default scheme, most rows first. */
function unmatchedKinds(kinds: KindTable, tallies: TallyTable): { kind: string; count: number }[] {
  const counts = new Float64Array(kinds.length)
  for (let row = 0; row < tallies.length; row++) counts[tallies.kind[row]] += tallies.count[row]
  return kinds.id
    .map((kind, k) => ({ kind, count: counts[k] }))
    .filter(({ count }, k) => count > 0 && kinds.basis[k] === 'none' && kinds.asb[k] === 0)
    .sort((a, b) => b.count - a.count)
}

function averagedCrimes(kinds: KindTable, tallies: TallyTable): number {
  let crimes = 0
  for (let row = 0; row < tallies.length; row++) {
    const kind = tallies.kind[row]
    if (kinds.offenceCode[kind] !== '' && kinds.basis[kind] === 'category average') crimes += tallies.count[row]
  }
  return crimes
}

/** Where tables were given without the default scheme nothing has a weight. */
const NO_SCHEME: HarmScheme = {
  id: '',
  label: 'the harm scheme',
  unit: '',
  source: '',
  licence: '',
  offence: new Map(),
  category: new Map(),
}

function schemeOf(tables: ReferenceTables): HarmScheme {
  return tables.harm.find(({ id }) => id === ANALYSE_DEFAULTS.harm) ?? NO_SCHEME
}

// ---------------------------------------------------------------- as text

function checkText(found: CheckFindings, tables: ReferenceTables): string {
  return `${[
    fileTable(found.files),
    `${rowLine(found.rows)}.`,
    setAside(found),
    monthLines(found),
    precisionLines(found),
    pointTable(found),
    lsoaLine(found),
    offenceLine(found, tables),
    warnings(found.issues),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

const left = (head: string): TextColumn => ({ head, align: 'left' })
const right = (head: string): TextColumn => ({ head, align: 'right' })
const flexible = (head: string): TextColumn => ({ head, align: 'left', flexible: true })

function fileTable(files: readonly FileAccount[]): string {
  const heads = [
    flexible('file'),
    right('read'),
    right('used'),
    right('located'),
    left('months'),
    right('blank ids'),
    right('repeated'),
    right('identical'),
  ]
  const rows = files.map(({ name, read, used, located, months, blankIds, repeatedIds, identicalRows }) => [
    name,
    exactly(read),
    exactly(used),
    exactly(located),
    monthRuns(months.map(monthNumber)),
    exactly(blankIds),
    exactly(repeatedIds),
    exactly(identicalRows),
  ])
  return `${counted(files.length, 'file')}; IDs are compared within one file and no row is removed for its ID\n${textTable(heads, rows, SCREEN_WIDTH)}`
}

/** The issues of reading that stand for rows set aside carry the reason as their code. */
function setAside({ rows, issues }: CheckFindings): string {
  const reasons = Object.entries(rows.setAside)
  if (reasons.length === 0) return 'Set aside: no row.'
  const lines = reasons.map(([reason, count]) => {
    const example = issues.find(({ code }) => code === reason)?.examples.at(0)
    return `  ${reason}: ${exactly(count)}${example === undefined ? '' : `, first ${exampleText(example)}`}`
  })
  return `Set aside, by the first reason that applies:\n${lines.join('\n')}`
}

function exampleText({ file, line, column, value }: Issue['examples'][number]): string {
  return [file, line === undefined ? undefined : `line ${line}`, column, value === undefined ? undefined : JSON.stringify(value)]
    .filter((part) => part !== undefined)
    .join(', ')
}

function monthLines({ months }: CheckFindings): string {
  const present = `Months: ${months.present.length} with data (${monthRuns(months.present.map(monthNumber))})`
  const missing = monthRuns(months.missing.map(monthNumber))
  return paragraph(
    months.missing.length === 0
      ? `${present}, none missing between them.`
      : `${present}; missing between them: ${missing}. A missing month is unknown, not zero.`,
  )
}

function precisionLines({ precision: found, extent, rows, files }: CheckFindings): string {
  if (extent === null) return 'Location: no row has one.'
  const published = namesForce(files)
  const accepted = published ? '49 to 61.5 N, 9 W to 2.5 E' : 'what may lie on land'
  const verdict = found.finest < found.resolution ? `too fine. ${resolutionAdvice(found, rows.located)}` : 'fine enough.'
  return [
    paragraph(`Location: ${counted(rows.located, 'row')} at ${pointsWords({ ...found, published: found.snapped })}`),
    paragraph(
      `At resolution ${found.resolution}, ${percent(found.singlePointShare)} of them lie in cells with a single point: ${verdict}`,
      2,
    ),
    `  From ${extent.west.toFixed(3)}, ${extent.south.toFixed(3)} to ${extent.east.toFixed(3)}, ${extent.north.toFixed(3)} (longitude, latitude). Accepted: ${accepted}.`,
  ].join('\n')
}

function pointTable({ busiest, files }: CheckFindings): string {
  if (busiest.length === 0) return ''
  const where = coordinates(busiest, namesForce(files))
  const heads = [
    right('rank'),
    flexible('busiest points'),
    right('rows'),
    right('share'),
    right('texts'),
    ...where.heads.map(right),
    left('class'),
    left('proposed'),
  ]
  const rows = busiest.map(({ name, count, share, texts, flag, proposed, decision }, k) => [
    String(k + 1),
    name === '' ? '(no name)' : name,
    exactly(count),
    percent(share),
    exactly(texts),
    ...where.of(k),
    flag,
    decision === '' ? proposed : `${decision} (decided)`,
  ])
  return [textTable(heads, rows, SCREEN_WIDTH), ...[COLUMNS, ...pointNotes(busiest)].map((note) => paragraph(note))].join('\n')
}

const COLUMNS =
  'class: what the name or the type of premises says the point is; proposed: what it may be, for somebody to decide.'

/** Degrees of a public map's points; of a force's own the metres it knows them by, to find those without a name. */
function coordinates(busiest: CheckFindings['busiest'], published: boolean) {
  const grid = busiest.map(({ lng, lat }) => toNationalGrid(lng, lat).map(Math.round))
  const inBritain = grid.every(([easting, northing]) => gridReference(easting, northing, 1) !== '')
  return published || !inBritain
    ? { heads: ['lng', 'lat'], of: (k: number) => [busiest[k].lng.toFixed(4), busiest[k].lat.toFixed(4)] }
    : { heads: ['easting', 'northing'], of: (k: number) => grid[k].map(String) }
}

/** Files of police.uk name their force. */
function namesForce(files: readonly FileAccount[]): boolean {
  return files.every(({ forces }) => forces.length > 0)
}

/** What each proposal means; nothing is done about it before a person decides. */
function pointNotes(busiest: CheckFindings['busiest']): string[] {
  const open = busiest.filter(({ decision }) => decision === '')
  const proposed = (of: Proposal) => open.filter((point) => point.proposed === of).length
  const byDefault = proposed('located-by-default')
  const institutions = proposed('institution')
  const dominating = proposed('one-address')
  const note = (count: number, words: string) => (count === 0 ? [] : [words])
  return [
    ...note(
      byDefault,
      `located-by-default: ${counted(byDefault, 'point')} with many location texts or on a corner of a grid square, perhaps where records without a place are put. ${verb(byDefault, 'It counts', 'They count')} like any other until somebody decides (--save-places, then --places).`,
    ),
    ...note(
      institutions,
      `institution: ${counted(institutions, 'point')} left out of hotspots by ${verb(institutions, 'its', 'their')} name or type of premises, unless decided otherwise.`,
    ),
    ...note(
      dominating,
      `one-address: ${counted(dominating, 'point')} with over half of the rows of ${verb(dominating, 'its', 'their')} cell: look at the point before sending a patrol to the area.`,
    ),
  ]
}

function lsoaLine({ lsoas }: CheckFindings): string {
  return paragraph(
    `LSOA codes: ${exactly(lsoas.codes)} different; ${exactly(lsoas.rowsWithoutCode)} located rows without one. Which year they are of shows only against LSOAs or a lookup.`,
  )
}

function offenceLine({ unmatched, averaged }: CheckFindings, tables: ReferenceTables): string {
  const scheme = schemeOf(tables).label
  if (unmatched.length === 0 && averaged === 0) return `Offences: every crime has a weight in ${scheme}; ASB has none.`
  const average =
    averaged === 0
      ? ''
      : ` ${counted(averaged, 'crime')} of codes without a weight of their own ${verb(averaged, 'has', 'have')} the average of the category.`
  if (unmatched.length === 0) return paragraph(`Offences: weights of ${scheme}; ASB has none.${average}`)
  return paragraph(
    `Offences without a weight in ${scheme}: ${unmatched.map(({ kind, count }) => `${kind} ${exactly(count)}`).join(', ')}.${average}`,
  )
}

function warnings(issues: readonly Issue[]): string {
  if (issues.length === 0) return 'Warnings: none.'
  const lines = issues.flatMap(({ code, message, examples }) => [
    paragraph(`${code}: ${message}`, 2),
    ...examples.map((example) => `    ${exampleText(example)}`),
  ])
  return `Warnings:\n${lines.join('\n')}`
}

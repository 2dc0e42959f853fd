import { type Change, LEAST_BEFORE } from '../evaluate/change/changeOf.js'
import { type AreaChart, type ChangeReview, type ChangeRow, FORCE } from '../evaluate/change/changeReview.js'
import { LEAST_EARLIER } from '../evaluate/change/changesOfUnits.js'
import type { ComparedPeriod } from '../evaluate/change/comparedPeriods.js'
import { isCalled } from '../evaluate/change/controlChart.js'
import { ALL_ASB } from '../score/offenceGroups.js'
import { breaksWithin } from '../score/period.js'
import type { TrendWord } from '../types.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { areasWords, counted, exactly, listed, monthName, monthRuns, roughly, verb } from './wording.js'

/** One row in 20 of those that did not change reads as changed. */
const BY_CHANCE = 0.05
/** Share of false ones expected among the changes that are painted on a map. */
export const PAINTED_Q = 0.05
/** Groups and months named in a sentence; the tables have all. */
const NAMED = 6
const MOST_NEEDED = 1e6
/** Months from which `dispersion` of areas is of half-years. */
const HALF_YEARS_FROM = 18

/** What a layer's rows of one group add up to. */
export interface LayerVerdicts {
  readonly kind: string
  readonly group: ChangeRow['group']
  readonly count: Readonly<Record<TrendWord, number>>
  readonly areas: number
  /** Rows with a p: what chance may strike. */
  readonly tested: number
  /** Changes that stand when it is allowed for how many were looked at. */
  readonly stand: number
}

export function rowsOf({ rows }: Pick<ChangeReview, 'rows'>, kind: string, group?: string): ChangeRow[] {
  return rows.filter((row) => row.geography === kind && (group === undefined || row.group.id === group))
}

/** Rose or fell, and stands when it is allowed for how many were looked at. */
export function stands({ verdict, q }: Pick<ChangeRow, 'verdict' | 'q'>): boolean {
  return (verdict === 'rose' || verdict === 'fell') && q < PAINTED_Q
}

export function layerVerdicts(review: Pick<ChangeReview, 'rows' | 'map'>): LayerVerdicts[] {
  const met = new Map<string, ChangeRow[]>()
  const group = review.map?.group.id
  for (const row of review.rows) {
    if (row.geography === FORCE || (row.group.level > 0 && row.group.id !== group)) continue
    const key = `${row.geography} ${row.group.id}`
    const own = met.get(key)
    if (own === undefined) met.set(key, [row])
    else own.push(row)
  }
  return [...met.values()].map((rows) => {
    const of = (word: TrendWord) => rows.filter(({ verdict }) => verdict === word).length
    return {
      kind: rows[0].geography,
      group: rows[0].group,
      count: {
        'rose': of('rose'),
        'fell': of('fell'),
        'no clear change': of('no clear change'),
        'too few to say': of('too few to say'),
      },
      areas: rows.length,
      tested: rows.filter(({ p }) => !Number.isNaN(p)).length,
      stand: rows.filter(stands).length,
    }
  })
}

/** "Nov 2020 to Oct 2021 (12 months)", missing months with it. */
function spanWords({ from, to, present, missing }: ComparedPeriod): string {
  const span = from === to ? monthName(from) : `${monthName(from)} to ${monthName(to)}`
  const without = missing.length === 0 ? '' : `, ${missing.length} missing`
  return `${span} (${counted(present.length, 'month')}${without})`
}

/** "Nov 2019 to Oct 2020 (12 months) against ...; seasonal": on every table and page. */
export function comparedWords({ periods }: Pick<ChangeReview, 'periods'>): string {
  const seasonal = periods.seasonal ? '; seasonal: not the same months of the year' : ''
  return `${spanWords(periods.after)} against ${spanWords(periods.before)}${seasonal}`
}

/** "+6.2 %"; of few before no percentage is printed. */
export function changeWords({ before, percent }: Change): string {
  return before < LEAST_BEFORE || Number.isNaN(percent) ? '–' : signed(percent)
}

/** "−8.1 to −4.2 %". */
export function intervalWords({ before, low, high }: Change): string {
  return before < LEAST_BEFORE || Number.isNaN(low) ? '–' : `${signed(low).slice(0, -2)} to ${signed(high)}`
}

/** With a decimal below 10 and whole above; never a sign before nothing. The per cent sign stays with its number where a line ends. */
export function signed(percent: number): string {
  const size = Math.abs(percent)
  const digits = size >= 10 ? size.toFixed(0) : size.toFixed(1)
  const sign = Number(digits) === 0 ? '' : percent > 0 ? '+' : '−'
  return `${sign}${size >= 1000 ? exactly(Math.round(size)) : digits}\u00a0%`
}

/** The count before that a percentage needs; of next to no change it is beyond any force. */
export function needsWords({ least: { shown } }: Change): string {
  if (Number.isNaN(shown)) return '–'
  return shown > MOST_NEEDED ? `over ${exactly(MOST_NEEDED)}` : exactly(shown)
}

/** "rose", with why where it is too few. */
export function verdictWords({ verdict, whyTooFew }: Change): string {
  if (whyTooFew === 'earlier-months') return `${verdict} (under ${LEAST_EARLIER} earlier months)`
  return whyTooFew === 'earlier-crimes' ? `${verdict} (none earlier)` : verdict
}

/** "rose 6.2 % (95 %: +4.1 to +8.4 %)", "no clear change (−1.0 %; 95 %: ...)", "too few to say (from 14 to 9)". */
export function changeClause(row: Change): string {
  const from = `from ${exactly(row.before)} to ${exactly(row.after)}`
  if (row.verdict === 'too few to say') return `${verdictWords(row)} (${from})`
  if (row.before < LEAST_BEFORE) return `${row.verdict} ${from}`
  const change = row.verdict === 'no clear change' ? ` (${changeWords(row)};` : ` ${changeWords(row).slice(1)} (`
  return `${row.verdict}${change}${change.endsWith('(') ? '' : ' '}95 %: ${intervalWords(row)}), ${from}`
}

/** What the tables say, in sentences: the force, its groups, the areas, the control chart. */
export function changeSentences(review: ChangeReview): string[] {
  const [total, ...others] = rowsOf(review, FORCE)
  const asb = others.find(({ group }) => group.id === ALL_ASB)
  const groups = others.filter(
    (row, k) => row !== asb && ![total, ...others.slice(k + 1)].some((other) => sameSeries(row, other)),
  )
  return [
    `${total.group.label}, all records: ${changeClause(total)}.`,
    ...(asb === undefined ? [] : [`${asb.group.label}, all records: ${changeClause(asb)}.`]),
    ...(groups.length === 0 ? [] : [groupsSentence(groups)]),
    ...layerVerdicts(review)
      .filter(({ kind, group }) => kind === review.map?.kind && group.id === review.map.group.id)
      .map(areasSentence),
    chartSentence(review.charts[review.drawn]),
  ]
}

/** Where the data hold one kind of crime, every group it is in is the same counts. */
function sameSeries(a: ChangeRow, b: ChangeRow): boolean {
  return a.before === b.before && a.after === b.after && a.phi === b.phi
}

function groupsSentence(rows: readonly ChangeRow[]): string {
  const of = (word: TrendWord) => rows.filter(({ verdict }) => verdict === word)
  const names = (own: readonly ChangeRow[]) => {
    const first = own.toSorted((a, b) => a.p - b.p).slice(0, NAMED)
    const more = own.length > NAMED ? ` and ${own.length - NAMED} more` : ''
    const words = first.map(
      (row) => `${row.group.label.toLowerCase()}${row.before < LEAST_BEFORE ? '' : ` (${changeWords(row)})`}`,
    )
    return `${more === '' ? listed(words) : words.join(', ')}${more}`
  }
  const parts = (['rose', 'fell'] as const).flatMap((word) => {
    const own = of(word)
    return own.length === 0 ? [] : [`${own.length} ${word}: ${names(own)}`]
  })
  const rest = `${of('no clear change').length} with no clear change, ${of('too few to say').length} with too few to say`
  const chance =
    parts.length === 0 ? '' : ` By chance alone about ${exactly(Math.max(1, Math.round(BY_CHANCE * rows.length)))} would.`
  return `Of ${counted(rows.length, 'group')} of offences ${parts.length === 0 ? 'none rose or fell' : parts.join('; ')}; ${rest}.${chance}`
}

/** "Of 62 wards 4 rose and 9 fell in burglary; by chance alone about 3 would ...". */
export function areasSentence({ kind, group, count, areas, tested, stand }: LayerVerdicts): string {
  const { rose, fell } = count
  const changed = rose + fell
  const start = `Of ${exactly(areas)} ${areasWords(kind)} ${exactly(rose)} rose and ${exactly(fell)} fell in ${group.id === ALL_ASB ? 'ASB' : group.label.toLowerCase()}`
  if (changed === 0) return `${start}.`
  const expected = Math.round(BY_CHANCE * tested)
  const chance = `by chance alone about ${exactly(Math.max(1, expected))} would, with so many looked at`
  const painted =
    stand === 0
      ? 'none stands when this is allowed for'
      : `${exactly(stand)} ${verb(stand, 'stands', 'stand')} when this is allowed for (q under ${PAINTED_Q}) and ${verb(stand, 'is', 'are')} painted on the map`
  return `${start}; ${chance}; ${painted}.`
}

export function chartTitle({ geography, code, name, group }: AreaChart): string {
  return geography === FORCE
    ? `${group.label}, all records`
    : `${group.label}, ${areaWord(geography)} ${name === '' ? code : name}`
}

export function chartSentence(chart: AreaChart): string {
  const start = `Control chart, ${chartTitle(chart)}:`
  if (chart.notCalled === 'few-months') return `${start} no month is called: that needs 24 months of data before and with it.`
  if (chart.notCalled === 'no-crimes') return `${start} no month is called: nothing was recorded in the months before.`
  const called = chart.months.filter(isCalled)
  if (called.length === 0)
    return `${start} no month of the last 12 is out of what the same months of earlier years lead one to expect.`
  const words = called.slice(-NAMED).map(({ month, count, expected, signal }) => {
    const why = signal.startsWith('run') ? `${signal.slice(4)} expected for 8 months or more` : signal
    return `${monthName(month)} (${exactly(count)}, expected ${exactly(Math.round(expected))}: ${why})`
  })
  const which = called.length > NAMED ? `, the latest ${NAMED}` : ''
  return `${start} called ${verb(called.length, 'is', 'are')} ${counted(called.length, 'month')} of the last 12${which}: ${words.join('; ')}.`
}

/** How it was worked out, with its numbers. */
export function changeMethod(review: Pick<ChangeReview, 'periods' | 'rows' | 'charts' | 'drawn'>): string[] {
  const { periods, drawn, charts } = review
  const { earlier, before, after } = periods
  const force = rowsOf(review, FORCE)
  const phis = force.map(({ phi }) => phi).filter((phi) => !Number.isNaN(phi))
  const spread =
    phis.length === 0
      ? `Over-dispersion could not be estimated: it needs ${LEAST_EARLIER} of the 24 months before ${monthName(after.from)}, and there ${verb(earlier.length, 'is', 'are')} ${earlier.length}. So nothing is said of a change.`
      : `Over-dispersion phi, how many times the variance of chance alone counts have, is estimated from ${counted(earlier.length, 'month')} of the 24 before ${monthName(after.from)}${earlier.length < 24 ? ' (fewer than 24 have data)' : ''}: ${force[0].group.label.toLowerCase()} of all records ${roughly(force[0].phi)}, its groups ${roughly(Math.min(...phis))} to ${roughly(Math.max(...phis))}; of areas one for each layer and group, from whole ${earlier.length >= HALF_YEARS_FROM ? 'half-years' : 'quarters'} of these months, so that intervals are rather too wide for areas that vary less than the others and too narrow for those that vary more.`
  const chart = charts[drawn]
  return [
    `Compared are events a day by the month they were recorded in: ${exactly(after.days)} days after, ${exactly(before.days)} before. A missing month is missing exposure, not none.`,
    spread,
    `The interval holds 95 %: of logarithms with phi, by Student's t where phi itself is of few months, and where a count is under ${LEAST_BEFORE} the exact conditional one (mid-p, counts over phi). Rose and fell: it leaves no change out. Under ${LEAST_BEFORE} before, what does not show is too few to say, and no percentage is printed. q allows for how many rows were looked at: those of one layer and group, of the force all its groups.`,
    'Needs: the smallest count before at which a percentage as large excludes no change, phi counted (n0_phi in change.csv); n0_power_80 is the same with a power of 80 %, n0 without phi, as for a percentage somebody published.',
    `Control chart: the last 12 months against the same month of up to three earlier years; limits are of negative binomial counts${Number.isNaN(chart.phi) ? '' : ` with phi ${roughly(chart.phi)}, from the steps between the 24 months before`}, and allow for the expectation being a count itself. Called: outside the 99.8 % limits, or the eighth month in a row on one side; by chance one month in 20 lies outside the 95 % limits, and of 100 charts about 3 have a called month. A month without any crime in earlier years has no limits.`,
  ]
}

/** What is asked of an analysis about the limits of a comparison. */
export interface ChangeAbout {
  readonly kinds: Pick<Analysis['kinds'], 'asb' | 'category' | 'label' | 'offenceCode'>
  readonly crimes: { readonly rows: Pick<Analysis['crimes']['rows'], 'used' | 'located'> }
  readonly tables: Pick<Analysis['tables'], 'breaks'>
}

/** What the comparison cannot say, each only where it applies. */
export function changeLimits(about: ChangeAbout, review: ChangeReview): string[] {
  return [...comparisonLimits(about, review), 'Counts only: harm is not compared. Below ward level total crime and ASB only.']
}

/** The same without what is compared. */
export function comparisonLimits(
  { kinds, crimes, tables }: ChangeAbout,
  review: Pick<ChangeReview, 'periods' | 'breaks'>,
): string[] {
  const { periods, breaks } = review
  const touched = breaksWithin(tables.breaks, kinds, periods.earlier[0] ?? periods.after.from, periods.after.from - 1)
  const { before, after, seasonal } = periods
  const { used, located } = crimes.rows
  const missing = [...before.missing, ...after.missing]
  const crime = Array.from(kinds.asb.keys()).filter((kind) => kinds.asb[kind] === 0)
  return [
    ...when(
      crime.length > 0 && crime.every((kind) => kinds.category[kind] === kinds.category[crime[0]]),
      `Of crimes the data hold ${kinds.label[crime[0]]?.toLowerCase()} only: total crime, and every group it is in, is that one series.`,
    ),
    ...when(seasonal, 'The two periods are not of the same months of the year: part of a change is the season.'),
    ...when(missing.length > 0, `No data for ${monthRuns(missing)}: unknown, not free of crime.`),
    ...breaks.map(
      ({ from, to, note }) =>
        `Recording changed ${from === to ? `in ${from}` : `from ${from} to ${to}`}, inside what is compared: ${note}. A change may be of recording.`,
    ),
    'It says whether recorded crime changed by more than chance, not why: no comparison area is in it, and an area noticed for its high count before comes down by itself.',
    ...when(
      touched.some(({ categories }) => categories.length === 0),
      'The months that over-dispersion is estimated from hold such a change too: part of it counts as chance, and the intervals are rather too wide.',
    ),
    'Phi is of months and half-years: a level that wanders from year to year changes by more than the intervals allow for.',
    ...when(
      located < used,
      `${exactly(used - located)} rows without location, of all months, are in all records and in no area.`,
    ),
    ...when(
      !kinds.offenceCode.some((code) => code !== ''),
      'Groups are those police.uk publishes: it does not separate violence from sexual offences, personal from business robbery, or residential from other burglary.',
    ),
  ]
}

function when(applies: boolean, sentence: string): string[] {
  return applies ? [sentence] : []
}

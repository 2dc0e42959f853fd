import type { Appraisal } from '../evaluate/appraised.js'
import type { BacktestRecord } from '../evaluate/backtestRecord.js'
import { FIRST_OF_FORCE } from '../evaluate/firstHotspots.js'
import type { PooledRatio, SpreadBasis } from '../evaluate/pooledRatio.js'
import type { RivalVerdict } from '../evaluate/rivalVerdict.js'
import type { RecordingBreak } from '../inputTables.js'
import { breaksWithin } from '../score/period.js'
import type { Analysis } from './analysis.js'
import { problemWords } from './problemWords.js'
import { shareRange } from './reportTimes.js'
import { capital, counted, exactly, listed, monthName, monthRuns, percent, roughly } from './wording.js'

/** From here up one month has so much in common with the next that an interval over months is far too narrow. */
const MUCH_IN_COMMON = 0.4

/** "neighbourhood crime", "night-time economy crime", "reactive crime". */
export function crimeWords({ tables }: Pick<Analysis, 'tables'>, { problem }: Appraisal): string {
  if (problem === null) return 'reactive crime'
  const label = (tables.problems.find(({ id }) => id === problem)?.label ?? problem).toLowerCase()
  return /(crime|behaviour|violence)$/.test(label) ? label : `${label} crime`
}

/** What is counted: "incidents" of ASB alone, else "offences". */
function countWords({ kinds }: Pick<Analysis, 'kinds'>, { counted: own }: Appraisal): string {
  return own.every((flag, kind) => flag === 0 || kinds.asb[kind] === 1) ? 'incidents' : 'offences'
}

/** What is drawn before each month, which may be fewer. */
const HOTSPOTS = `up to ${FIRST_OF_FORCE} hotspots`

/** "1 % of the area (48 km2)". */
export function budgetWords({ backtest }: Appraisal, row: number): string {
  const { id, share, km2 } = backtest.budgets[row]
  const ground = `${percent(share)} of the area (${roughly(km2)} km2)`
  if (id === 'hotspots') return `${HOTSPOTS} (${ground})`
  return id === 'staffed' ? `the ${roughly(km2)} km2 that can be staffed (${percent(share)} of the area)` : ground
}

/** " (90 % interval 16 to 20 %)", of few windows " (lowest month 12 %, highest 25 %)", of fewer ''. */
function spreadWords({ backtest }: Appraisal, { low, high }: PooledRatio): string {
  if (backtest.basis === 'list') return ''
  if (backtest.basis === 'range') return ` (lowest month ${percent(low)}, highest ${percent(high)})`
  return ` (90 % interval ${shareRange({ low, high })})`
}

/** Whether a rival replaces the plain count. */
export function verdictWord({ backtest }: Appraisal, rival: number): string {
  return backtest.basis === 'list' ? 'too few months' : replacesWord(backtest.verdicts[rival])
}

/** The same where months are enough to say. */
export function replacesWord({ replaces, tooSmall }: Pick<RivalVerdict, 'replaces' | 'tooSmall'>): string {
  return replaces ? 'yes' : tooSmall ? 'no: too small' : 'no'
}

/** To a tenth of a percent, where methods lie close together. */
export function closePercent(share: number): string {
  return Number.isNaN(share) ? 'unknown' : `${(100 * share).toFixed(1)} %`
}

/** Percentage points with their sign: "+1.20". */
export function points(share: number): string {
  const value = 100 * share
  const shown = value.toFixed(Math.abs(value) < 10 ? 2 : 0)
  return `${Number(shown) > 0 ? '+' : ''}${Number(shown) === 0 ? '0' : shown}`
}

/** Breaks in recording that touch the months a window is judged on or from. */
export function breaksOfWindows({ tables, kinds }: Analysis, { months, counted: own }: Appraisal): RecordingBreak[] {
  const ofOwn = (column: readonly string[]) => column.filter((_, kind) => own[kind] === 1)
  const tested = { category: ofOwn(kinds.category), offenceCode: ofOwn(kinds.offenceCode) }
  return breaksWithin(tables.breaks, tested, months[0], months[months.length - 1])
}

/**
 * Share held by one who knows every cell's true rate, as tables and pictures show it: NaN where its estimate lies below what was reached,
 * and so is none.
 */
export function shownCeiling({ oracle, chosen }: Appraisal['backtest'], budget: number): number {
  return oracle.hit[budget] < chosen.records[budget].hit.value ? Number.NaN : oracle.hit[budget]
}

/** The findings: what was held, which method to use, how firm that is. */
export function backtestSentences(analysis: Analysis, appraisal: Appraisal): string[] {
  const { backtest, published } = appraisal
  const { windows, chosen, primary, methods, oracle, basis } = backtest
  const what = crimeWords(analysis, appraisal)
  const record = chosen.records[primary]
  const where = published ? 'cells' : 'places'
  const snapped = published
    ? ' These are shares of map points, not places: published locations stand for the addresses around them.'
    : ''
  const inPart = published ? ' The last cell counts by the share of it that the ground still holds.' : ''
  const first =
    `${percent(record.hit.value)} of next month's recorded ${what} happened inside these ${where}: ${budgetWords(appraisal, primary)}, ` +
    `chosen anew for each of ${counted(windows.length, 'month')}, ${monthName(windows[0])} to ${monthName(windows[windows.length - 1])}, ` +
    `from what was known before it${spreadWords(appraisal, record.hit)}.${snapped}${inPart}`
  const pei = record.pei.value
  const known =
    oracle.hit[primary] < record.hit.value
      ? "what one who knew every cell's true rate would have is not known here: its estimate lies below what was reached."
      : `one who knew every cell's true rate would have ${percent(oracle.pei[primary])} of it, as each month has its own chance.`
  const ceiling =
    `That is ${percent(pei)} of the most that so much ground held in hindsight; ${known} ` +
    `The plain count of the last 12 months has ${percent(methods[0].records[primary].pei.value)}.`
  return [
    first,
    ceiling,
    ...hotspotSentences(appraisal, what),
    choiceSentence(appraisal),
    ...(basis === 'list' ? [listSentence(appraisal)] : [commonSentence(record, basis)]),
  ]
}

/** A share of the area, or the hotspots. */
export function budgetLabel({ id, share }: Appraisal['backtest']['budgets'][number]): string {
  return id === 'hotspots' ? HOTSPOTS : percent(share)
}

/** What the hotspots of a list would have held, drawn anew before each month; none of published points. */
function hotspotSentences(appraisal: Appraisal, what: string): string[] {
  const { budgets, chosen, methods, most, crimes } = appraisal.backtest
  const row = budgets.findIndex(({ id }) => id === 'hotspots')
  if (row < 0) return []
  const rival = methods.findIndex(({ id }) => id === 'recency-weighted')
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  const { hit } = chosen.records[row]
  return [
    `Hotspots: ${percent(hit.value)} of next month's recorded ${what} happened inside ${HOTSPOTS}, the first of a list drawn from ` +
      `exact points anew before each month (${percent(budgets[row].share)} of the area)${spreadWords(appraisal, hit)}; by the plain count ` +
      `${percent(methods[0].records[row].hit.value)}, by the recency-weighted count, which lists go by, ${percent(methods[rival].records[row].hit.value)}; ` +
      `as many drawn in hindsight ${percent(total(most[row]) / total(crimes))}.`,
  ]
}

/** Whether a rival replaced the plain count, and how sure that is. */
function choiceSentence({ backtest }: Appraisal): string {
  const { chosen, methods, verdicts, next, basis } = backtest
  if (basis === 'list')
    return 'No rival may replace the plain count on under 12 months tested: this is the record of the plain count of the last 12 months.'
  const months = Array.from(chosen.method).filter((row) => row > 0).length
  const used =
    months === 0
      ? ''
      : ` A rival had earned its place on earlier months, and was used, in ${exactly(months)} of ${counted(chosen.method.length, 'month')}.`
  const rival =
    next > 0 ? next - 1 : verdicts.reduce((most, { difference }, k) => (difference > verdicts[most].difference ? k : most), 0)
  const { difference, limit, better, windows, tooSmall } = verdicts[rival]
  const { label } = methods[rival + 1]
  const wins = `more in ${better} of ${windows} months`
  const sure = basis === 'range' ? wins : `one-sided 90 % limit ${points(limit)}; ${wins}`
  const many =
    basis === 'range'
      ? ''
      : ` Of ${counted(verdicts.length, 'rival')} tried, about one in ten that is no better passes by chance.`
  return next > 0
    ? `A rival replaces the plain count of the last 12 months: ${label}, ${points(difference)} percentage points (${sure}). Use it next.${many}${used}`
    : `No rival replaces the plain count of the last 12 months: use that. Nearest: ${label}, ${points(difference)} percentage points (${sure})${tooSmall ? ', too small a difference to matter: under 0.1 points the plain count stays' : ''}.${used}`
}

function listSentence({ backtest: { windows } }: Appraisal): string {
  return `With ${counted(windows.length, 'month')} tested no spread is given: each is listed. 12 are needed for a range, 24 for an interval.`
}

/** How far months are separate tests, as intervals take them to be. */
function commonSentence({ autocorrelation }: BacktestRecord, basis: SpreadBasis): string {
  if (Number.isNaN(autocorrelation)) return 'The monthly share never changed: how far months go together is not known.'
  const value = `Lag-one autocorrelation of the monthly share: ${autocorrelation.toFixed(2)}`
  if (autocorrelation < MUCH_IN_COMMON)
    return basis === 'range' ? `${value}.` : `${value}; an interval over so few months is somewhat narrow all the same.`
  return basis === 'range'
    ? `${value}: months go together, so that a count of them says less than it seems.`
    : `${value}: months go together, so that the interval is too narrow. Over 30 months a 90 % interval holds the truth in 78 of 100 cases at 0.4, in 56 at 0.8.`
}

/** What was tested, and what was not. */
export function backtestMethod(analysis: Analysis, appraisal: Appraisal): string[] {
  const { backtest, offences, problem, months } = appraisal
  const { delay, missing, blockLength, basis } = backtest
  const what = crimeWords(analysis, appraisal)
  const noun = countWords(analysis, appraisal)
  const words = problem === null ? null : problemWords(analysis, problem)
  const counts =
    words === null
      ? `Counted: every kind of crime that is reported and that a patrol can meet; anti-social behaviour is not crime and is left out.`
      : `Counted for ${what}: ${words.rankBy}${words.note === '' ? '' : `. ${words.note}`}`.replace(/\.?$/, '.')
  const left = [
    ...(offences.notPatrollable > 0
      ? [`${exactly(offences.notPatrollable)} that a patrol cannot meet or that police work finds`]
      : []),
    ...(offences.institutions > 0
      ? [`${exactly(offences.institutions)} at police stations, prisons, hospitals or where records without a place are put`]
      : []),
    ...(offences.unlocated > 0 ? [`${exactly(offences.unlocated)} without location`] : []),
    ...(offences.outside > 0 ? [`${exactly(offences.outside)} outside the study area`] : []),
  ]
  const known = delay === 0 ? 'the month before it' : `${counted(delay + 1, 'month')} before it`
  return [
    counts,
    `All ${counted(months.length, 'month')} with data count, ${monthName(months[0])} to ${monthName(months[months.length - 1])}, whatever the period of the tables: ${exactly(offences.tested)} ${noun} in ${exactly(backtest.units)} cells, ${exactly(Math.round(backtest.areaKm2))} km2.${left.length === 0 ? '' : ` Left out: ${listed(left)}.`}`,
    `A month is tested where 12 months are known before it; the newest known is ${known} (delay ${delay}).${missing.length === 0 ? '' : ` No data for ${monthRuns(missing)}: unknown, not tested and not zero.`}`,
    ...(basis === 'bootstrap'
      ? [`Intervals resample blocks of ${blockLength} months; limits compare two methods in the same months.`]
      : []),
  ]
}

/** What the record cannot say. */
export function backtestLimits(analysis: Analysis, appraisal: Appraisal): string[] {
  const breaks = breaksOfWindows(analysis, appraisal)
  return [
    'It says where recorded crime was, month after month; not what a patrol would prevent, and nothing of any person.',
    'PAI (share held over share of ground) grows without limit as the ground shrinks: read it beside its area share only.',
    ...breaks.map(
      ({ from, to, note }) =>
        `Recording changed ${from === to ? `in ${from}` : `from ${from} to ${to}`}: ${note}. Months from then on are judged on what was recorded before.`,
    ),
    ...(appraisal.published && breaks.length === 0 ? ['Published points move when the list of map points is renewed.'] : []),
  ].map(capital)
}

import type { Backtest } from '../evaluate/backtest.js'
import { FIRST_OF_FORCE } from '../evaluate/firstHotspots.js'
import type { HotspotRecord } from '../evaluate/hotspotRecord.js'
import type { Scored } from '../evaluate/scored.js'
import { LEAST_TRAINING } from '../evaluate/testedMonths.js'
import type { HotspotRecordSummary } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { problemWords, rankedWords } from './problemWords.js'
import { shareRange } from './reportTimes.js'
import { counted, percent, roughly } from './wording.js'

/** What is said of a list: the run with its records, and the fuller one where it was asked for. */
export type RecordedRun = Pick<Analysis, 'records' | 'asked' | 'tables' | 'kinds'>

/**
 * The record printed beside the list of hotspots of a problem: how much of the next month's offences ground chosen like it held, beside
 * the plain count, an oracle and what was possible; why there is none, where there is none; '' without a list. A back-test that was asked
 * for wins where it is of the same problem and of ground that can be staffed.
 */
export function recordSentence(run: RecordedRun, problem: string): string {
  const record = run.records.find((one) => one.problem === problem)
  if (record === undefined || record.none === 'nothing-listed') return ''
  const what = rankedWords(problemWords(run, problem))
  const fuller = fullerRecord(run, problem)
  if (fuller !== null) return heldWords(fuller.backtest, what, record.published, fullerGround(fuller), fuller.row)
  const { scored } = record
  if (scored !== null) return heldWords(scored, what, record.published, groundWords(record), scored.primary)
  return NONE[record.none](record)
}

/** What analysis.json keeps of it. */
export function recordDocument(run: RecordedRun, record: HotspotRecord): HotspotRecordSummary {
  const { problem, listed, km2, published, delay, scored } = record
  const number = (of: (known: Scored) => number) => (scored === null ? null : finiteOrNull(of(scored)))
  const hit = ({ chosen, primary }: Scored) => chosen.records[primary].hit
  return {
    problem,
    listed,
    km2,
    published,
    delay,
    months: scored?.windows.length ?? 0,
    areaShare: number(({ budgets, primary }) => budgets[primary].share),
    chosen: number((own) => hit(own).value),
    chosenLow: number((own) => hit(own).low),
    chosenHigh: number((own) => hit(own).high),
    plain: number(({ methods: [plain], primary }) => plain.records[primary].hit.value),
    rival: number(({ methods: [, rival], primary }) => rival.records[primary].hit.value),
    oracle: number(({ oracle, primary }) => oracle.hit[primary]),
    possible: number((known) => possibleShare(known, known.primary)),
    next: scored === null ? '' : scored.methods[scored.next].id,
    sentence: recordSentence(run, problem),
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** What so much ground held at most, of all offences of the months. */
function possibleShare({ most, crimes }: Scored, row: number): number {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  return total(most[row]) / total(crimes)
}

const NONE: Readonly<Record<HotspotRecord['none'], (record: HotspotRecord) => string>> = {
  '': () => '',
  'nothing-listed': () => '',
  'series-too-short': ({ delay }) =>
    `No record of how such a list did: that takes ${LEAST_TRAINING} months of data, ${delay === 0 ? '' : `${delay} more that ${delay === 1 ? 'is' : 'are'} not known yet when places are chosen, `}and one to test.`,
  'nothing-to-test': () => 'No record of how such a list did: none of it lies in cells and is of a kind that a patrol can meet.',
}

/** A back-test, and the row of the budget that stands for a list. */
interface FullerRecord {
  readonly backtest: Backtest
  readonly row: number
}

/** The back-test of the same problem: of its hotspots, else of ground that can be staffed if it is judged by that. */
function fullerRecord({ asked: { backtest } }: RecordedRun, problem: string): FullerRecord | null {
  if (backtest === undefined || backtest.problem !== problem) return null
  const { budgets, primary } = backtest.backtest
  const hotspots = budgets.findIndex(({ id }) => id === 'hotspots')
  const row = hotspots < 0 && budgets[primary].id === 'staffed' ? primary : hotspots
  return row < 0 ? null : { backtest: backtest.backtest, row }
}

interface GroundWords {
  /** "inside as much ground as the first 20 of these places have, in cells chosen before it". */
  readonly where: string
  readonly share: number
}

function groundWords({ listed, published, scored }: HotspotRecord): GroundWords {
  const where = published
    ? `in cells chosen before it, on as much ground as ${listed === 1 ? 'the cell of the point listed has' : `the cells of the ${listed} points listed have`}`
    : `inside as much ground as ${listed === 1 ? 'this place has' : `the first ${listed} of these places have`}, in cells chosen before it`
  return { where, share: scored?.budgets[0].share ?? Number.NaN }
}

function fullerGround({ backtest: { budgets }, row }: FullerRecord): GroundWords {
  const { id, share, km2 } = budgets[row]
  return id === 'staffed'
    ? { where: `inside the ${roughly(km2)} km2 that can be staffed, chosen before it`, share }
    : { where: `inside up to ${FIRST_OF_FORCE} places, the first of such a list drawn anew before it`, share }
}

function heldWords(scored: Scored, what: string, published: boolean, { where, share }: GroundWords, row: number): string {
  const { chosen, budgets, methods, oracle, windows, basis } = scored
  const { hit } = chosen.records[row]
  const used = (budgets[row].id === 'hotspots' && chosen.hotspots) || chosen.method
  const about = [
    ...(published ? ['of map points, not places'] : []),
    ...(Number.isNaN(share) ? [] : [`${percent(share)} of the area`]),
  ].join('; ')
  const plain = used.every((method) => method === 0)
    ? 'by the plain count of 12 months, which no rival replaced'
    : `with the plain count of 12 months alone ${percent(methods[0].records[row].hit.value)}`
  const oracleWords = Number.isNaN(oracle.hit[row])
    ? ''
    : oracle.hit[row] < hit.value
      ? "knowing every cell's true rate unknown (its estimate is lower), "
      : `knowing every cell's true rate about ${percent(oracle.hit[row])}, `
  const spread = {
    list: 'too few for an interval',
    range: `months from ${shareRange(hit)}`,
    bootstrap: `90 % interval ${shareRange(hit)}`,
  }[basis]
  return (
    `${percent(hit.value)} of next month's recorded ${what} happened ${where}${about === '' ? '' : ` (${about})`}; ${plain}; ` +
    `${oracleWords}knowing the month itself ${percent(possibleShare(scored, row))}. ` +
    `Back-test over ${counted(windows.length, 'month')}, ${spread}.`
  )
}

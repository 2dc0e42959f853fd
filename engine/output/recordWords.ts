import type { Backtest } from '../evaluate/backtest.js'
import type { HotspotRecord } from '../evaluate/hotspotRecord.js'
import type { Scored } from '../evaluate/scored.js'
import { LEAST_TRAINING } from '../evaluate/testedMonths.js'
import type { HotspotRecordSummary } from '../types.js'
import type { Analysis } from './analysis.js'
import { rangeWords } from './backtestWords.js'
import { problemWords } from './problemWords.js'
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
  const what = recordedWords(run, problem)
  const fuller = fullerRecord(run, problem)
  if (fuller !== null) return heldWords(fuller, what, record.published, fullerGround(fuller))
  if (record.scored !== null) return heldWords(record.scored, what, record.published, groundWords(record))
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
    possible: number(possibleShare),
    next: scored === null ? '' : scored.methods[scored.next].id,
    sentence: recordSentence(run, problem),
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** What so much ground held at most, of all offences of the months. */
function possibleShare({ most, primary, crimes }: Scored): number {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  return total(most[primary]) / total(crimes)
}

const NONE: Readonly<Record<HotspotRecord['none'], (record: HotspotRecord) => string>> = {
  '': () => '',
  'nothing-listed': () => '',
  'series-too-short': ({ delay }) =>
    `No record of how such a list did: that takes ${LEAST_TRAINING} months of data, ${delay === 0 ? '' : `${delay} more that ${delay === 1 ? 'is' : 'are'} not known yet when places are chosen, `}and one to test.`,
  'nothing-to-test': () => 'No record of how such a list did: none of it lies in cells and is of a kind that a patrol can meet.',
}

/** The back-test of the same problem, if what it is judged by is ground that can be staffed. */
function fullerRecord({ asked: { backtest } }: RecordedRun, problem: string): Backtest | null {
  if (backtest === undefined || backtest.problem !== problem) return null
  const { budgets, primary } = backtest.backtest
  return ['staffed', 'hotspots'].includes(budgets[primary].id) ? backtest.backtest : null
}

/** "robbery", "anti-social behaviour"; "serious violence" where codes make it up. */
function recordedWords(run: RecordedRun, problem: string): string {
  const { label, rankBy, byCode } = problemWords(run, problem)
  return byCode || rankBy === '' ? label.toLowerCase() : rankBy
}

interface GroundWords {
  /** "inside as much ground as the first 20 of these places have, in cells chosen before it". */
  readonly where: string
  readonly share: number
}

function groundWords({ listed, published, scored }: HotspotRecord): GroundWords {
  const where = published
    ? `in ${listed === 1 ? 'the cell' : `the ${listed} cells`} chosen before it, as many as points listed`
    : `inside as much ground as ${listed === 1 ? 'this place has' : `the first ${listed} of these places have`}, in cells chosen before it`
  return { where, share: scored?.budgets[0].share ?? Number.NaN }
}

function fullerGround({ budgets, primary }: Backtest): GroundWords {
  const { id, share, km2 } = budgets[primary]
  return id === 'staffed'
    ? { where: `inside the ${roughly(km2)} km2 that can be staffed, chosen before it`, share }
    : { where: 'inside the first 20 hotspots, drawn before it', share: Number.NaN }
}

function heldWords(scored: Scored, what: string, published: boolean, { where, share }: GroundWords): string {
  const { chosen, primary, methods, oracle, windows, basis } = scored
  const { hit } = chosen.records[primary]
  const about = [
    ...(published ? ['of map points, not places'] : []),
    ...(Number.isNaN(share) ? [] : [`${percent(share)} of the area`]),
  ].join('; ')
  const plain = chosen.method.every((row) => row === 0)
    ? 'by the plain count of 12 months, which no rival replaced'
    : `with the plain count of 12 months alone ${percent(methods[0].records[primary].hit.value)}`
  const spread = {
    list: 'too few for an interval',
    range: `months from ${rangeWords(hit)}`,
    bootstrap: `90 % interval ${rangeWords(hit)}`,
  }[basis]
  return (
    `${percent(hit.value)} of next month's recorded ${what} happened ${where}${about === '' ? '' : ` (${about})`}; ${plain}; ` +
    `knowing every cell's true rate about ${percent(oracle.hit[primary])}, knowing the month itself ${percent(possibleShare(scored))}. ` +
    `Back-test over ${counted(windows.length, 'month')}, ${spread}.`
  )
}

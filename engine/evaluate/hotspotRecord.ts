import type { ProblemProfile } from '../inputTables.js'
import { ended } from '../step.js'
import type { KindTable } from '../types.js'
import { budgets } from './budget.js'
import { type CellHistoryInput, cellHistory, testedKinds } from './cellHistory.js'
import { lastYear } from './expected/lastYear.js'
import { recencyWeightedInOrder } from './expected/recencyWeighted.js'
import { type Scored, scoringMethods } from './scored.js'
import { testableMonths } from './testedMonths.js'

const DELAY_OF_PUBLISHED = 2
const DELAY_OF_OWN = 1
/** The newest months that are tested, so that a long history costs no more: three years. */
const MOST_WINDOWS = 36

/** How well ground chosen as a list of hotspots is held the offences of the next month: the record printed beside the list. */
export interface HotspotRecord {
  readonly problem: string
  /** Hotspots of the list that can be staffed, and their ground; units of the record are cells. */
  readonly listed: number
  readonly km2: number
  /** Points are those of a public map: what is held is of map points, and not of places. */
  readonly published: boolean
  /** Months before an origin that are not known at it. */
  readonly delay: number
  /** The plain count of 12 months and the recency-weighted count at that ground; null where nothing could be tested. */
  readonly scored: Scored | null
  /** Why not; '' where it was. */
  readonly none: '' | 'nothing-listed' | 'series-too-short' | 'nothing-to-test'
}

export interface HotspotRecordInput extends CellHistoryInput {
  readonly kinds: KindTable
  readonly published: boolean
  readonly seed: number
}

/** Of published points the last two months are not out yet when places are chosen; of a force's own the last one is not. */
export function usualDelay(published: boolean): number {
  return published ? DELAY_OF_PUBLISHED : DELAY_OF_OWN
}

/**
 * The record of one problem's list: cells up to the ground of the list, by the plain count of 12 months and by its recency-weighted rival,
 * over the newest 36 months that can be tested. Which of the two is used in a month is decided on the months before it.
 *
 * @param ground of each hotspot that can be staffed, km2
 *
 * Cells without any offence of it in all months are left out: four in five of a county, where neither method would send anybody, and they
 * would cost the most. Rates are then drawn to the mean of the others: the rival and the oracle come out up to a percentage point off those
 * of `backtest` (measured), the plain count the same. Where cells with any are all alike the rival sees no difference and is at a loss; it
 * then does not replace the plain count.
 *
 * Misleads as `backtest`; and in that cells stand for hotspots, whose borders are drawn otherwise.
 */
export function hotspotRecord(input: HotspotRecordInput, problem: ProblemProfile, ground: readonly number[]): HotspotRecord {
  const { kinds, published, seed } = input
  const delay = usualDelay(published)
  const km2 = ground.reduce((sum, own) => sum + own, 0)
  const about = { problem: problem.id, listed: ground.length, km2, published, delay }
  if (ground.length === 0) return { ...about, scored: null, none: 'nothing-listed' }
  const { history, offences } = cellHistory(input, testedKinds(kinds, problem), 'with any')
  const windows = testableMonths(history.months, delay).slice(-MOST_WINDOWS)
  if (windows.length === 0) return { ...about, scored: null, none: 'series-too-short' }
  const { areaKm2, insideShare } = input.study
  const whole = areaKm2.reduce((sum, own, cell) => sum + own * insideShare[cell], 0)
  if (offences.tested === 0 || km2 > whole) return { ...about, scored: null, none: 'nothing-to-test' }
  const methods = [lastYear, recencyWeightedInOrder()]
  const taking = budgets(history.areaKm2, [], km2, null, whole)
  return { ...about, scored: ended(scoringMethods(history, windows, methods, taking, { delay, seed })), none: '' }
}

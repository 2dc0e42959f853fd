import { daysOf } from '../../stats/monthDays.js'
import type { History } from '../expectation.js'
import { expectedAtHalfLife } from './recencyWeighted.js'

/** Every fourth month is kept from the record that discs are placed by: what is left is still much like the whole. */
const PARTS = 4
/** Offences kept back inside discs after which the luck is known well enough (3 %); a rare problem takes all four turns. */
const ENOUGH = 1000

/**
 * How many offences a day a disc has by luck alone, because it was placed where the record has most: discs are placed by three months
 * of four, and what these months say of them is held against what the fourth does, each as a share of all points.
 *
 *   luck = sum over discs (kept - left K / L) / (discs x days of the whole record);  kept, left: offences inside, K, L: of all points
 *
 * As a count it is about the same however long the record is (placed by half of it, half as much again of a rate as by three quarters),
 * and about the same for places with few and with many: 3 or 4 offences each of the synthetic force. Months count by their half-life.
 *
 * @param place rows of all the points inside each disc, of those the record has nothing of too
 * @returns     0 and up; 0 where nothing can be told
 *
 * Misleads where discs of the first and of the last rank differ: it is one number for all.
 */
export function luckOfPlacing<H extends History>(
  history: H,
  target: number,
  halfLife: number,
  place: (record: H, expected: Float64Array) => readonly Uint32Array[],
): number {
  const { months } = history
  const last = months.at(-1) ?? 0
  let discs = 0
  let luck = 0
  let seen = 0
  for (let part = 0; part < PARTS && seen < ENOUGH; part++) {
    const kept = months.filter((month) => (last - month) % PARTS !== part)
    const left = months.filter((month) => (last - month) % PARTS === part)
    const [known, unseen] = [weightedSum(history, kept, halfLife), weightedSum(history, left, halfLife)]
    const [all, allUnseen] = [sum(known.counts), sum(unseen.counts)]
    if (all === 0 || allUnseen === 0) continue
    const record = { ...history, months: kept }
    const expected = expectedAtHalfLife(record, target, halfLife)
    const placed = place(
      record,
      expected.map((value, point) => (known.counts[point] > 0 ? value : 0)),
    )
    for (const points of placed) {
      const before = sumAt(known.counts, points)
      const held = sumAt(unseen.counts, points)
      luck += (before - (held * all) / allUnseen) / (known.days + unseen.days)
      seen += held
    }
    discs += placed.length
  }
  return discs === 0 ? 0 : Math.max(0, luck / discs)
}

function weightedSum({ units, months, count }: History, of: readonly number[], halfLife: number) {
  const last = months.at(-1) ?? 0
  const counts = new Float64Array(units)
  let days = 0
  for (const month of of) {
    const weight = 2 ** ((month - last) / halfLife)
    days += weight * daysOf(month)
    const own = count(month)
    for (let unit = 0; unit < units; unit++) counts[unit] += weight * own[unit]
  }
  return { counts, days }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function sumAt(values: Float64Array, rows: Uint32Array): number {
  return rows.reduce((total, row) => total + values[row], 0)
}

import { random } from '../random.js'
import { empiricalBayes } from '../stats/empiricalBayes.js'
import { drawCounts } from '../stats/nullCounts.js'
import type { Budgets } from './budget.js'

/** Maps drawn in all, at least. */
const MAPS = 30

/** By budget, of all drawn windows together. */
export interface OracleCeiling {
  readonly hit: Float64Array
  readonly pai: Float64Array
  readonly pei: Float64Array
}

/**
 * What a forecaster who knew every unit's true rate would have scored: no method can do better for long, as the month's own chance is
 * left. The truth is taken to be the gamma-shrunk rate of all months, tested ones too; windows of as many crimes are drawn from it at
 * random and the units chosen by the truth itself.
 *
 * @param offences Float64Array[n], of all months
 * @param crimes   of each window; those without crime are left out
 * @returns        NaN where no window has crime
 *
 * An estimate. It lies too low where rates move with the season or from year to year, which an oracle would follow; and too high where
 * offences are few (a unit's past chance then passes for its rate) and where crimes come in series (Poisson counts are drawn).
 */
export function oracleCeiling(
  offences: Float64Array,
  areaKm2: Float64Array,
  months: number,
  crimes: Float64Array,
  { list, take }: Budgets,
  seed: number,
): OracleCeiling {
  const { rate } = empiricalBayes(
    offences,
    areaKm2.map((km2) => km2 * months),
  )
  const truth = rate.map((perKm2, unit) => perKm2 * areaKm2[unit])
  const total = truth.reduce((sum, value) => sum + value, 0)
  const share = truth.map((value) => value / total)
  const stream = random(seed, 'oracle ceiling')
  const drawn = new Float64Array(offences.length)
  const [held, most, all, ground] = [0, 1, 2, 3].map(() => new Float64Array(list.length))
  const windows = crimes.filter((count) => count > 0)
  for (let map = 0; map < windows.length * Math.ceil(MAPS / windows.length); map++) {
    const count = windows[map % windows.length]
    drawCounts(stream, share, count, 1, drawn)
    const known = take(truth, drawn)
    const hindsight = take(drawn, drawn)
    for (let budget = 0; budget < list.length; budget++) {
      held[budget] += known.held[budget]
      most[budget] += hindsight.held[budget]
      all[budget] += count
      ground[budget] += count * known.areaShare[budget]
    }
  }
  return {
    hit: held.map((sum, budget) => sum / all[budget]),
    pai: held.map((sum, budget) => sum / ground[budget]),
    pei: held.map((sum, budget) => sum / most[budget]),
  }
}

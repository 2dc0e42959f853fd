import { EngineError } from '../error.js'
import { checkLength } from '../stats/columns.js'
import { heldByArea } from './heldByArea.js'

/** Shares of the ground that every back-test is scored at. */
export const SHARES: readonly number[] = [0.0025, 0.005, 0.01, 0.02, 0.05, 0.1]
/** What the choice of a method goes by where nothing is known of the hotspots that can be staffed. */
const USUAL_SHARE = 0.01

/** How much ground is chosen. */
export interface Budget {
  /** `0.25%` to `10%`; `staffed`: ground of the hotspots that can be staffed; `hotspots`: those hotspots as they would be drawn. */
  readonly id: string
  /** Share 0..1 of the ground and km2; of `hotspots`, which differ from window to window, the mean of those reported. */
  readonly share: number
  readonly km2: number
}

/** Hotspots as drawn: the share 0..1 of each unit that is inside one, and their ground. */
export interface DrawnHotspots {
  readonly inside: Float64Array
  readonly km2: number
}

/** Draws hotspots from offences by unit, expected or observed. */
export type HotspotBuilder = (offences: Float64Array) => DrawnHotspots

export interface Budgets {
  readonly list: readonly Budget[]
  /** Row of the budget that decides which method is used. */
  readonly primary: number
  /** By budget: offences of `observed` on the ground chosen by `expected`, and its share of all ground. */
  readonly take: (expected: Float64Array, observed: Float64Array) => Taken
}

export interface Taken {
  readonly held: Float64Array
  readonly areaShare: Float64Array
}

/**
 * The budgets of a back-test: shares of the ground, each cut exactly, and the hotspots that can be staffed as an area and as they
 * are drawn, where given.
 *
 * @param total all ground, where units without any offence are left out
 * @throws EngineError 'option-invalid': staffed ground of nothing, or of more than there is
 */
export function budgets(
  areaKm2: Float64Array,
  shares: readonly number[],
  staffedKm2: number | null,
  hotspots: HotspotBuilder | null,
  total = areaKm2.reduce((sum, km2) => sum + km2, 0),
): Budgets {
  if (staffedKm2 !== null && !(staffedKm2 > 0 && staffedKm2 <= total))
    throw new EngineError('option-invalid', {
      column: 'staffedKm2',
      value: String(staffedKm2),
      hint: `Give square kilometres above 0 and up to the ${total.toPrecision(6)} of the study area.`,
    })
  const cuts: Budget[] = shares.map((share) => ({ id: `${share * 100}%`, share, km2: share * total }))
  if (staffedKm2 !== null) cuts.push({ id: 'staffed', share: staffedKm2 / total, km2: staffedKm2 })
  const list = hotspots === null ? cuts : [...cuts, { id: 'hotspots', share: Number.NaN, km2: Number.NaN }]
  const ascending = [...cuts.keys()].sort((a, b) => cuts[a].km2 - cuts[b].km2)
  const edges = ascending.map((row) => cuts[row].km2)
  return {
    list,
    primary: list.length > shares.length ? list.length - 1 : shares.indexOf(USUAL_SHARE),
    take(expected, observed) {
      const taken = {
        held: new Float64Array(list.length),
        areaShare: Float64Array.from(list, ({ share }) => share),
      }
      const density = new Float64Array(expected.length)
      for (let unit = 0; unit < density.length; unit++) density[unit] = expected[unit] / areaKm2[unit]
      const [sums] = heldByArea(density, areaKm2, edges, [observed])
      ascending.forEach((row, k) => {
        taken.held[row] = sums[k]
      })
      if (hotspots !== null) {
        const { inside, km2 } = hotspots(expected)
        checkLength('hotspots', inside.length, areaKm2.length)
        const last = list.length - 1
        taken.held[last] = inside.reduce((sum, share, unit) => sum + share * observed[unit], 0)
        taken.areaShare[last] = km2 / total
      }
      return taken
    },
  }
}

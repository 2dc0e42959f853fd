import { orderOf, tieKey } from './order.js'

/** Where each unit stands among those with a score. */
export interface Places {
  /** Units with a higher score; -1 for a unit without one. */
  readonly better: Int32Array
  /** Units with the same score, itself among them; 0 for a unit without one. */
  readonly tied: Uint32Array
}

/** A function that places units by score, ties to nine decimals; each call overwrites the answer of the call before. */
export function placesOf(units: number): (score: Float64Array) => Places {
  const order = orderOf(units)
  const rounded = new Float64Array(units)
  const better = new Int32Array(units)
  const tied = new Uint32Array(units)
  return (score) => {
    for (let i = 0; i < units; i++) rounded[i] = tieKey(score[i])
    const found = order(rounded)
    for (let i = 0; i < units; i++) {
      const place = found.lower[i]
      tied[i] = place < 0 ? 0 : found.tied[place]
      better[i] = place < 0 ? -1 : found.known - place - tied[i]
    }
    return { better, tied }
  }
}

/** How much of a place in the top k a unit has: 1, 0, or its share of those left for the units it ties with. */
export function inTop({ better, tied }: Places, unit: number, k: number): number {
  return tied[unit] === 0 ? 0 : Math.min(1, Math.max(0, (k - better[unit]) / tied[unit]))
}

/** Ranks of one set of re-runs, by unit. */
export interface RankSummary {
  /** Share of re-runs in the top k, ties shared; NaN without a headline score. */
  readonly top: Float64Array
  /** Standard error of `top` by the number of re-runs. At 0 or 1 it is 0, and up to 3 in that number may be missing. */
  readonly topError: Float64Array
  /** Share of re-runs in first place. */
  readonly first: Float64Array
  /** Quantiles of the rank at 5, 50 and 95 % (type 1: a rank that occurred); 1 the highest need, 0 without a score. */
  readonly low: Uint32Array
  readonly median: Uint32Array
  readonly high: Uint32Array
}

export interface PlaceTally {
  add(places: Places): void
  summary(): RankSummary
}

const QUANTILES = [0.05, 0.5, 0.95]

/** Collects the places of `runs` re-runs. */
export function placeTally(units: number, runs: number, k: number): PlaceTally {
  const top = new Float64Array(units)
  const first = new Float64Array(units)
  const rank = units < 65536 ? new Uint16Array(units * runs) : new Uint32Array(units * runs)
  let run = 0

  return {
    add(places) {
      for (let i = 0; i < units; i++) {
        top[i] += inTop(places, i, k)
        first[i] += inTop(places, i, 1)
        rank[i * runs + run] = places.better[i] + 1
      }
      run++
    },
    summary() {
      const [low, median, high] = QUANTILES.map(() => new Uint32Array(units))
      const times = new Uint32Array(units + 1)
      const at = QUANTILES.map((p) => Math.max(1, Math.ceil(p * run - 1e-9)))
      for (let i = 0; i < units; i++) {
        const ranks = rank.subarray(i * runs, i * runs + run)
        let rankNow = units
        for (let r = 0; r < run; r++) {
          times[ranks[r]]++
          if (ranks[r] < rankNow) rankNow = ranks[r]
        }
        // counted and not sorted: ranks lie close together
        let met = times[rankNow]
        const least = (wanted: number) => {
          while (met < wanted) met += times[++rankNow]
          return rankNow
        }
        low[i] = least(at[0])
        median[i] = least(at[1])
        high[i] = least(at[2])
        for (let r = 0; r < run; r++) times[ranks[r]] = 0
      }
      const known = (i: number) => rank[i * runs] > 0
      const share = (sum: Float64Array) => sum.map((value, i) => (known(i) ? value / run : Number.NaN))
      const shareTop = share(top)
      return {
        top: shareTop,
        topError: shareTop.map((p) => Math.sqrt(Math.max(0, p * (1 - p)) / run)),
        first: share(first),
        low,
        median,
        high,
      }
    },
  }
}

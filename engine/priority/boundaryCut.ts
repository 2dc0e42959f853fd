import { areaOverlap } from '../grid/overlap.js'
import type { AreaTable } from '../types.js'

/** What a boundary leaves of LSOAs: they are whole in every count, so those mostly outside are not searched. */
export interface BoundaryCut {
  /** By LSOA: the share of its ground inside the boundary, 0 to 1. */
  readonly insideShare: Float64Array
  /** Rows with less than half inside: in no area, and in no mean it is set against. */
  readonly leftOut: Uint32Array
  /** Rows with half or more but not all inside: they count whole. */
  readonly whole: Uint32Array
}

/** Less of an LSOA's ground than this on the other side of a boundary is drawing error. */
const DRAWN = 0.01

/** How a boundary cuts LSOAs. By ground, not by people: they may live on one side of it. */
export function boundaryCut(lsoas: AreaTable, boundary: AreaTable): BoundaryCut {
  const insideShare = new Float64Array(lsoas.length)
  const { from, share } = areaOverlap(lsoas, boundary)
  for (const [at, row] of from.entries()) insideShare[row] = Math.min(1, insideShare[row] + share[at])
  const rows = (fits: (inside: number) => boolean) => Uint32Array.from(insideShare.keys()).filter((row) => fits(insideShare[row]))
  return {
    insideShare,
    leftOut: rows((inside) => inside < 0.5),
    whole: rows((inside) => inside >= 0.5 && inside < 1 - DRAWN),
  }
}

/** The score without that of what cannot be chosen. */
export function searchable(score: Float64Array, cut: BoundaryCut | null): Float64Array {
  if (cut === null) return score
  const open = score.slice()
  for (const row of cut.leftOut) open[row] = Number.NaN
  return open
}

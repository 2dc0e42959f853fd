import { concentration, lorenz } from '../../engine/index.js'
import type { Concentrated } from './protocol.js'

/** Maps thrown at random to see what chance alone gives; the engine's own number. */
const DRAWS = 999
/** The curve of a column, drawn at random once: what a cell adds is its mark alone. */
const curves = new WeakMap<Float64Array, Omit<Concentrated, 'mark'>>()
/** Points of the curve that are drawn: more cannot be told apart. */
const POINTS = 240

/**
 * How much of a column lies in how few cells, by the engine's own statistic, beside what chance alone gives.
 *
 * @param counts whether the column counts records: chance says nothing of sums of harm
 * @param km2    ground of each cell inside the study area; null unknown
 * @param row    a cell to be marked on the curve
 * @returns      null where nothing is counted, or a value is not known
 */
export function concentrated(
  values: Float64Array,
  { row, ...about }: About & { readonly row: number | null },
): Concentrated | null {
  if (values.some((value) => !(value >= 0 && value < Infinity)) || !values.some((value) => value > 0)) return null
  const curve = curves.get(values) ?? curveOf(values, about)
  curves.set(values, curve)
  const value = row === null ? 0 : values[row]
  const asMuch = values.filter((other) => other >= value)
  const mark = { across: asMuch.length / curve.units, held: asMuch.reduce((sum, other) => sum + other, 0) / curve.total }
  return { ...curve, mark: value > 0 ? mark : null }
}

interface About {
  readonly counts: boolean
  readonly km2: Float64Array | null
  readonly seed: number
}

function curveOf(values: Float64Array, { counts, km2, seed }: About): Omit<Concentrated, 'mark'> {
  const draws = counts ? DRAWS : 0
  const { heldBy, chance, units, total } = concentration(values, { seed, draws })
  // the ground of what is thrown at random takes seconds of a large map, and is not shown
  const known = km2?.every((ground) => ground >= 0) ? km2 : null
  const onGround = known !== null ? concentration(values, { seed, draws: 0, km2: known }).heldBy : heldBy
  const curve = lorenz(values, { seed, draws })
  const last = curve.units.length - 1
  // the curve is drawn from the busiest cell on, and bends most there
  const kept = new Set(Array.from({ length: POINTS + 1 }, (_, k) => last - Math.round((last * k) / POINTS)))
  const rows = [...kept].toSorted((a, b) => b - a)
  return {
    units,
    total,
    km2: km2 === null ? null : km2.reduce((sum, ground) => sum + ground, 0),
    heldBy: heldBy.map((one, k) => ({
      percent: one.percent,
      units: one.units,
      share: one.share,
      km2Share: onGround[k].km2Share,
      chance: chance?.heldBy[k]?.share.mean ?? null,
    })),
    across: rows.map((at) => 1 - curve.units[at]),
    held: rows.map((at) => 1 - curve.held[at]),
    chance: curve.chance === null ? null : rows.map((at) => 1 - (curve.chance?.[at] ?? 0)),
  }
}

import type { Document } from '../load/document.js'
import type { UnitList } from '../load/results.js'
import type { FactorValues } from '../worker/protocol.js'
import { numberOf } from './select.js'

/** An area in the plot of two factors, both known. */
export interface Dot {
  readonly row: number
  readonly id: string
  readonly name: string
  readonly across: number
  readonly up: number
  readonly score: number | null
}

/** Areas whose two factors are known, from the left to the right. */
export function dotsOf(list: UnitList, { across, up }: FactorValues): readonly Dot[] {
  return list.units
    .map(
      (unit, row): Dot => ({
        row,
        id: unit.id,
        name: unit.name,
        across: across[row],
        up: up[row],
        score: numberOf(unit, 'score'),
      }),
    )
    .filter((dot) => Number.isFinite(dot.across) && Number.isFinite(dot.up))
    .toSorted((a, b) => a.across - b.across || a.up - b.up || (a.id < b.id ? -1 : 1))
}

/**
 * "Unemployment: % of 16 to 64, 2024", "Crime volume: reactive crimes and ASB incidents a year".
 *
 * @param known whether the files tell values; else they are on the scale of the score
 */
export function factorTitle({ label, unit, year, proxy, note }: Document['factors'][number], known: boolean): string {
  const name = `${label}${proxy ? ' (proxy)' : ''}`
  if (!known) return `${name}: percentile among these areas`
  // what is left out is in the note alone
  const reactive = note.includes('found by police activity are left out')
  const of = !reactive ? unit : unit.startsWith('crimes') ? `reactive ${unit}` : `${unit}, reactive crimes`
  const parts = [of, unit.endsWith(' a year') ? '' : year]
  return `${name}: ${parts.filter((part) => part !== '').join(', ')}`
}

/** Round steps of an axis that holds these values: from at or below the least to at or above the most. */
export function axisOf(values: readonly number[]): {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
} {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const from = least >= 0 && least < most / 2 ? 0 : least
  const span = most - from || Math.abs(most) || 1
  const power = 10 ** Math.floor(Math.log10(span / 4))
  const step = ([1, 2, 5, 10].find((one) => span / (one * power) <= 5) ?? 10) * power
  const first = Math.floor(from / step)
  const last = Math.max(first + 1, Math.ceil(most / step))
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)))
  return { from: ticks[0], to: ticks[ticks.length - 1], ticks }
}

/** The dot nearest to a place of the plot, within reach; places in pixels. */
export function nearestDot(
  dots: readonly Dot[],
  place: (dot: Dot) => readonly [x: number, y: number],
  [x, y]: readonly [number, number],
  reach: number,
): Dot | null {
  let best: Dot | null = null
  let least = reach
  for (const dot of dots) {
    const [left, top] = place(dot)
    const far = Math.hypot(left - x, top - y)
    if (far <= least) [best, least] = [dot, far]
  }
  return best
}

import { londonToUtc } from '../../engine/londonTime.js'
import type { EventTable } from '../../engine/types.js'

/** Instant of `YYYY-MM-DDTHH:MM` on London's clocks; '' is unknown. */
export function london(text: string): number {
  if (text === '') return Number.NaN
  const [year, month, day, hour, minute] = text.split(/[-T:]/).map(Number)
  return londonToUtc(year, month, day, hour, minute).minutes
}

export interface Happening {
  readonly place?: number
  readonly kind?: number
  readonly from: number
  readonly to: number
  readonly count?: number
}

/** Events in the order given. */
export function eventTable(rows: readonly Happening[]): EventTable {
  return {
    length: rows.length,
    place: Uint32Array.from(rows, ({ place }) => place ?? 0),
    kind: Uint16Array.from(rows, ({ kind }) => kind ?? 0),
    from: Float64Array.from(rows, ({ from }) => from),
    to: Float64Array.from(rows, ({ to }) => to),
    recorded: new Float64Array(rows.length).fill(Number.NaN),
    count: Uint32Array.from(rows, ({ count }) => count ?? 1),
  }
}

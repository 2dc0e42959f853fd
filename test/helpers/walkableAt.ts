import type { WalkableHotspot } from '../../engine/types.js'

/** A hotspot of serious violence that a run found, without a peak window. */
export function walkableAt(id: string, lng: number, lat: number, more: Partial<WalkableHotspot> = {}): WalkableHotspot {
  return {
    ...{ id, problem: 'serious-violence', rank: 1, lng, lat, radiusM: 80, places: Uint32Array.of(), expectedMonthly: 1 },
    ...{ offences12m: 12, beside12m: 0, last28d: 1, monthsActive: 12, months: [], byMonth: new Float64Array(0) },
    ...{ trend: 'too few to say', name: `Name of ${id}`, nameM: 10, busiest: { place: 0, offences: 1 }, atPremises: 0 },
    ...{ oneEvent: false, peak: null, noPeak: 'too-few-events', standing: 'clear', heldShare: 1, streets: [] },
    ...more,
  }
}

import type { PlaceTable, TallyTable } from '../types.js'

/**
 * What happened at each place in some months: sums of a weight of each kind (`kindWeights`). A place without a location has 0, as it
 * counts in no area.
 */
export function placeTotals(
  places: PlaceTable,
  tallies: TallyTable,
  months: readonly number[],
  weight: Float64Array,
): Float64Array {
  const counts = new Set(months)
  const totals = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) {
    const place = tallies.place[row]
    if (counts.has(tallies.month[row]) && !Number.isNaN(places.lng[place]))
      totals[place] += tallies.count[row] * weight[tallies.kind[row]]
  }
  return totals
}

import type { Results } from '../load/results.js'
import type { CountedResults } from './countFilter.js'
import { geographyOf } from './monthSeries.js'
import type { Filter, HarmPart, Selection } from './protocol.js'

/** The category that most of a place's harm is of, and its share; null where the cube does not know the place, or harm is none or not told. */
export function harmBy(
  { cube, weights, period }: CountedResults,
  results: Results,
  of: Selection,
  filter: Filter,
): HarmPart | null {
  const found = geographyOf(cube, results, of)
  if (found === null) return null
  const { geography, from: first, to: last } = found
  const { from, to } = filter.months ?? period
  const chosen = filter.categories === null ? null : new Set(filter.categories)
  const inRange = cube.months.map((month) => month >= from && month <= to)
  const sums = new Float64Array(cube.categories.length)
  for (let row = 0; row < geography.unit.length; row++) {
    if (geography.unit[row] < first || geography.unit[row] > last || !inRange[geography.month[row]]) continue
    const category = cube.categoryOfKind[geography.kind[row]]
    if (chosen !== null && !chosen.has(cube.categories[category].id)) continue
    sums[category] += geography.count[row] * weights.harm[geography.kind[row]]
  }
  const total = sums.reduce((sum, harm) => sum + harm, 0)
  if (!(total > 0)) return null
  const most = sums.indexOf(Math.max(...sums))
  return { category: cube.categories[most].label, share: sums[most] / total }
}

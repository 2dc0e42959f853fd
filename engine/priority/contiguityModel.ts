import type { LinearModel } from '../types.js'
import type { AreaShape } from './growExchange.js'

/**
 * The choice of a connected area as a mixed-integer linear program: x_i, unit i is chosen; r_i, it takes up the flow; f, units each send
 * one along borders between chosen units to it. Maximises the sum of excess over the largest absolute one.
 *
 *   sum r = 1, r_i <= x_i, out_i - in_i >= x_i - M r_i, in_i <= (M - 1) x_i, least <= sum size_i x_i <= most
 *
 * The shape is bounded by tangents: perimeter <= sqrt(c area) is a convex set, so at each area a in `tangentsM2` the perimeter is at most
 * the tangent of that root. A solution that is not compact is cut off by the tangent at its own area.
 *
 * @param rows    units to choose from, all of one group
 * @param atLeast only areas with this much excess are looked for
 * Shirabe (2005), A model of contiguity for spatial unit allocation, Geographical Analysis 37(1).
 */
export function contiguityModel(
  { graph, size, least, most, maxCompactness }: AreaShape,
  excess: Float64Array,
  rows: readonly number[],
  atLeast: number,
  tangentsM2: readonly number[],
): LinearModel {
  const n = rows.length
  const place = new Map(rows.map((row, at) => [row, at]))
  const arcs: { from: number; to: number; km: number }[] = []
  for (const [from, row] of rows.entries()) {
    for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) {
      const to = place.get(graph.neighbour[k])
      if (to !== undefined) arcs.push({ from, to, km: graph.border[k] / 1000 })
    }
  }
  const borders = tangentsM2.length === 0 ? [] : arcs.filter(({ from, to }) => from < to)
  const scale = largest(rows.map((row) => Math.abs(excess[row])))
  const unit = largest(rows.map((row) => size[row]))
  const members = mostMembers(
    rows.map((row) => size[row]),
    most,
    least,
  )
  const [sink, flow, both] = [n, 2 * n, 2 * n + arcs.length]
  const columns = both + borders.length

  const entries: [column: number, value: number][][] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  const constrain = (lower: number, upper: number, row: [number, number][]) => {
    entries.push(row)
    rowLower.push(lower)
    rowUpper.push(upper)
  }
  const over = (value: (row: number) => number) => rows.map((row, at): [number, number] => [at, value(row)])

  constrain(
    least / unit,
    most / unit,
    over((row) => size[row] / unit),
  )
  constrain(
    atLeast / scale,
    Infinity,
    over((row) => excess[row] / scale),
  )
  constrain(
    1,
    1,
    rows.map((_, at) => [sink + at, 1]),
  )
  for (let at = 0; at < n; at++) {
    const out = arcs.flatMap(({ from }, k): [number, number][] => (from === at ? [[flow + k, 1]] : []))
    const into = arcs.flatMap(({ to }, k): [number, number][] => (to === at ? [[flow + k, 1]] : []))
    constrain(-Infinity, 0, [
      [sink + at, 1],
      [at, -1],
    ])
    constrain(0, Infinity, [...out, ...into.map(([column]): [number, number] => [column, -1]), [at, -1], [sink + at, members]])
    constrain(-Infinity, 0, [...into, [at, -(members - 1)]])
  }
  for (const [k, { from, to }] of borders.entries()) {
    for (const side of [from, to])
      constrain(-Infinity, 0, [
        [both + k, 1],
        [side, -1],
      ])
  }
  for (const m2 of tangentsM2) {
    const root = Math.sqrt(4 * Math.PI * maxCompactness * (m2 / 1e6))
    const slope = root / 2 / (m2 / 1e6)
    constrain(-Infinity, root / 2, [
      ...over((row) => graph.perimeterM[row] / 1000 - (slope * graph.areaM2[row]) / 1e6),
      ...borders.map(({ km }, k): [number, number] => [both + k, -2 * km]),
    ])
  }

  const objective = new Float64Array(columns)
  for (const [at, row] of rows.entries()) objective[at] = excess[row] / scale
  const rowStart = new Uint32Array(entries.length + 1)
  for (const [row, list] of entries.entries()) rowStart[row + 1] = rowStart[row] + list.length
  const flat = entries.flat()
  return {
    columns,
    rows: entries.length,
    objective,
    lower: new Float64Array(columns),
    upper: Float64Array.from({ length: columns }, (_, at) => (at < flow || at >= both ? 1 : members - 1)),
    integer: Uint8Array.from({ length: columns }, (_, at) => Number(at < flow)),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    rowStart,
    column: Uint32Array.from(flat, ([column]) => column),
    value: Float64Array.from(flat, ([, value]) => value),
  }
}

/** How many units an area of allowed size can have. */
function mostMembers(sizes: number[], most: number, least: number): number {
  sizes.sort((a, b) => a - b)
  let held = 0
  const fits = sizes.findIndex((size) => {
    held += size
    return held > Math.max(most, least)
  })
  return Math.max(1, fits < 0 ? sizes.length : fits)
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0) || 1
}

import { type AreaShape, TIE } from './areaWalk.js'

/** For each unit, what the best area with this middle can have at most; for many excesses of one graph. */
export interface AreaBound {
  /** Units that an area with this middle can hold: reached through at most half of the largest size (its own not counted), itself first. */
  readonly reach: readonly Uint32Array[]
  /** By unit: no area with this middle has more excess; -Infinity where none is large enough. Overwritten by the next call. */
  of(excess: Float64Array, allowed: Uint8Array): Float64Array
}

/**
 * In every connected area there is a unit from which each other is reached through at most half of the largest size. The best fractional
 * filling of the largest size from the units in such reach of a unit is at least any area with that middle.
 *
 * Units are handed out once, those of most excess for their size first, to every middle that reaches them: no list is sorted by itself.
 * Centroid of a tree: Jordan (1869).
 */
export function areaBound(shape: AreaShape): AreaBound {
  const { size, least, most } = shape
  const units = shape.graph.length
  const reach = reachOfEach(shape)
  const { offset, middle } = middlesOfEach(reach)
  const worth = new Float64Array(units)
  const bound = new Float64Array(units)
  const held = new Float64Array(units)
  const closed = new Uint8Array(units)
  const order = new Uint32Array(units)

  function of(excess: Float64Array, allowed: Uint8Array): Float64Array {
    let known = 0
    for (let row = 0; row < units; row++) {
      held[row] = size[row]
      bound[row] = excess[row]
      closed[row] = Number(allowed[row] === 0 || size[row] > most)
      if (allowed[row] === 0) continue
      worth[row] = size[row] > 0 ? excess[row] / size[row] : excess[row] > 0 ? Infinity : -Infinity
      order[known++] = row
    }
    let open = 0
    for (let row = 0; row < units; row++) open += 1 - closed[row]
    const best = order.subarray(0, known).sort((a, b) => worth[b] - worth[a] || a - b)
    for (let at = 0; at < known && open > 0; at++) {
      const row = best[at]
      const gain = excess[row]
      // what is of no use is taken only while the area is too small
      const full = gain > 0 ? most : least
      for (let k = offset[row]; k < offset[row + 1]; k++) {
        const first = middle[k]
        if (closed[first] === 1 || first === row) continue
        const room = full - held[first]
        if (gain <= 0 && (room <= 0 || size[row] === 0)) {
          closed[first] = 1
          open--
          continue
        }
        const share = size[row] <= room ? 1 : Math.max(0, room) / size[row]
        held[first] += share * size[row]
        bound[first] += share * gain
      }
    }
    for (let row = 0; row < units; row++) {
      if (allowed[row] === 0 || size[row] > most || !(held[row] >= least * (1 - TIE))) bound[row] = -Infinity
    }
    return bound
  }
  return { reach, of }
}

function reachOfEach({ graph, size, most, group }: AreaShape): Uint32Array[] {
  const cost = new Float64Array(graph.length).fill(Infinity)
  const limit = most * (1 + TIE)
  return Array.from({ length: graph.length }, (_, first) => {
    const open = [first]
    const done: number[] = []
    cost[first] = 0
    while (open.length > 0) {
      const at = open.reduce((least, row, k) => (cost[row] < cost[open[least]] ? k : least), 0)
      const [row] = open.splice(at, 1)
      done.push(row)
      for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) {
        const other = graph.neighbour[k]
        const through = cost[row] + size[other]
        if (!(through <= limit / 2) || size[first] + through > limit || through >= cost[other]) continue
        if (group !== null && group[other] !== group[first]) continue
        if (cost[other] === Infinity) open.push(other)
        cost[other] = through
      }
    }
    for (const row of done) cost[row] = Infinity
    return Uint32Array.from(done)
  })
}

/** The other way round: row i is reached by the middles middle[offset[i] .. offset[i+1]-1]. */
function middlesOfEach(reach: readonly Uint32Array[]): { readonly offset: Uint32Array; readonly middle: Uint32Array } {
  const offset = new Uint32Array(reach.length + 1)
  for (const rows of reach) for (const row of rows) offset[row + 1]++
  for (let row = 0; row < reach.length; row++) offset[row + 1] += offset[row]
  const middle = new Uint32Array(offset[reach.length])
  const next = offset.slice()
  for (const [first, rows] of reach.entries()) for (const row of rows) middle[next[row]++] = first
  return { offset, middle }
}

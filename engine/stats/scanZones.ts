import { EngineError } from '../error.js'
import type { Weights } from '../types.js'

/** Cells listed in all circles together: 4 bytes each, and each is gone through once a simulation. */
const MOST_LISTED = 40_000_000
/** Cells near a centre that flexible zones may be made of: connected sets of 20 can be half a million. */
const MOST_NEAREST = 20

/** Random maps gone through together: the list of cells and the expected sums, which all maps share, are read once. */
export const SCAN_LANES = 4

/** What is compared over zones: c events in the zone, e expected, of `total` on the whole map. */
export interface ScanData {
  /** By cell. */
  readonly count: Float64Array
  /** By cell, adding up to `total`. */
  readonly expected: Float64Array
  readonly total: number
  /** Counts from which a cell is high by itself: flexible zones are made of such cells only. */
  readonly high: Float64Array
}

/** The zones of a map that a scan goes through. */
export interface ScanZones {
  /**
   * Largest log likelihood ratio of all zones, 0 where none holds more than expected, of `SCAN_LANES` maps of `total` events at once:
   * maps[cell x SCAN_LANES + lane] into out[lane].
   */
  largest(maps: Float64Array, data: ScanData, out: Float64Array): void
  /** Cells of the best zone around a centre, unordered; none where no zone holds more than expected. */
  best(data: ScanData, centre: number): number[]
}

/**
 * Kulldorff's log likelihood ratio of c events where e were expected, of `total`: c ln(c/e) + (total - c) ln((total - c)/(total - e));
 * 0 where c <= e.
 */
export function logLikelihoodRatio(c: number, e: number, total: number): number {
  if (c <= e) return 0
  const outside = total - c
  return c * Math.log(c / e) + (outside === 0 ? 0 : outside * Math.log(outside / (total - e)))
}

/**
 * Circles: round each cell its nearest 1, 2, 3 ... cells, as long as they hold at most `maxShare` of what is expected. Cells at one
 * distance enter together, so the order of the cells changes nothing.
 *
 * @param x, y     Float64Array[n], metres
 * @param expected Float64Array[n]
 * @throws         EngineError 'scan-too-large'
 *
 * Cost n^2 log n once; each simulation one addition a cell listed.
 */
export function circularZones(x: Float64Array, y: Float64Array, expected: Float64Array, maxShare: number): ScanZones {
  const n = x.length
  const most = maxShare * expected.reduce((sum, value) => sum + value, 0)
  const offset = new Uint32Array(n + 1)
  // ~cell where the next one is as far away: the circle is not complete
  let listed = new Int32Array(16 * n)
  let end = 0
  const near = nearestFirst(x, y)
  for (let centre = 0; centre < n; centre++) {
    const { order, key } = near(centre)
    let e = 0
    let from = end
    for (let k = 0; k < n; k++) {
      e += expected[order[k]]
      if (e > most * (1 + 1e-12)) break
      if (end === MOST_LISTED) {
        throw new EngineError('scan-too-large', { hint: 'Lower the largest share, or use larger cells.' })
      }
      if (end === listed.length) {
        const longer = new Int32Array(Math.min(2 * end, MOST_LISTED))
        longer.set(listed)
        listed = longer
      }
      const together = k + 1 < n && key[k + 1] === key[k]
      listed[end++] = together ? ~order[k] : order[k]
      if (!together) from = end
    }
    // an incomplete circle at the limit is left out
    end = from
    offset[centre + 1] = end
  }
  return {
    largest: (maps, data, out) => largestCircles(offset, listed, maps, data, out),
    best: (data, centre) => bestCircle(offset, listed, data, centre),
  }
}

/** A zone with more events than expected by this share of all is looked at closely whatever the largest ratio. */
const FAR = 0.1

/**
 * The loop that takes the time. The logarithms are taken only where c is beyond a bound that needs e alone, so it serves all maps. With
 * d = c - e > 0: c ln(c/e) - d <= d^2/2e and (total - c) ln((total - c)/(total - e)) + d <= d^2/2(total - c), so a ratio above m needs
 * d^2 > 2 m e (1 - e/(total - d)), which for d up to FAR x total is at least 2 m e (1 - e/((1 - FAR) total)).
 */
function largestCircles(
  offset: Uint32Array,
  listed: Int32Array,
  maps: Float64Array,
  { expected, total }: ScanData,
  out: Float64Array,
): void {
  let most0 = 0
  let most1 = 0
  let most2 = 0
  let most3 = 0
  let twice = 0
  const far = FAR * total
  const near = (1 - FAR) * total
  for (let centre = 0; centre + 1 < offset.length; centre++) {
    let c0 = 0
    let c1 = 0
    let c2 = 0
    let c3 = 0
    let e = 0
    const end = offset[centre + 1]
    for (let k = offset[centre]; k < end; k++) {
      const cell = listed[k]
      const own = cell < 0 ? ~cell : cell
      const at = own * SCAN_LANES
      c0 += maps[at]
      c1 += maps[at + 1]
      c2 += maps[at + 2]
      c3 += maps[at + 3]
      e += expected[own]
      if (cell < 0) continue
      const bound = e + Math.min(far, Math.sqrt(twice * e * (1 - e / near)))
      if (c0 > bound || c1 > bound || c2 > bound || c3 > bound) {
        most0 = Math.max(most0, logLikelihoodRatio(c0, e, total))
        most1 = Math.max(most1, logLikelihoodRatio(c1, e, total))
        most2 = Math.max(most2, logLikelihoodRatio(c2, e, total))
        most3 = Math.max(most3, logLikelihoodRatio(c3, e, total))
        twice = 2 * Math.min(most0, most1, most2, most3)
      }
    }
  }
  out[0] = most0
  out[1] = most1
  out[2] = most2
  out[3] = most3
}

function bestCircle(offset: Uint32Array, listed: Int32Array, { count, expected, total }: ScanData, centre: number): number[] {
  let c = 0
  let e = 0
  let largest = 0
  let end = offset[centre]
  for (let k = offset[centre]; k < offset[centre + 1]; k++) {
    const own = listed[k] < 0 ? ~listed[k] : listed[k]
    c += count[own]
    e += expected[own]
    const ratio = listed[k] < 0 ? 0 : logLikelihoodRatio(c, e, total)
    if (ratio > largest) {
      largest = ratio
      end = k + 1
    }
  }
  return Array.from(listed.subarray(offset[centre], end), (cell) => (cell < 0 ? ~cell : cell))
}

/**
 * Sorts all cells by distance from a centre. The square of the distance, in 2^-k of the largest, and the cell's number share one double,
 * so that the sort is of plain numbers; the rounding also makes ties of distances that differ in the last bits only.
 */
function nearestFirst(x: Float64Array, y: Float64Array) {
  const n = x.length
  const bits = Math.max(1, Math.ceil(Math.log2(n)))
  const room = 2 ** bits
  const packed = new Float64Array(n)
  const order = new Uint32Array(n)
  const key = new Float64Array(n)
  return (centre: number) => {
    let most = 0
    for (let cell = 0; cell < n; cell++) {
      packed[cell] = (x[cell] - x[centre]) ** 2 + (y[cell] - y[centre]) ** 2
      most = Math.max(most, packed[cell])
    }
    const scale = most === 0 ? 0 : 2 ** (52 - bits) / most
    for (let cell = 0; cell < n; cell++) packed[cell] = Math.round(packed[cell] * scale) * room + cell
    packed.sort()
    for (let k = 0; k < n; k++) {
      key[k] = Math.floor(packed[k] / room)
      order[k] = packed[k] - key[k] * room
    }
    return { order, key }
  }
}

/**
 * Flexible zones: round each cell the connected sets of its nearest `nearest` cells that hold it, made of cells high by themselves.
 *
 * @param x, y     Float64Array[n], metres
 * @param touching which cells may stand next to each other in a zone; itself or not, does not matter
 * @param nearest  at most 20; cells as far away as the last of them are left out together
 *
 * Cost n^2 log n once; each simulation as many steps as there are sets: few by chance, up to 2^19 round a centre amid high cells.
 */
export function flexibleZones(
  x: Float64Array,
  y: Float64Array,
  touching: Pick<Weights, 'offset' | 'neighbour'>,
  nearest: number,
): ScanZones {
  if (!Number.isInteger(nearest) || nearest < 1 || nearest > MOST_NEAREST) {
    throw new EngineError('option-invalid', {
      column: 'nearest',
      value: String(nearest),
      hint: `Give a whole number from 1 to ${MOST_NEAREST}; 15 is usual.`,
    })
  }
  const n = x.length
  const offset = new Uint32Array(n + 1)
  const member = new Uint32Array(n * nearest)
  /** Bits of the members, by position, that a member touches. */
  const touches = new Uint32Array(n * nearest)
  const near = nearestFirst(x, y)
  const position = new Int32Array(n).fill(-1)
  for (let centre = 0; centre < n; centre++) {
    const { order, key } = near(centre)
    let size = Math.min(nearest, n)
    while (size > 1 && size < n && key[size] === key[size - 1]) size--
    // cells on one spot with the centre: it comes first by its number alone if need be
    const start = offset[centre]
    const cells = [centre, ...order.subarray(0, size).filter((cell) => cell !== centre)].slice(0, size)
    cells.forEach((cell, at) => {
      position[cell] = at
      member[start + at] = cell
    })
    cells.forEach((cell, at) => {
      for (let k = touching.offset[cell]; k < touching.offset[cell + 1]; k++) {
        const other = position[touching.neighbour[k]]
        if (other >= 0 && other !== at) touches[start + at] |= 1 << other
      }
    })
    for (const cell of cells) position[cell] = -1
    offset[centre + 1] = start + size
  }

  const lanesCount = new Float64Array(n)
  let found = 0
  let foundSet = 0

  /** Goes through the sets round one centre; `found` becomes the largest ratio if that is larger, `foundSet` its members. */
  function search({ count, expected, total, high }: ScanData, centre: number): void {
    const start = offset[centre]
    if (count[centre] < high[centre]) return
    let usable = 0
    for (let at = 0; at < offset[centre + 1] - start; at++) {
      const cell = member[start + at]
      if (count[cell] >= high[cell]) usable |= 1 << at
    }

    /** `set` holds c events; `edge` touches it; `left` may still be taken. Every connected set is met once. */
    function grow(set: number, edge: number, left: number, c: number, e: number): void {
      const ratio = logLikelihoodRatio(c, e, total)
      if (ratio > found) {
        found = ratio
        foundSet = set
      }
      let open = left
      for (let next = edge & open; next !== 0; next = edge & open) {
        const bit = next & -next
        const at = 31 - Math.clz32(bit)
        const cell = member[start + at]
        open &= ~bit
        grow(set | bit, edge | touches[start + at], open, c + count[cell], e + expected[cell])
      }
    }
    grow(1, touches[start], usable & ~1, count[centre], expected[centre])
  }

  return {
    largest(maps, data, out) {
      for (let lane = 0; lane < SCAN_LANES; lane++) {
        for (let cell = 0; cell < n; cell++) lanesCount[cell] = maps[cell * SCAN_LANES + lane]
        found = 0
        for (let centre = 0; centre < n; centre++) search({ ...data, count: lanesCount }, centre)
        out[lane] = found
      }
    },
    best(data, centre) {
      found = 0
      foundSet = 0
      search(data, centre)
      const cells: number[] = []
      for (let at = 0; at < nearest; at++) if (((foundSet >>> at) & 1) === 1) cells.push(member[offset[centre] + at])
      return cells
    },
  }
}

import { type Random, random } from '../random.js'
import { leastSquare } from './leastSquare.js'
import type { PointGrid } from './pointGrid.js'

/** Longest span of times, and last edge, that leaves room for two times in one word. */
const HALF_WORD_SPAN = 2 ** 13
/** Words to an event: so many times two (or one) permutations are counted at once. */
const WORDS = 4
/** Pairs that a counter of half a word has room for. */
const HALF_WORD_PAIRS = 2 ** 16 - 1

export interface PermuteTimesOptions {
  readonly space: readonly number[]
  readonly time: readonly number[]
  readonly permutations: number
  readonly seed: number
  /** Per event, in the order of the input. */
  readonly stratum: Int32Array | null
}

/**
 * Pairs in each cell of a Knox table (cell = distance band x number of time bands + time band) in each permutation of the times, within
 * strata where there are any: one column of counts a cell.
 *
 * A word holds the times of two permutations, 16 bits each: with K = 2^14, K + T + gap and K + T - gap both have bit 14 where
 * |gap| <= T, so two pairs are compared by two subtractions and an AND. Spans of over 2^13 units take a word for themselves.
 *
 * @param time  whole numbers from 0 to under 2^30, in the order of the grid
 * @param pairs within the last distance edge, from the first on; 4 bytes are held for each
 */
export function permuteTimes(grid: PointGrid, time: Int32Array, pairs: number, options: PermuteTimesOptions): Float64Array[] {
  const { space, time: edges, permutations, seed, stratum } = options
  const n = time.length
  const spaceBands = space.length - 1
  const timeBands = edges.length - 1
  const near = nearPairs(grid, space, pairs)
  const strata = strataOf(grid.row, stratum)
  const span = time.reduce((most, value) => Math.max(most, value), edges[timeBands])
  const packing = span < HALF_WORD_SPAN ? HALVES : WHOLE
  const together = WORDS * packing.perWord
  const draws = Array.from({ length: spaceBands * timeBands }, () => new Float64Array(permutations))
  const words = new Int32Array(WORDS * n)
  const dealt = new Int32Array(n)
  for (let first = 0; first < permutations; first += together) {
    const count = Math.min(together, permutations - first)
    words.fill(0)
    for (let draw = 0; draw < count; draw++) {
      shuffle(dealt, time, strata, random(seed, `knox ${first + draw}`))
      const shift = 16 * Math.floor(draw / WORDS)
      for (let i = 0, at = draw % WORDS; i < n; i++, at += WORDS) words[at] |= dealt[i] << shift
    }
    const nearer = countNearer(near, words, spaceBands, edges, packing)
    for (let draw = 0; draw < count; draw++) {
      for (let s = 0; s < spaceBands; s++) {
        for (let t = 0; t < timeBands; t++) {
          const at = (s * edges.length + t) * together + draw
          draws[s * timeBands + t][first + draw] = nearer[at + together] - nearer[at]
        }
      }
    }
  }
  return draws
}

/** How times lie in a word. */
interface Packing {
  readonly perWord: number
  /** Number of the bit that says that a gap is short enough, in the lowest time. */
  readonly bit: number
  /** 1 in each time of the word. */
  readonly ones: number
}

const HALVES: Packing = { perWord: 2, bit: 14, ones: 0x00010001 }
const WHOLE: Packing = { perWord: 1, bit: 30, ones: 1 }

/** Pairs less than each time edge apart: (distance band x edges + edge) x permutations counted at once + permutation. */
function countNearer(
  { start, other }: NearPairs,
  words: Int32Array,
  spaceBands: number,
  edges: readonly number[],
  { perWord, bit, ones }: Packing,
): Float64Array {
  const n = words.length / WORDS
  const runs = spaceBands * edges.length
  const total = new Float64Array(runs * WORDS * perWord)
  const held = new Int32Array(runs * WORDS)
  let pairsHeld = 0

  /** From the counters of half a word to those that never overflow. */
  function empty(): void {
    for (let at = 0; at < held.length; at++) {
      const run = (at - (at % WORDS)) / WORDS
      for (let part = 0; part < perWord; part++) {
        total[(run * perWord + part) * WORDS + (at % WORDS)] += perWord === 1 ? held[at] : (held[at] >>> (16 * part)) & 0xffff
      }
    }
    held.fill(0)
    pairsHeld = 0
  }

  for (let i = 0; i < n; i++) {
    const own0 = words[WORDS * i]
    const own1 = words[WORDS * i + 1]
    const own2 = words[WORDS * i + 2]
    const own3 = words[WORDS * i + 3]
    for (let band = 0; band < spaceBands; band++) {
      const end = start[i * spaceBands + band + 1]
      let from = start[i * spaceBands + band]
      while (from < end) {
        const to = Math.min(end, from + HALF_WORD_PAIRS - pairsHeld)
        for (let edge = 0; edge < edges.length; edge++) {
          if (edges[edge] === 0) continue
          const most = Math.imul(ones, 2 ** bit + edges[edge] - 1)
          const twice = (2 * most) | 0
          const from0 = (own0 + most) | 0
          const from1 = (own1 + most) | 0
          const from2 = (own2 + most) | 0
          const from3 = (own3 + most) | 0
          let count0 = 0
          let count1 = 0
          let count2 = 0
          let count3 = 0
          for (let at = from; at < to; at++) {
            const j = other[at]
            const gap0 = (from0 - words[j]) | 0
            const gap1 = (from1 - words[j + 1]) | 0
            const gap2 = (from2 - words[j + 2]) | 0
            const gap3 = (from3 - words[j + 3]) | 0
            count0 = (count0 + (((gap0 & (twice - gap0)) >>> bit) & ones)) | 0
            count1 = (count1 + (((gap1 & (twice - gap1)) >>> bit) & ones)) | 0
            count2 = (count2 + (((gap2 & (twice - gap2)) >>> bit) & ones)) | 0
            count3 = (count3 + (((gap3 & (twice - gap3)) >>> bit) & ones)) | 0
          }
          const at = (band * edges.length + edge) * WORDS
          held[at] += count0
          held[at + 1] += count1
          held[at + 2] += count2
          held[at + 3] += count3
        }
        pairsHeld += to - from
        from = to
        if (pairsHeld === HALF_WORD_PAIRS) empty()
      }
    }
  }
  empty()
  return total
}

interface NearPairs {
  /** Pairs of event i with later ones in distance band b: start[i x bands + b] .. start[i x bands + b + 1] - 1. */
  readonly start: Uint32Array
  /** First word of the other event. */
  readonly other: Uint32Array
}

function nearPairs({ side, columns, rows, start: first, x, y }: PointGrid, space: readonly number[], pairs: number): NearPairs {
  const n = x.length
  const bands = space.length - 1
  const squares = Float64Array.from(space, leastSquare)
  const reach = space[bands] * (1 + 1e-9)
  const start = new Uint32Array(n * bands + 1)
  const other = new Uint32Array(pairs)
  const found = new Uint32Array(n)
  const bandOf = new Uint8Array(n)
  const next = new Uint32Array(bands + 1)
  for (let i = 0; i < n; i++) {
    const ownX = x[i]
    const ownY = y[i]
    const west = Math.max(0, Math.floor((ownX - reach) / side))
    const east = Math.min(columns - 1, Math.floor((ownX + reach) / side))
    const south = Math.floor(ownY / side)
    const north = Math.min(rows - 1, Math.floor((ownY + reach) / side))
    let kept = 0
    next.fill(0)
    for (let row = south; row <= north; row++) {
      const to = first[row * columns + east + 1]
      // in the event's own row those before it have met it already
      for (let j = row === south ? i + 1 : first[row * columns + west]; j < to; j++) {
        const dx = ownX - x[j]
        const dy = ownY - y[j]
        const square = dx * dx + dy * dy
        if (square >= squares[bands] || square < squares[0]) continue
        let band = 0
        for (let edge = 1; edge < bands; edge++) band += Number(square >= squares[edge])
        found[kept] = j
        bandOf[kept++] = band
        next[band + 1]++
      }
    }
    const own = i * bands
    next[0] = start[own]
    for (let band = 0; band < bands; band++) {
      next[band + 1] += next[band]
      start[own + band + 1] = next[band + 1]
    }
    for (let at = 0; at < kept; at++) other[next[bandOf[at]]++] = WORDS * found[at]
  }
  return { start, other }
}

/** Positions in the grid's order, by stratum. */
function strataOf(order: Uint32Array, stratum: Int32Array | null): Uint32Array[] {
  if (stratum === null) return [Uint32Array.from(order.keys())]
  const members = new Map<number, number[]>()
  order.forEach((row, at) => {
    const of = stratum[row]
    const list = members.get(of)
    if (list === undefined) members.set(of, [at])
    else list.push(at)
  })
  return [...members].sort(([a], [b]) => a - b).map(([, list]) => Uint32Array.from(list))
}

/** Deals the times out anew within each stratum (Fisher and Yates). */
function shuffle(dealt: Int32Array, time: Int32Array, strata: readonly Uint32Array[], stream: Random): void {
  dealt.set(time)
  for (const members of strata) {
    for (let left = members.length; left > 1; left--) {
      const a = members[left - 1]
      const b = members[stream.integer(left)]
      const held = dealt[a]
      dealt[a] = dealt[b]
      dealt[b] = held
    }
  }
}

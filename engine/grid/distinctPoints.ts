/** Distinct points of a list, and which of them each row is. */
export interface DistinctPoints {
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Row of the distinct point, by row of the list. */
  readonly of: Uint32Array
}

/** Rows looked at to guess how many points are distinct. */
const SAMPLE = 1 << 12
/** Of fewer rows nothing is won. */
const LEAST_ROWS = 1 << 15
/** Looking a point up costs less than working its cell out where at most one in so many is new. */
const REPEATS = 8

/**
 * The distinct points (bit by bit, so that NaN is a point and -0 is not 0), in the order they are met; null where so few repeat that
 * each is better worked out by itself. How many there are is guessed from a sample of rows by Chao's estimate: those met, and
 * f1^2 / (2 f2) more, f1 and f2 being those met once and twice (Chao 1984, Scandinavian Journal of Statistics 11).
 */
export function distinctPoints(lng: Float64Array, lat: Float64Array): DistinctPoints | null {
  if (lng.length < LEAST_ROWS) return null
  const stride = Math.floor(lng.length / SAMPLE)
  const sample = lookUp(everyNth(lng, stride, 0, SAMPLE), everyNth(lat, stride, 0, SAMPLE), SAMPLE)
  const most = lng.length / REPEATS
  return sample === null || guess(sample) > most ? null : lookUp(lng, lat, most)
}

function guess({ lng, of }: DistinctPoints): number {
  const met = new Uint32Array(lng.length)
  for (const point of of) met[point]++
  const once = met.filter((times) => times === 1).length
  const twice = met.filter((times) => times === 2).length
  return once === 0 ? met.length : met.length + once ** 2 / (2 * twice)
}

/** An open-addressing table, at most half full; null where there are more than `most`. */
function lookUp(lng: Float64Array, lat: Float64Array, most: number): DistinctPoints | null {
  const bits = 33 - Math.clz32(most)
  const mask = 2 ** bits - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  const east = new Uint32Array(lng.buffer, lng.byteOffset, 2 * lng.length)
  const north = new Uint32Array(lat.buffer, lat.byteOffset, 2 * lat.length)
  // both halves of both coordinates beside each other: one line of cache a point
  const points = new Uint32Array(4 * Math.ceil(most))
  const of = new Uint32Array(lng.length)
  let length = 0
  for (let row = 0; row < of.length; row++) {
    const a = east[2 * row]
    const b = east[2 * row + 1]
    const c = north[2 * row]
    const d = north[2 * row + 1]
    const hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c + Math.imul(d, 0xc2b2ae35), 0x85ebca6b), 0x27d4eb2f)
    let slot = hash >>> (32 - bits)
    let at = slots[slot]
    while (at >= 0 && (points[at] !== a || points[at + 2] !== c || points[at + 1] !== b || points[at + 3] !== d)) {
      slot = (slot + 1) & mask
      at = slots[slot]
    }
    if (at < 0) {
      at = 4 * length++
      if (at >= points.length) return null
      slots[slot] = at
      points[at] = a
      points[at + 1] = b
      points[at + 2] = c
      points[at + 3] = d
    }
    of[row] = at >>> 2
  }
  const degrees = new Float64Array(points.buffer)
  return { lng: everyNth(degrees, 2, 0, length), lat: everyNth(degrees, 2, 1, length), of }
}

/** So many of a column: that at `from` and every nth after it. */
function everyNth(column: Float64Array, n: number, from: number, length: number): Float64Array {
  const taken = new Float64Array(length)
  for (let k = 0; k < length; k++) taken[k] = column[k * n + from]
  return taken
}

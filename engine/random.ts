const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

/** A stream of random numbers; the same seed and id give the same stream on every machine and in every order of use. */
export interface Random {
  /** In [0, 1), all 53 bits. */
  uniform(): number
  /** Whole number in [0, bound), without bias; bound 1 to 2^32 - 1. */
  integer(bound: number): number
}

/**
 * Philox 4x32-10: four counter words and two key words to four random words, written over `counter`.
 *
 * Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. Checked against its known answers.
 */
export function philox(counter: Uint32Array, key0: number, key1: number): void {
  let c0 = counter[0]
  let c1 = counter[1]
  let c2 = counter[2]
  let c3 = counter[3]
  let k0 = key0
  let k1 = key1
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0)
    const low0 = Math.imul(MULTIPLIER_0, c0)
    const high1 = multiplyHigh(MULTIPLIER_1, c2)
    const low1 = Math.imul(MULTIPLIER_1, c2)
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1 >>> 0
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0 >>> 0
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  counter[0] = c0
  counter[1] = c1
  counter[2] = c2
  counter[3] = c3
}

/** High 32 bits of the product of two unsigned 32-bit words; bound below 2^32, so every sum here is exact in a double. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const first = aHigh * bLow + ((aLow * bLow) >>> 16)
  const second = aLow * bHigh + (first & 0xffff)
  return (aHigh * bHigh + (first >>> 16) + (second >>> 16)) >>> 0
}

/**
 * The stream of `seed` and `id`: an id is what the numbers belong to (a cell id, an area code, the name of a
 * statistic), never a row number, so that adding or reordering rows changes nothing for the others.
 *
 * @param seed whole number, 0 to 2^53 - 1
 * @param id   any text; streams of different ids are independent for all practical purposes
 */
export function random(seed: number, id: string): Random {
  const key0 = seed >>> 0
  const key1 = Math.floor(seed / 2 ** 32) >>> 0
  const stream = digest(id, key0, key1)
  const words = new Uint32Array(4)
  let block = 0
  let used = 4

  function word(): number {
    if (used === 4) {
      words[0] = block++
      words[1] = stream[1]
      words[2] = stream[2]
      words[3] = stream[3]
      philox(words, key0, key1)
      used = 0
    }
    return words[used++]
  }

  return {
    uniform() {
      const high = word() >>> 5
      const low = word() >>> 6
      return (high * 2 ** 26 + low) / 2 ** 53
    },
    integer(bound) {
      // Lemire (2019): the high word of a product is uniform once the few low words that favour some results are redrawn
      let draw = word()
      let low = Math.imul(draw, bound) >>> 0
      if (low < bound) {
        const unfair = (2 ** 32 - bound) % bound
        while (low < unfair) {
          draw = word()
          low = Math.imul(draw, bound) >>> 0
        }
      }
      return multiplyHigh(draw, bound)
    },
  }
}

/** Text to four words: UTF-16 units four at a time, stirred in by Philox; the length goes first, so no text is another's beginning. */
function digest(text: string, key0: number, key1: number): Uint32Array {
  const state = new Uint32Array(4)
  state[0] = text.length
  philox(state, key0, key1)
  for (let at = 0; at < text.length; at += 4) {
    for (let unit = 0; unit < 4 && at + unit < text.length; unit++) state[unit] ^= text.charCodeAt(at + unit)
    philox(state, key0, key1)
  }
  return state
}

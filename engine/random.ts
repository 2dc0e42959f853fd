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
  // constants in the function: a bundler makes those of a module variables, which are then read in every round
  const multiplier0 = 0xd2511f53
  const multiplier1 = 0xcd9e8d57
  const weyl0 = 0x9e3779b9
  const weyl1 = 0xbb67ae85
  const rounds = 10
  let c0 = counter[0] | 0
  let c1 = counter[1] | 0
  let c2 = counter[2] | 0
  let c3 = counter[3] | 0
  let k0 = key0 | 0
  let k1 = key1 | 0
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, c0)
    const low0 = Math.imul(multiplier0, c0)
    const high1 = multiplyHigh(multiplier1, c2)
    const low1 = Math.imul(multiplier1, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + weyl0) | 0
    k1 = (k1 + weyl1) | 0
  }
  counter[0] = c0
  counter[1] = c1
  counter[2] = c2
  counter[3] = c3
}

/** High 32 bits of the product of two unsigned 32-bit words, as a signed one: by halves, whose products and sums stay below 2^32. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const first = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0
  const second = (Math.imul(aLow, bHigh) + (first & 0xffff)) | 0
  return (Math.imul(aHigh, bHigh) + (first >>> 16) + (second >>> 16)) | 0
}

/**
 * Threefry 4x32-13: random words by position, a third of the cost of `philox`, for kernels that draw hundreds of millions.
 * Fills `words` with the blocks of `counter`, of `counter` with its first word one higher, and so on; four words a block.
 *
 * Salmon, Moraes, Dror & Shaw (2011): 12 rounds pass all tests of Crush. Checked against its known answers.
 */
export function threefry(key: Uint32Array, counter: ArrayLike<number>, words: Uint32Array): void {
  const k0 = key[0] | 0
  const k1 = key[1] | 0
  const k2 = key[2] | 0
  const k3 = key[3] | 0
  const k4 = 0x1bd11bda ^ k0 ^ k1 ^ k2 ^ k3
  const start0 = (counter[0] + k0) | 0
  const start1 = (counter[1] + k1) | 0
  const start2 = (counter[2] + k2) | 0
  const start3 = (counter[3] + k3) | 0
  for (let at = 0; at + 3 < words.length; at += 4) {
    let x0 = (start0 + (at >>> 2)) | 0
    let x1 = start1
    let x2 = start2
    let x3 = start3
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 10) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 26) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 11) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 21) ^ x2
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 13) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 27) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 23) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 5) ^ x2
    x0 = (x0 + k1) | 0
    x1 = (x1 + k2) | 0
    x2 = (x2 + k3) | 0
    x3 = (x3 + k4 + 1) | 0
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 6) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 20) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 17) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 11) ^ x2
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 25) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 10) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 18) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 20) ^ x2
    x0 = (x0 + k2) | 0
    x1 = (x1 + k3) | 0
    x2 = (x2 + k4) | 0
    x3 = (x3 + k0 + 2) | 0
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 10) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 26) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 11) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 21) ^ x2
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 13) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 27) ^ x2
    x0 = (x0 + x3) | 0
    x3 = turned(x3, 23) ^ x0
    x2 = (x2 + x1) | 0
    x1 = turned(x1, 5) ^ x2
    x0 = (x0 + k3) | 0
    x1 = (x1 + k4) | 0
    x2 = (x2 + k0) | 0
    x3 = (x3 + k1 + 3) | 0
    x0 = (x0 + x1) | 0
    x1 = turned(x1, 6) ^ x0
    x2 = (x2 + x3) | 0
    x3 = turned(x3, 20) ^ x2
    words[at] = x0
    words[at + 1] = x1
    words[at + 2] = x2
    words[at + 3] = x3
  }
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
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
      return multiplyHigh(draw, bound) >>> 0
    },
  }
}

/** The key of `threefry` for `seed` and `id`, both as of `random`. */
export function streamKey(seed: number, id: string): Uint32Array {
  return digest(id, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0)
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

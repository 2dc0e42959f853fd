export const FIRST = 0x85ebca6b
export const SECOND = 0xc2b2ae35

/** Bytes below the hyphen, among them quote, comma and all control characters, leave their highest bit behind. */
const HYPHENS = 0x2d2d2d2d
const HIGHEST_BITS = 0x80808080

/**
 * 64-bit key of the bytes `start .. end`, as two words of `key`; the second is never 0. Two of a million different ids share a key by
 * chance once in about 4e7 such sets.
 *
 * @returns 0 only where none of the bytes, in whole groups of eight, is a quote, a comma or a control character
 */
export function idKey(words: DataView, start: number, end: number, key: Int32Array): number {
  // two keys in one pass, each in two strands: none waits for another's multiplication
  let highEven = 0x2545f491 ^ (end - start)
  let highOdd = 0x9e3779b1
  let lowEven = 0x6c078965 ^ (end - start)
  let lowOdd = 0x27d4eb2f
  let below = 0
  let p = start
  for (; p + 8 <= end; p += 8) {
    const even = words.getInt32(p, true)
    const odd = words.getInt32(p + 4, true)
    below |= (even - HYPHENS) | (odd - HYPHENS)
    highEven = mixed(highEven ^ even, FIRST)
    lowEven = mixed(lowEven ^ even, SECOND)
    highOdd = mixed(highOdd ^ odd, FIRST)
    lowOdd = mixed(lowOdd ^ odd, SECOND)
  }
  for (; p < end; p++) {
    highEven = mixed(highEven ^ words.getUint8(p), FIRST)
    lowEven = mixed(lowEven ^ words.getUint8(p), SECOND)
  }
  key[0] = mixed(mixed(highEven, SECOND) ^ highOdd, SECOND)
  key[1] = mixed(mixed(lowEven, FIRST) ^ lowOdd, FIRST) || 1
  return below & HIGHEST_BITS
}

/** Multiplied by an odd number, with the high bits carried down. */
export function mixed(bits: number, factor: number): number {
  const product = Math.imul(bits, factor)
  return product ^ (product >>> 15)
}

import { decodeUtf8 } from '../../engine/index.js'

const MINUS = 45
const POINT = 46
const ZERO = 48
/** Whole numbers below this, and powers of ten up to 22, are exact: one division of the two is rounded once, as `Number` rounds. */
const EXACT = 2 ** 53
const TENS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))

/** `Number` of a field without making a string of it; NaN for an empty field and for what is no number. */
export function numberOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  if (bytes[at] === MINUS && at < end) at++
  let digits = 0
  let whole = 0
  let point = -1
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit
      digits++
    } else if (bytes[at] === POINT && point < 0) point = at
    else return slowly(bytes, start, end)
  }
  const places = point < 0 ? 0 : end - point - 1
  if (digits === 0 || whole >= EXACT || places >= TENS.length) return slowly(bytes, start, end)
  const value = whole / TENS[places]
  return bytes[start] === MINUS ? -value : value
}

/** Exponents, more digits than are exact, spaces, words. */
function slowly(bytes: Uint8Array, start: number, end: number): number {
  const text = decodeUtf8(bytes, start, end)
  return text.trim() === '' ? Number.NaN : Number(text)
}

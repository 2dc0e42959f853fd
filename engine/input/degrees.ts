import { decodeUtf8 } from './csv.js'

/** 10^0 .. 10^22: the powers of ten a double holds exactly. */
const POWER = /* @__PURE__ */ Array.from({ length: 23 }, (_, digits) => Number(`1e${digits}`))

/** A decimal number, NaN if it is none. Mantissa / 10^digits is correctly rounded up to 2^53 and 10^22; other numbers take the long way. */
export function degreesOf(bytes: Uint8Array, start: number, end: number): number {
  let p = start
  const negative = bytes[p] === 45
  if (negative) p++
  let mantissa = 0
  let digits = 0
  let decimals = 0
  let point = false
  for (; p < end; p++) {
    const c = bytes[p]
    const digit = c ^ 48
    if (digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
      if (point) decimals++
    } else if (c === 46 && !point) point = true
    else return longNumber(decodeUtf8(bytes, start, end))
  }
  if (digits === 0 || digits > 15) return longNumber(decodeUtf8(bytes, start, end))
  const value = mantissa / POWER[decimals]
  // 0 - 0 is 0, not -0: the meridian is one place
  return negative ? 0 - value : value
}

/** White space as the queries of `hexbeat sql` know it. */
const NUMBER = /^[ \t\n\f\r]*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?[ \t\n\f\r]*$/i

function longNumber(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  // as above, -0 is 0; a number too large to hold is none
  return Number.isFinite(value) ? value + 0 : Number.NaN
}

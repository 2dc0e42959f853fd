/** Grows as it is written to; numbers go straight to digits, with no text in between. */
export interface ByteWriter {
  /** Any text, as UTF-8; a lone surrogate becomes U+FFFD. */
  text(value: string): void
  /** Bytes as they are: what is written again and again is best encoded once. */
  raw(piece: Uint8Array): void
  /** A finite number with at most 12 significant digits, as JavaScript would print it after rounding. */
  number(value: number): void
  /** `units / 10^places`, `units` a whole number below 1e15 in size; without trailing zeros. */
  decimal(units: number, places: number): void
  /** Rows 0 .. count - 1 one after another; the first of them tell how much room all need, so that a large file is not copied as it grows. */
  rows(count: number, write: (row: number) => void): void
  /** What was written so far; the writer is done with. */
  bytes(): Uint8Array
}

/** As many rows as tell the length of the others, and how much longer these may be. */
const SAMPLE_ROWS = 2000
const SAMPLE_MARGIN = 1.1
const DIGITS = 12
const BILLION = 1e9
const SMALL_POWER = /* @__PURE__ */ Int32Array.from({ length: 10 }, (_, k) => 10 ** k)
const POWER = /* @__PURE__ */ Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))

/**
 * The engine has no TextEncoder: it runs where there is neither DOM nor Node.
 *
 * @param room bytes to begin with
 * @param take is given what was written whenever it fills the room at the end of one of `rows`, and must be done with it when it returns;
 *             `bytes` is then what is left. Without it all is kept
 */
export function createByteWriter(room = 65_536, take?: (piece: Uint8Array) => void): ByteWriter {
  let buffer = new Uint8Array(room)
  let at = 0

  return { text, raw, number, decimal, rows, bytes: () => buffer.subarray(0, at) }

  function reserve(count: number): void {
    if (at + count > buffer.length) enlarge(Math.max(buffer.length * 2, at + count))
  }

  function enlarge(length: number): void {
    const larger = new Uint8Array(length)
    larger.set(buffer.subarray(0, at))
    buffer = larger
  }

  function rows(count: number, write: (row: number) => void): void {
    const from = at
    for (let row = 0; row < count; row++) {
      if (take === undefined && row === SAMPLE_ROWS) {
        const all = at + Math.ceil(((at - from) / row) * (count - row) * SAMPLE_MARGIN)
        if (all > buffer.length) enlarge(all)
      }
      write(row)
      if (take !== undefined && at >= room) {
        take(buffer.subarray(0, at))
        at = 0
      }
    }
  }

  function raw(piece: Uint8Array): void {
    reserve(piece.length)
    const bytes = buffer
    const to = at
    for (let i = 0; i < piece.length; i++) bytes[to + i] = piece[i]
    at = to + piece.length
  }

  function text(value: string): void {
    reserve(value.length)
    const bytes = buffer
    let to = at
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i)
      if (code >= 0x80) {
        at = to
        wideText(value, i)
        return
      }
      bytes[to++] = code
    }
    at = to
  }

  /** The text from `i` on, which has characters beyond ASCII. */
  function wideText(value: string, from: number): void {
    for (let i = from; i < value.length; i++) {
      const code = value.charCodeAt(i)
      if (code < 0x80) buffer[at++] = code
      else i += wide(value, i, code)
    }
  }

  /** One character beyond ASCII, with room for the rest as if it were none; returns how many code units more than one it took. */
  function wide(value: string, i: number, first: number): number {
    reserve(value.length - i + 3)
    const low = first >= 0xd800 && first < 0xdc00 && i + 1 < value.length ? value.charCodeAt(i + 1) : 0
    const pair = low >= 0xdc00 && low < 0xe000
    const code = pair ? 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00) : first >= 0xd800 && first < 0xe000 ? 0xfffd : first
    if (code < 0x800) buffer[at++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) buffer[at++] = 0xe0 | (code >> 12)
      else {
        buffer[at++] = 0xf0 | (code >> 18)
        buffer[at++] = 0x80 | ((code >> 12) & 63)
      }
      buffer[at++] = 0x80 | ((code >> 6) & 63)
    }
    buffer[at++] = 0x80 | (code & 63)
    return pair ? 1 : 0
  }

  function number(value: number): void {
    const size = Math.abs(value)
    if (size < 1e15 && Number.isInteger(value)) {
      decimal(value, 0)
      return
    }
    if (!(size >= 1e-6 && size < 1e11)) {
      text(String(Number(value.toPrecision(DIGITS))))
      return
    }
    // decimal places that leave 12 significant digits; one fewer if rounding carries into a thirteenth
    let places = DIGITS
    while (places > 0 && size >= POWER[DIGITS - places]) places--
    if (size < 1) while (size * POWER[places] < POWER[DIGITS - 1]) places++
    let units = Math.round(size * POWER[places])
    if (units >= POWER[DIGITS]) units = Math.round(size * POWER[--places])
    decimal(value < 0 ? -units : units, places)
  }

  function decimal(units: number, places: number): void {
    reserve(40)
    const bytes = buffer
    if (units < 0) bytes[at++] = 45
    const size = Math.abs(units)
    const whole = places === 0 ? size : Math.floor(size / POWER[places])
    let to = at
    if (whole < BILLION) to = small(bytes, to, whole | 0, 1)
    else {
      const billions = Math.floor(whole / BILLION)
      to = small(bytes, to, billions | 0, 1)
      to = small(bytes, to, (whole - billions * BILLION) | 0, 9)
    }
    const fraction = places === 0 ? 0 : size - whole * POWER[places]
    if (fraction > 0) {
      bytes[to++] = 46
      if (places <= 9) to = small(bytes, to, fraction | 0, places)
      else {
        const first = Math.floor(fraction / BILLION)
        // at most 17 places: the first digits, then nine more
        to = small(bytes, to, first | 0, places - 9)
        to = small(bytes, to, (fraction - first * BILLION) | 0, 9)
      }
      while (bytes[to - 1] === 48) to--
    }
    at = to
  }
}

/** A whole number below 1e9 with at least `width` digits, from `at` on; where it ends. */
function small(bytes: Uint8Array, at: number, value: number, width: number): number {
  let digits = width
  while (digits < 9 && value >= SMALL_POWER[digits]) digits++
  let rest = value
  for (let place = at + digits - 1; place >= at; place--) {
    const tenth = (rest / 10) | 0
    bytes[place] = 48 + rest - tenth * 10
    rest = tenth
  }
  return at + digits
}

/** UTF-8 bytes of a text. */
/* @__NO_SIDE_EFFECTS__ */
export function encodeUtf8(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length)
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code >= 0x80) return encodeWide(value)
    bytes[i] = code
  }
  return bytes
}

function encodeWide(value: string): Uint8Array {
  const writer = createByteWriter(value.length)
  writer.text(value)
  return writer.bytes()
}

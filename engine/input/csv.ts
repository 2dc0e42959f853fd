import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { otherSeparator, separatorHint } from './separator.js'

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
const ZERO = 48

const MAX_COLUMNS = 4096
/** A longer row is an unclosed quote or no CSV at all; the limit also bounds memory. */
const MAX_ROW_BYTES = 1 << 20
/** Long input is taken in pieces that stay in the processor's cache. */
const PIECE_BYTES = 1 << 18
/** As far past its end as what was read may be looked at. */
const LOOK_AHEAD = 1024
/** As many first bytes as tell a PDF, an archive or a byte order mark. */
const MAGIC_BYTES = 8

/**
 * The row at hand. Valid only inside the callback: the next row reuses it. Field i is `bytes[start[i] .. end[i])`, unquoted;
 * fields lie one after another with a comma between, so `bytes[start[0] .. end[count - 1])` is the whole row.
 */
export interface CsvRow {
  bytes: Uint8Array
  /** The same bytes, to read four at a time. */
  words: DataView
  readonly start: Int32Array
  readonly end: Int32Array
  /** Number of fields; an empty line is one empty field. */
  count: number
  /** Physical line of the row's first byte, 1-based. */
  line: number
  /** False for a last row without a line end. */
  closed: boolean
  /** True if a field was quoted: fields may hold commas. */
  quoted: boolean
}

/** A shorter way for rows whose like was read before. */
export interface RowsAhead {
  /**
   * Reads rows from `from` on, which are then not handed out; a line feed stands at `fill`, where the bytes of the file end. Up to 1024
   * bytes after it may be looked at.
   *
   * @param line of the first
   * @returns where the first row begins that was not read
   */
  read(bytes: Uint8Array, words: DataView, from: number, fill: number, line: number): number
  /** Rows, each of one line, that `read` has read. */
  readonly rows: number
}

export interface CsvReader {
  /** Begins another file, whatever is left of the one before: code that is warm and memory that is there are used again. */
  restart(file: string): void
  /** Takes any piece of the file; the bytes are copied. */
  push(chunk: Uint8Array): void
  /** Hands out a last row without line end. */
  end(): void
}

/**
 * Streaming RFC 4180 reader: bytes in, rows as byte ranges out. Quoted fields may hold commas, doubled quotes and line
 * ends; LF, CRLF and CR end a row, mixed as they come; a UTF-8 byte order mark is dropped. A quote counts only as the
 * first byte of a field; text after a closing quote is kept as it stands. Where the input is cut makes no difference.
 *
 * @throws EngineError 'file-not-csv' (binary content, UTF-16, a row over 1 MB), 'file-cut' (a quote is never closed)
 */
export function createCsvReader(firstFile: string, onRow: (row: CsvRow) => void, ahead: RowsAhead | null = null): CsvReader {
  let file = firstFile
  // a line feed after what has been read stops every scan; room for that and for looking past it
  const buffer = new Uint8Array(MAX_ROW_BYTES + PIECE_BYTES + MAGIC_BYTES + LOOK_AHEAD)
  const words = new DataView(buffer.buffer)
  let scratch = new Uint8Array(0)
  let scratchWords = words
  const start = new Int32Array(MAX_COLUMNS)
  const end = new Int32Array(MAX_COLUMNS)
  const row: CsvRow = { bytes: buffer, words, start, end, count: 0, line: 1, closed: true, quoted: false }
  let fill = 0
  let line = 1
  let opened = false

  function refuse(hint: string): never {
    throw new EngineError('file-not-csv', { file, line, hint })
  }

  function tooManyColumns(): never {
    refuse(`A row has more than ${MAX_COLUMNS} columns. Is this a comma-separated text file?`)
  }

  function foundNul(): never {
    refuse('The file holds binary data. Export it as CSV (UTF-8).')
  }

  /** Where the row that holds quotes ends, or -1 if its end has not been read yet. */
  function quotedRow(from: number, last: boolean): number {
    if (scratch.length === 0) {
      scratch = new Uint8Array(buffer.length)
      scratchWords = new DataView(scratch.buffer)
    }
    let p = from
    let w = 0
    let n = 0
    let lines = 0
    for (;;) {
      if (n === MAX_COLUMNS) tooManyColumns()
      start[n] = w
      if (p < fill && buffer[p] === QUOTE) {
        p++
        for (;;) {
          if (p >= fill) {
            if (last)
              throw new EngineError('file-cut', {
                file,
                line,
                hint: 'A quote opened in this row is never closed. Download or export the file again.',
              })
            return -1
          }
          const c = buffer[p++]
          if (c === QUOTE) {
            if (p === fill || buffer[p] !== QUOTE) break
            p++
          } else if (c === LF || (c === CR && buffer[p] !== LF)) lines++
          else if (c === 0) foundNul()
          scratch[w++] = c
        }
      }
      while (p < fill && buffer[p] !== COMMA && buffer[p] !== LF && buffer[p] !== CR) {
        if (buffer[p] === 0) foundNul()
        scratch[w++] = buffer[p++]
      }
      end[n++] = w
      if (p === fill) {
        if (!last) return -1
        return emit(p, p, false)
      }
      const c = buffer[p]
      if (c === COMMA) {
        // separators are kept, so that the whole row reads the same whether its fields were quoted or not
        scratch[w++] = c
        p++
        continue
      }
      if (c === CR && p + 1 === fill && !last) return -1
      return emit(p, c === CR && p + 1 < fill && buffer[p + 1] === LF ? p + 2 : p + 1, true)
    }

    function emit(at: number, next: number, closed: boolean): number {
      if (at - from > MAX_ROW_BYTES) tooLong()
      row.bytes = scratch
      row.words = scratchWords
      row.count = n
      row.line = line
      row.closed = closed
      row.quoted = true
      onRow(row)
      line += lines + 1
      return next
    }
  }

  function tooLong(): never {
    refuse('A row is longer than 1 MB: a quote that is never closed, or no comma-separated text.')
  }

  /** Hands out every row whose end has been read and moves the rest to the front. */
  function drain(last: boolean): void {
    if (!opened) {
      if (fill < MAGIC_BYTES && !last) return
      opened = true
      const hint = foreignContent(buffer, fill)
      if (hint !== null) refuse(hint)
      if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf && fill >= 3) drop(3)
    }
    buffer[fill] = LF
    let from = 0
    while (from < fill) {
      if (ahead !== null) {
        const next = ahead.read(buffer, words, from, fill, line)
        if (next > from) {
          line += ahead.rows
          from = next
          continue
        }
      }
      let p = from
      let n = 0
      let field = from
      let next = -1
      for (;;) {
        if (p === field && buffer[p] === QUOTE) {
          next = quotedRow(from, last)
          n = -1
          break
        }
        p = stopAt(words, p)
        const c = buffer[p]
        if (c === COMMA) {
          if (n === MAX_COLUMNS - 1) tooManyColumns()
          start[n] = field
          end[n++] = p
          field = ++p
        } else if (p === fill) {
          if (last) next = fill
          break
        } else if (c === LF) {
          next = p + 1
          break
        } else if (c === CR) {
          if (p + 1 < fill) next = buffer[p + 1] === LF ? p + 2 : p + 1
          else if (last) next = p + 1
          break
        } else if (c === 0) foundNul()
        else p++
      }
      if (next === -1) break
      if (n >= 0) {
        if (p - from > MAX_ROW_BYTES) tooLong()
        start[n] = field
        end[n++] = p
        row.bytes = buffer
        row.words = words
        row.count = n
        row.line = line
        row.closed = p < fill
        row.quoted = false
        onRow(row)
        line++
      }
      from = next
    }
    drop(from)
    if (fill > MAX_ROW_BYTES) tooLong()
  }

  function drop(count: number): void {
    if (count > 0) buffer.copyWithin(0, count, fill)
    fill -= count
  }

  return {
    restart(next) {
      file = next
      fill = 0
      line = 1
      opened = false
    },
    push(chunk) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES)
        buffer.set(piece, fill)
        fill += piece.length
        drain(false)
      }
    },
    end() {
      drain(true)
    },
  }
}

/** Where the next comma or control character stands; there is one. */
export function stopAt(words: DataView, from: number): number {
  let p = from
  let found = stops(words.getInt32(p, true))
  while (found === 0) {
    p += 4
    found = stops(words.getInt32(p, true))
  }
  // the lowest bit is of the first of the four that stops
  return p + ((31 - Math.clz32(found & -found)) >>> 3)
}

/**
 * Bit 7 of every byte of a word, read with its first byte lowest, that is a comma or a control character; bytes above the
 * first such may be marked wrongly.
 */
function stops(four: number): number {
  const commas = four ^ 0x2c2c2c2c
  return (((commas - 0x01010101) & ~commas) | ((four - 0x20202020) & ~four)) & 0x80808080
}

/** What the first bytes say the file is instead of CSV, or null. */
function foreignContent(bytes: Uint8Array, length: number): string | null {
  const [a, b, c, d] = bytes
  if (length < 2) return null
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'The file is UTF-16 text. Save it as "CSV UTF-8".'
  if (a === 0x1f && b === 0x8b)
    return 'It is gzip-packed: let its name end in .gz, or unpack it first, as gunzip -c FILE | hexbeat ... - does.'
  if (length < 4) return null
  if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46) return 'This is a PDF. Export the table as CSV.'
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4)
    return 'This is a zip archive or a spreadsheet. Name it .zip, or export the sheet as CSV.'
  if (a === 0x3c) return 'This looks like a web page or XML. Download the CSV file itself.'
  return null
}

/**
 * A small CSV file read whole, as text: boundaries' attributes, deprivation, lookups, the tables of data/. Blank lines are
 * left out; `line` is the physical line of each row. For crime files, which are large, use `createCsvReader`.
 *
 * @param wanted tells the columns to read by their headers; fields of the others are ''. All are read if it is not given
 * @throws EngineError 'file-empty', 'file-not-csv', 'file-cut', 'table-invalid' (a row with another number of fields than the header; other
 *         separators than commas)
 */
export function readTextTable(bytes: Uint8Array, file: string, wanted?: (header: string) => boolean): TextTable {
  let header: string[] | null = null
  let read: boolean[] = []
  const rows: string[][] = []
  const lines: number[] = []
  /** By number: national tables repeat small ones by the hundred thousand. */
  const numberTexts: string[] = []
  const textOf = (from: Uint8Array, start: number, end: number): string => {
    const whole = smallWhole(from, start, end)
    if (whole === -1) return decodeUtf8(from, start, end)
    numberTexts[whole] ??= String(whole)
    return numberTexts[whole]
  }
  const reader = createCsvReader(file, (row) => {
    if (row.count === 1 && row.start[0] === row.end[0]) return
    const fields: string[] = []
    for (let i = 0; i < row.count; i++) fields.push(read[i] === false ? '' : textOf(row.bytes, row.start[i], row.end[i]))
    if (header === null) {
      if (fields.length === 1 && otherSeparator(fields[0]) !== null)
        throw new EngineError('table-invalid', { file, line: row.line, hint: separatorHint(fields[0]) })
      header = fields
      if (wanted !== undefined) read = fields.map(wanted)
      return
    }
    if (fields.length < header.length && !row.closed) {
      throw new EngineError('file-cut', {
        file,
        line: row.line,
        hint: `The last row has ${fields.length} of ${header.length} fields.`,
      })
    }
    if (fields.length !== header.length) {
      throw new EngineError('table-invalid', {
        file,
        line: row.line,
        hint: `The row has ${fields.length} fields, the header ${header.length}. Is a comma in a text without quotes round it?`,
      })
    }
    rows.push(fields)
    lines.push(row.line)
  })
  reader.push(bytes)
  reader.end()
  if (header === null) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
  return { file, header, rows, line: lines }
}

/** A whole number of up to five digits, written as JavaScript would; -1 for anything else. */
function smallWhole(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > 5 || (bytes[start] === ZERO && end - start > 1)) return -1
  let whole = 0
  for (let p = start; p < end; p++) {
    const digit = bytes[p] - ZERO
    if (digit < 0 || digit > 9) return -1
    whole = 10 * whole + digit
  }
  return whole
}

/** Text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD, as in the WHATWG Encoding Standard. No byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  let p = start
  while (p < end) {
    if (p + 8 <= end) {
      // eight characters a call: a string grown one by one is three times as slow
      const [a, b, c, d] = [bytes[p], bytes[p + 1], bytes[p + 2], bytes[p + 3]]
      const [e, f, g, h] = [bytes[p + 4], bytes[p + 5], bytes[p + 6], bytes[p + 7]]
      if ((a | b | c | d | e | f | g | h) < 0x80) {
        text += String.fromCharCode(a, b, c, d, e, f, g, h)
        p += 8
        continue
      }
    }
    if (p + 4 <= end && (bytes[p] | bytes[p + 1] | bytes[p + 2] | bytes[p + 3]) < 0x80) {
      text += String.fromCharCode(bytes[p], bytes[p + 1], bytes[p + 2], bytes[p + 3])
      p += 4
      continue
    }
    const first = bytes[p++]
    if (first < 0x80) {
      text += String.fromCharCode(first)
      continue
    }
    let more = 0
    let low = 0x80
    let high = 0xbf
    let point = 0xfffd
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1
      point = first & 0x1f
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2
      point = first & 0x0f
      // no overlong forms, no surrogates
      if (first === 0xe0) low = 0xa0
      if (first === 0xed) high = 0x9f
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3
      point = first & 0x07
      if (first === 0xf0) low = 0x90
      if (first === 0xf4) high = 0x8f
    }
    for (; more > 0; more--) {
      if (p >= end || bytes[p] < low || bytes[p] > high) {
        point = 0xfffd
        break
      }
      point = (point << 6) | (bytes[p++] & 0x3f)
      low = 0x80
      high = 0xbf
    }
    text += String.fromCodePoint(point)
  }
  return text
}

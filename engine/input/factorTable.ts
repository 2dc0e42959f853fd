import { EngineError } from '../error.js'
import type { FactorTable, LsoaVintage } from '../inputTables.js'
import type { Example, Issue } from '../types.js'
import { lsoaVintage, plainHeader } from './areaCode.js'
import { createCsvReader, decodeUtf8 } from './csv.js'
import type { FactorRequest } from './factorRequest.js'
import { counted } from './thousands.js'

const MAX_EXAMPLES = 5

/** Headers of an area code, best first: Nomis pages, LSOAs, other areas, Census downloads of ONS. */
const CODE = [
  /^mnemonic$/,
  /^lsoa ?(\d\d)? ?(code|cd)( \(20\d\d\))?$/,
  /^(geography|area|geo|gss|oa|msoa|wd|ward|lad|ltla|utla|la|new la|beat|sector|lpa) ?(\d\d)? ?(code|cd)( \(20\d\d\))?$/,
  /^(lower layer super output areas?|electoral wards and divisions|lower tier local authorities) code$/,
  /^(code|cd)$/,
]
/** A column of Nomis pages that names areas and their vintage: `2021 super output area - lower layer`. */
const NOMIS_AREA = /^(20\d\d) (super output area - lower layer|ward|ons .*)$/
/** A code of the Government Statistical Service; on pages without a column of codes it stands before the name. */
const GSS = /^([EWSNK]\d{8})( : .*)?$/

const NAME = /(^|[ \d])(name|nm|nmw)$|^(geography|area|ward|local authority|lsoa)$/
const DATE = [/^(date name|school year|academic year)$/, /^(date|month|period|time period|year|time)$/]
const VARIABLE = [/^(variable|indicator|measures?|cell|item|statistic) name$/, /^(variable|indicator|measure|item|statistic)$/]
const VALUE = /^(value|obs value|observation|obs)$/
/** What a count is out of. */
const BASE =
  /^(number of )?(pupils?|pupil count|enrolments?|headcount|number on roll)( on roll)?$|^(base|denominator|population|residents|children|working age population)$|^(total|all)( |:|$)/
/** 1 is the highest need there, the other way round. */
const RANK = /\b(rank|decile|quintile|percentile rank)\b/
/** A number that is no count, whole or not. */
const RATE = /rate|%|percent|\bper\b|share|score|index|proportion|average|mean/

/** Marks of a value held back or not known, in lower case. */
const MISSING = new Set(['', '*', '**', 'c', '-', '–', '..', '.', ':', 'x', 'z', 'k', 'u', 'n/a', 'na', 'nan', 'null', '#', '!'])

/** What a measure is called that is below 0 by its nature somewhere; counts, shares and rates never are. */
const MAY_BE_NEGATIVE = /\b(score|index|change|difference|balance|net|z)\b/
/** Headers that say nothing of what they head, and nothing else either. */
const PLAIN = /^((obs|observation) )?value$|^(count|number|total|n|rate|percent|percentage|%)$/

const UNEMPLOYMENT = /claimant|unemploy|job ?seek/
const CHILDREN = /persist.*absen|absence|absent|exclu|suspen|out of school|missing (from )?education|not in (school|education)/
const LABELS: Readonly<Record<string, string>> = { unemployment: 'Unemployment', children: 'Children out of school' }
/** Factors that have inputs of their own. */
const TAKEN = ['deprivation', 'harm', 'volume']

/** Fewer counts than this are all multiples of 5 by chance. */
const LEAST_ROUNDED = 20

/**
 * One further factor by area: claimant counts as Nomis gives them (API, or web page with title lines and notes), absence or
 * exclusions with what they are out of, a Census table (one column a variable, or one row a variable), or any CSV of code and value.
 *
 * Values held back (`*`, `c`, `-`, `..`, `x`, blank) are missing, never 0. Of several dates the newest is taken. A column beside it
 * that says what the counts are out of is the base. Codes are compared with the areas later, by the score.
 *
 * @param request what `parseFactorRequest` read from `--factors`; without an id, `unemployment` and `children` are told by column or file name
 * @throws EngineError 'file-*'; 'column-missing'; 'factor-column-unclear' (several columns or variables could be meant);
 *   'table-invalid' with line (no number, a count, share or rate below 0, two values for one area and date, dates that cannot be put in order); 'option-invalid'
 *   (an id with an input of its own, a rank or decile)
 *
 * Misleads where a high value is less need (an employment rate): every factor is read as "higher is more need".
 */
export function readFactorTable(
  file: { readonly name: string; readonly bytes: Uint8Array },
  request: FactorRequest,
): FactorTable {
  const page = readPage(file)
  const { name } = file
  const codeAt = page.code
  const plain = page.header.map(plainHeader)
  const first = (patterns: readonly RegExp[]) =>
    patterns.map((pattern) => plain.findIndex((header, c) => c !== codeAt && pattern.test(header))).find((c) => c !== -1) ?? -1
  const dateAt = first(DATE)
  const long = plain.findIndex((header) => VALUE.test(header))
  const variableAt = long === -1 ? -1 : first(VARIABLE)
  const hinted = (text: string) => (UNEMPLOYMENT.test(text) ? 'unemployment' : CHILDREN.test(text) ? 'children' : null)

  const { dated, withoutCode } = datedRows(page, name, dateAt)
  const newest = newestDate(dated, page, name, dateAt)
  const rows = dated.filter(({ date }) => date === newest)
  const earlier = dated.length - rows.length

  const columns = variableAt === -1 ? wideColumns() : longColumns()
  const chosen = chooseColumns(columns, request, name, request.id ?? hinted(plainHeader(name.replace(/[-.]/g, ' '))))
  const title = plainHeader(chosen.value)
  if (RANK.test(title)) {
    throw new EngineError('option-invalid', {
      file: name,
      column: chosen.value,
      hint: 'A rank or decile has its highest need at 1, or says too little. Give the score, rate or count behind it.',
    })
  }
  const id = request.id ?? hinted(title) ?? hinted(plainHeader(name.replace(/[-.]/g, ' '))) ?? slug(chosen.value)
  if (TAKEN.includes(id)) {
    throw new EngineError('option-invalid', {
      file: name,
      column: 'factors',
      value: id,
      hint: 'Deprivation comes from --deprivation, harm and volume from recorded crime. Give this factor another name.',
    })
  }
  // Nomis heads its column of values with the month they are of
  const period = PERIOD.test(title) ? chosen.value.trim() : ''
  const measured = period === '' ? chosen.value : page.measure || sentence(id)
  const { code, values, bases, missing, used, repeated, examples } = readValues(rows, page, name, chosen, columns)
  const count = values.every((value) => Number.isNaN(value) || Number.isInteger(value)) && !RATE.test(title)
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) {
    throw new EngineError('table-invalid', { file: name, column: chosen.value, hint: 'No area has a value in this column.' })
  }
  return {
    id,
    label: LABELS[id] ?? sentence(request.id ?? chosen.value),
    file: name,
    column: measured,
    baseColumn: chosen.base,
    date: newest || page.date || period,
    vintage: page.vintage,
    code,
    value: values,
    base: bases,
    form: count || bases !== null ? 'count' : 'rate',
    roundedTo5:
      count && known.length >= LEAST_ROUNDED && known.every((value) => value % 5 === 0) && known.some((value) => value > 0),
    rows: {
      read: page.rows.length,
      used,
      missing,
      earlier,
      otherVariables: rows.length - used - repeated,
      withoutCode,
      repeated,
      notes: page.notes,
    },
    issues: issuesOf(),
  }

  function wideColumns(): Choice[] {
    return page.header.flatMap((header, c) => {
      if (c === codeAt || c === dateAt || (long !== -1 && c !== long)) return []
      if (NAME.test(plain[c]) || NOMIS_AREA.test(plain[c]) || DATE.some((pattern) => pattern.test(plain[c]))) return []
      const texts = rows.map(({ fields }) => fields[c].trim())
      if (c !== long && !texts.some((text) => !Number.isNaN(numberOf(text)))) return []
      if (c !== long && !texts.every((text) => isMissing(text) || !Number.isNaN(numberOf(text)))) return []
      return [{ name: header, at: c, variable: null }]
    })
  }

  function longColumns(): Choice[] {
    const variables = [...new Set(rows.map(({ fields }) => fields[variableAt].trim()))]
    return variables.map((variable) => ({ name: variable, at: long, variable: { at: variableAt, text: variable } }))
  }

  function issuesOf(): Issue[] {
    return [
      ...issue(
        'factor-values-missing',
        missing,
        `${counted(missing, 'area')} of ${name} without a value (held back or blank): missing, not zero`,
        examples,
      ),
      ...issue('factor-earlier-dates', earlier, `${counted(earlier, 'row')} of ${name} of earlier dates: ${newest} is used`, []),
      ...issue(
        'factor-rows-without-code',
        withoutCode,
        `${counted(withoutCode, 'row')} of ${name} without an area (totals, notes)`,
        [],
      ),
      ...issue(
        'factor-heading-unlike',
        Number(unlike(id, plainHeader(measured))),
        `${LABELS[id] ?? id} is read from the column "${chosen.value}" of ${name}, whose heading shares no word with it: is it the right one? Name another as ${id}=FILE#COLUMN`,
        [{ file: name, line: page.headerLine, column: chosen.value }],
      ),
      ...issue('factor-rows-repeated', repeated, `${counted(repeated, 'row')} of ${name} like an earlier row: counted once`, []),
    ]
  }
}

/** Whether what is read as unemployment or children out of school is headed as something else. */
function unlike(id: string, title: string): boolean {
  const pattern = id === 'unemployment' ? UNEMPLOYMENT : id === 'children' ? CHILDREN : null
  return pattern !== null && !pattern.test(title) && !PLAIN.test(title)
}

/** A column of numbers, or the rows of one variable in a long table. */
interface Choice {
  readonly name: string
  readonly at: number
  readonly variable: { readonly at: number; readonly text: string } | null
}

const MEASURE = /^(measure|variable|indicator)$/
const PERIOD =
  /^((january|february|march|april|may|june|july|august|september|october|november|december) )?(19|20)\d\d(-(0[1-9]|1[0-2]))?$/

interface Page {
  readonly header: readonly string[]
  readonly rows: readonly { readonly fields: readonly string[]; readonly line: number }[]
  readonly code: number
  readonly headerLine: number
  readonly vintage: LsoaVintage | null
  /** From title lines before the header; '' none. */
  readonly date: string
  /** What the title lines say is measured; '' none. */
  readonly measure: string
  /** Lines that are no rows. */
  readonly notes: number
}

/** The table of a page: what stands before its header and the single fields after it are titles and notes. */
function readPage({ name: file, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Page {
  const lines: { fields: string[]; line: number; closed: boolean }[] = []
  const reader = createCsvReader(file, (row) => {
    const fields: string[] = []
    for (let i = 0; i < row.count; i++) fields.push(decodeUtf8(row.bytes, row.start[i], row.end[i]))
    if (fields.some((field) => field.trim() !== '')) lines.push({ fields, line: row.line, closed: row.closed })
  })
  reader.push(bytes)
  reader.end()
  if (lines.length === 0) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
  const isHeader = ({ fields }: { fields: readonly string[] }) =>
    fields.length > 1 &&
    fields.some((field) => CODE.some((p) => p.test(plainHeader(field))) || NOMIS_AREA.test(plainHeader(field)))
  const found = lines.findIndex(isHeader)
  const at = found === -1 ? lines.findIndex(({ fields }) => fields.length > 1) : found
  const { fields: header, line: headerLine } = lines[Math.max(at, 0)]
  const rows: { fields: readonly string[]; line: number }[] = []
  for (const { fields, line, closed } of lines.slice(at + 1)) {
    if (fields.length === header.length) rows.push({ fields, line })
    else if (!closed && (fields.length > 1 || /^[EWSNK]\d*$/.test(fields[0]))) {
      throw new EngineError('file-cut', { file, line, hint: `The last row has ${fields.length} of ${header.length} fields.` })
    } else if (fields.filter((field) => field.trim() !== '').length > 1) {
      throw new EngineError('table-invalid', {
        file,
        line,
        hint: `The row has ${fields.length} fields, the header ${header.length}. Is a comma in a text without quotes round it?`,
      })
    }
  }
  const plain = header.map(plainHeader)
  const byHeader = CODE.map((pattern) => plain.findIndex((text) => pattern.test(text))).find((c) => c !== -1)
  const byContent = header.findIndex((_, c) => rows.length > 0 && rows.every(({ fields }) => GSS.test(fields[c].trim())))
  const code = byHeader ?? (byContent === -1 ? plain.findIndex((text) => NOMIS_AREA.test(text)) : byContent)
  if (code === -1) {
    throw new EngineError('column-missing', {
      file,
      line: headerLine,
      column: 'code',
      hint: `No column of area codes was found (code, LSOA21CD, mnemonic, GEOGRAPHY_CODE). It has: ${header.join(', ')}.`,
    })
  }
  const before = found === -1 ? [] : lines.slice(0, found)
  const dateLine = before.find(({ fields }) => fields.length > 1 && DATE.some((pattern) => pattern.test(plainHeader(fields[0]))))
  return {
    header,
    rows,
    code,
    headerLine,
    vintage: vintageOf(header),
    date: dateLine?.fields[1].trim() ?? '',
    measure: before.find(({ fields }) => fields.length > 1 && MEASURE.test(plainHeader(fields[0])))?.fields[1].trim() ?? '',
    notes: lines.length - 1 - rows.length,
  }
}

function vintageOf(header: readonly string[]): LsoaVintage | null {
  for (const text of header) {
    const stated = lsoaVintage(text)
    if (stated !== null) return stated
    const plain = plainHeader(text)
    const year = /^(20\d\d) super output area - lower layer$/.exec(plain)?.[1] ?? /^lsoa ?(\d\d) ?(nm|name)$/.exec(plain)?.[1]
    if (year !== undefined) return year.endsWith('01') ? 2001 : year.endsWith('11') ? 2011 : year.endsWith('21') ? 2021 : null
  }
  return null
}

// ---------------------------------------------------------------- dates

interface DatedRow {
  readonly fields: readonly string[]
  readonly line: number
  readonly code: string
  readonly date: string
}

function datedRows(page: Page, file: string, dateAt: number): { dated: DatedRow[]; withoutCode: number } {
  const dated: DatedRow[] = []
  let withoutCode = 0
  for (const { fields, line } of page.rows) {
    const text = fields[page.code].trim()
    const code = GSS.exec(text)?.[1] ?? text
    // a total has a name in place of a code, or neither
    if (code === '' || /^(column )?totals?$/i.test(code)) {
      withoutCode++
      continue
    }
    dated.push({ fields, line, code, date: dateAt === -1 ? '' : fields[dateAt].trim() })
  }
  if (dated.length === 0) throw new EngineError('file-empty', { file, line: page.headerLine, hint: 'No row names an area.' })
  return { dated, withoutCode }
}

function newestDate(rows: readonly DatedRow[], page: Page, file: string, dateAt: number): string {
  let newest = rows[0]
  for (const row of rows) {
    if (row.date === newest.date) continue
    const [a, b] = [monthsOf(row.date), monthsOf(newest.date)]
    if (Number.isNaN(a) || Number.isNaN(b)) {
      throw new EngineError('table-invalid', {
        file,
        line: row.line,
        column: page.header[dateAt],
        value: Number.isNaN(a) ? row.date : newest.date,
        hint: 'There are several dates and this one cannot be put in order. Write 2024-10, October 2024, 2024/25 or 2024, or keep one date.',
      })
    }
    if (a > b) newest = row
  }
  return newest.date
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Months since year 0 of `2024-10`, `2024-10-01`, `October 2024`, `2024/25`, `202425`, `2024`; NaN for anything else. */
function monthsOf(date: string): number {
  const iso = /^(\d{4})-(\d\d)(-\d\d)?$/.exec(date)
  if (iso !== null && Number(iso[2]) >= 1 && Number(iso[2]) <= 12) return 12 * Number(iso[1]) + Number(iso[2]) - 1
  const worded = /^([a-z]{3,9})[ -](\d{4})$/i.exec(date)
  const month = worded === null ? -1 : MONTHS.indexOf(worded[1].slice(0, 3).toLowerCase())
  if (worded !== null && month !== -1) return 12 * Number(worded[2]) + month
  const year = /^(\d{4})([/-]?(\d\d))?$/.exec(date)
  if (year === null || (year[3] !== undefined && Number(year[3]) !== (Number(year[1]) + 1) % 100)) return Number.NaN
  return 12 * Number(year[1])
}

// ---------------------------------------------------------------- values

function chooseColumns(
  columns: readonly Choice[],
  request: FactorRequest,
  file: string,
  id: string | null,
): { value: string; base: string | null } {
  const named = (wanted: string): string => {
    const same = columns.filter(({ name }) => name === wanted)
    const found = same.length > 0 ? same : columns.filter(({ name }) => plainHeader(name) === plainHeader(wanted))
    if (found.length === 1) return found[0].name
    if (found.length > 1)
      throw new EngineError('factor-column-unclear', { file, column: wanted, hint: 'The column is there twice.' })
    throw new EngineError('column-missing', { file, column: wanted, hint: `Columns of numbers: ${listed(columns)}.` })
  }
  const isBase = ({ name }: Choice) => BASE.test(plainHeader(name))
  const pattern = id === 'unemployment' ? UNEMPLOYMENT : id === 'children' ? CHILDREN : null
  const value = request.column === null ? guess() : named(request.column)
  if (request.base !== null) return { value, base: named(request.base) }
  const bases = columns.filter((column) => column.name !== value && isBase(column))
  return { value, base: bases.length === 1 && !RATE.test(plainHeader(value)) ? bases[0].name : null }

  function guess(): string {
    const counts = columns.filter((column) => !isBase(column))
    const meant = counts.filter(({ name }) => pattern?.test(plainHeader(name)) === true)
    const left = meant.length > 0 ? meant : counts.length > 0 ? counts : columns
    if (left.length === 1) return left[0].name
    if (left.length === 0) throw new EngineError('column-missing', { file, column: 'value', hint: 'No column holds numbers.' })
    throw new EngineError('factor-column-unclear', {
      file,
      hint: `Say which is meant, as ID=${file}#COLUMN or ID=${file}#COLUMN/BASE. Columns of numbers: ${listed(columns)}.`,
    })
  }
}

function listed(columns: readonly Choice[]): string {
  const names = columns.slice(0, 12).map(({ name }) => name)
  return `${names.join(', ')}${columns.length > names.length ? ` and ${columns.length - names.length} more` : ''}`
}

function readValues(
  rows: readonly DatedRow[],
  page: Page,
  file: string,
  chosen: { value: string; base: string | null },
  columns: readonly Choice[],
) {
  const used = new Set<DatedRow>()
  const again = new Set<DatedRow>()
  const of = (name: string, negative: boolean): Map<string, { value: number; line: number; text: string }> => {
    const choice = columns.find((column) => column.name === name)
    const found = new Map<string, { value: number; line: number; text: string }>()
    for (const row of rows) {
      if (choice === undefined || (choice.variable !== null && row.fields[choice.variable.at].trim() !== choice.variable.text))
        continue
      const text = row.fields[choice.at].trim()
      const value = numberOf(text)
      const place = { file, line: row.line, column: page.header[choice.at], value: text }
      if (Number.isNaN(value) && !isMissing(text)) {
        throw new EngineError('table-invalid', {
          ...place,
          hint: 'Write a number, or leave the field empty where it is unknown.',
        })
      }
      if (value < 0 && !negative) {
        throw new EngineError('table-invalid', {
          ...place,
          hint: 'A count, share or rate is never below 0. Mend the value, or leave it empty; a score that may be says so in its heading (score, index, change).',
        })
      }
      const before = found.get(row.code)
      if (before !== undefined && !Object.is(before.value, value)) {
        throw new EngineError('table-invalid', {
          ...place,
          hint: `${row.code} has another value on line ${before.line} for the same date. Keep one row an area: totals of all ages and sexes.`,
        })
      }
      if (before !== undefined) again.add(row)
      else {
        found.set(row.code, { value, line: row.line, text })
        used.add(row)
      }
    }
    return found
  }
  const value = of(chosen.value, chosen.base === null && MAY_BE_NEGATIVE.test(plainHeader(chosen.value)))
  const base = chosen.base === null ? null : of(chosen.base, false)
  const code = [...value.keys()].sort()
  const at = (column: typeof value, key: string) => column.get(key)?.value ?? Number.NaN
  const values = Float64Array.from(code, (key) => at(value, key))
  const examples = code.flatMap((key): Example[] => {
    const entry = value.get(key)
    return entry === undefined || !Number.isNaN(entry.value)
      ? []
      : [{ file, line: entry.line, column: chosen.value, value: entry.text }]
  })
  examples.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return {
    code,
    values,
    bases: base === null ? null : Float64Array.from(code, (key) => at(base, key)),
    missing: values.filter(Number.isNaN).length,
    used: used.size,
    repeated: again.size,
    examples,
  }
}

function isMissing(text: string): boolean {
  return MISSING.has(text.toLowerCase())
}

/** `1,944`, `12.5`, `3 %`; NaN for anything else. */
function numberOf(text: string): number {
  const plain = text.replace(/ ?%$/, '')
  const whole = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain
  // one way only to match digits: a huge field of them is told at once
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(whole) ? Number(whole) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}

function slug(text: string): string {
  const id = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return id === '' ? 'factor' : id
}

function sentence(text: string): string {
  const words = text.replace(/_/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function issue(code: string, count: number, message: string, examples: readonly Example[]): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}

import { EngineError } from '../error.js'
import type { CategoryLabel, HarmScheme, ReferenceTables, TextTable } from '../inputTables.js'

/** `4/3`, `4.3` and ` 4.3 ` are one Home Office code. */
export function offenceCode(text: string): string {
  return text.trim().toUpperCase().replaceAll('/', '.')
}

/**
 * The ONS Crime Severity Score: weights by Home Office code, and the average of each police.uk category as
 * `sum(recorded x weight) / sum(recorded)` over its recorded-crime subgroups (England and Wales, 2024/25).
 * An older, wider category averages over the subgroups of all its parts.
 *
 * @throws EngineError 'column-missing', 'table-invalid'
 * Misleads wherever the local mix is not the national one: rape is 3.5 % of "violence and sexual offences" and 39 % of its severity.
 */
export function readSeverityScore(offences: TextTable, subgroups: TextTable, categories: readonly CategoryLabel[]): HarmScheme {
  const code = column(offences, ['offence_code'])
  const weight = column(offences, ['weight'])
  const offence = new Map(offences.rows.map((row, r) => [offenceCode(row[code]), number(offences, r, weight)]))
  const of = {
    category: column(subgroups, ['category']),
    count: column(subgroups, ['recorded_2024_25']),
    weight: column(subgroups, ['weight']),
  }
  const mix = subgroups.rows.map((row, r) => ({
    category: row[of.category],
    count: number(subgroups, r, of.count),
    weight: number(subgroups, r, of.weight),
  }))
  return {
    id: 'css',
    label: 'severity (ONS CSS 2020-21)',
    unit: 'CSS points',
    source:
      'ONS Crime Severity Score weights 2020-21; category averages by the offences recorded in England and Wales in 2024/25',
    licence: 'Open Government Licence v3.0',
    offence,
    category: averages(categories, mix),
  }
}

/**
 * A harm table of the user's: columns `offence_code` (or `ho_code`) or `category`, and `weight` (or `harm`, `days`); or the
 * Cambridge Crime Harm Index sheet (`classification_code`, `cchi_days`, `notifiable`), where a code's weight is the median of its
 * notifiable rows. Categories without a weight of their own average over their codes by the offences recorded in 2017/18.
 *
 * @throws EngineError 'column-missing', 'table-invalid'
 */
export function readHarmScheme(table: TextTable, tables: Pick<ReferenceTables, 'categories' | 'recorded'>): HarmScheme {
  const cambridge = find(table, ['cchi_days']) !== -1
  const weight = cambridge ? column(table, ['cchi_days']) : column(table, ['weight', 'harm', 'harm_days', 'days'])
  const code = find(table, ['classification_code', 'offence_code', 'ho_code', 'home_office_code'])
  const category = find(table, ['category', 'policeuk_category', 'crime type', 'crime_type'])
  if (code === -1 && category === -1) column(table, ['offence_code', 'category'])
  const notifiable = find(table, ['notifiable'])
  const rows = new Map<string, number[]>()
  const given = new Map<string, number>()
  table.rows.forEach((row, r) => {
    if (notifiable !== -1 && !/^(notifiable|yes|true|1|y)$/i.test(row[notifiable].trim())) return
    const value = number(table, r, weight)
    const key = code === -1 ? '' : offenceCode(row[code])
    const id = key === '' && category !== -1 ? categoryId(table, r, category, tables.categories) : ''
    if ((rows.has(key) && !cambridge) || given.has(id)) {
      const at = {
        file: table.file,
        line: table.line[r],
        column: table.header[key === '' ? category : code],
        value: key === '' ? id : key,
      }
      throw new EngineError('table-invalid', { ...at, hint: 'It stands in an earlier row too: keep one weight.' })
    }
    if (key !== '') rows.set(key, [...(rows.get(key) ?? []), value])
    else if (id !== '') given.set(id, value)
  })
  const offence = new Map([...rows].map(([key, values]) => [key, median(values)]))
  const mix = tables.recorded.flatMap(({ offenceCode: key, category: of, count }) => {
    const value = offence.get(key)
    return value === undefined ? [] : [{ category: of, count, weight: value }]
  })
  const stem = table.file.replace(/\.(csv|gz|csv\.gz)$/i, '')
  return {
    id: stem,
    label: cambridge ? 'harm (Cambridge CHI, days)' : `harm (${stem})`,
    unit: cambridge ? 'days' : 'points',
    source: table.file,
    licence: cambridge ? 'Copyright Cambridge Centre for Evidence-Based Policing; loaded by the user' : 'loaded by the user',
    offence,
    category: new Map([...averages(tables.categories, mix), ...given]),
  }
}

function averages(
  categories: readonly CategoryLabel[],
  mix: readonly { category: string; count: number; weight: number }[],
): Map<string, number> {
  const result = new Map<string, number>()
  for (const { id, parts } of categories) {
    const members = mix.filter(({ category }) => category === id || parts.includes(category))
    const count = members.reduce((sum, row) => sum + row.count, 0)
    if (count > 0) result.set(id, members.reduce((sum, row) => sum + row.count * row.weight, 0) / count)
  }
  return result
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

function categoryId(table: TextTable, row: number, column: number, categories: readonly CategoryLabel[]): string {
  const text = table.rows[row][column].trim()
  const found = categories.find(({ id, label }) => id === text || label.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found.id
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: text,
    hint: 'Not a police.uk category.',
  })
}

function find(table: TextTable, names: readonly string[]): number {
  return table.header.findIndex((name) => names.includes(name.trim().toLowerCase()))
}

function column(table: TextTable, names: readonly string[]): number {
  const found = find(table, names)
  if (found !== -1) return found
  throw new EngineError('column-missing', {
    file: table.file,
    line: 1,
    column: names.join(' or '),
    hint: `The columns are: ${table.header.join(', ')}`,
  })
}

function number(table: TextTable, row: number, column: number): number {
  const text = table.rows[row][column].trim()
  const value = Number(text)
  if (text !== '' && Number.isFinite(value) && value >= 0) return value
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: text,
    hint: 'A number of 0 or more is needed here.',
  })
}

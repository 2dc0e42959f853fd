import { EngineError } from '../error.js'
import type { OffenceDecisions, PlaceClass, ProblemProfile, ReferenceTables, TextTable } from '../inputTables.js'
import { offenceCode, readSeverityScore } from './harmTable.js'

/** The tables of data/ as text, by file name without its ending. */
export interface ReferenceTexts {
  readonly categories: TextTable
  readonly places: TextTable
  readonly proactive: TextTable
  readonly patrollable: TextTable
  readonly problems: TextTable
  readonly breaks: TextTable
  readonly severityOffences: TextTable
  readonly severitySubgroups: TextTable
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/**
 * The editable tables of data/ parsed once: categories, place classes, proactive and patrollable offences, problem profiles,
 * recording breaks, severity weights.
 *
 * @throws EngineError 'column-missing', 'table-invalid' with file and line
 */
export function readReferenceTables(texts: ReferenceTexts): ReferenceTables {
  const categories = records(texts.categories, ['id', 'label', 'asb', 'from', 'to', 'parts']).map(
    ([id, label, asb, from, to, parts]) => ({
      id,
      label,
      asb: asb === '1',
      from,
      to,
      parts: parts === '' ? [] : parts.split(';'),
    }),
  )
  return {
    categories,
    recorded: records(texts.severityOffences, ['offence_code', 'category', 'recorded_2017_18'])
      .map(([code, category, count], r) => ({
        offenceCode: offenceCode(code),
        category,
        count: /^\d*$/.test(count)
          ? Number(count)
          : invalid(texts.severityOffences, r, 'recorded_2017_18', count, 'Write a whole number.'),
      }))
      .filter(({ count }) => count > 0),
    offenceLabels: new Map(
      records(texts.severityOffences, ['offence_code', 'offence']).map(([code, label]) => [offenceCode(code), label]),
    ),
    harm: [readSeverityScore(texts.severityOffences, texts.severitySubgroups, categories)],
    places: new Map(
      records(texts.places, ['phrase', 'class']).map(([phrase, kind], r) => [phrase, placeClass(texts.places, r, kind)]),
    ),
    proactive: decisions(texts.proactive, 'proactive'),
    patrollable: decisions(texts.patrollable, 'patrollable'),
    problems: problems(texts.problems),
    breaks: records(texts.breaks, ['from', 'to', 'category', 'published', 'note']).map(
      ([from, to, category, published, note], r) => ({
        from: MONTH.test(from) ? from : invalid(texts.breaks, r, 'from', from, 'Write months as 2024-01.'),
        to: MONTH.test(to) ? to : invalid(texts.breaks, r, 'to', to, 'Write months as 2024-01.'),
        categories: category === '' ? [] : [category],
        published: /^(yes)?$/.test(published)
          ? published !== ''
          : invalid(texts.breaks, r, 'published', published, 'Write yes or nothing.'),
        note,
      }),
    ),
  }
}

function decisions(table: TextTable, column: string): OffenceDecisions {
  const rows = records(table, ['offence_code', 'category', column]).map(([code, category, text], r) => {
    if (text !== 'yes' && text !== 'no') invalid(table, r, column, text, 'Write yes or no.')
    if ((code === '') === (category === ''))
      invalid(table, r, 'offence_code', code, 'Give an offence code or a category, not both.')
    return { code, category, yes: text === 'yes' }
  })
  return {
    offences: new Map(rows.flatMap(({ code, yes }) => (code === '' ? [] : [[offenceCode(code), yes] as const]))),
    categories: new Set(rows.flatMap(({ category, yes }) => (category !== '' && yes ? [category] : []))),
  }
}

function problems(table: TextTable): ProblemProfile[] {
  const rows = records(table, ['problem', 'label', 'role', 'category', 'offence_code', 'note']).map(
    ([id, label, role, category, code, note], r) => {
      if (role !== 'rank' && role !== 'beside') invalid(table, r, 'role', role, 'Write rank or beside.')
      if ((code === '') === (category === ''))
        invalid(table, r, 'offence_code', code, 'Give an offence code or a category, not both.')
      return { id, label, role, category, code: offenceCode(code), note }
    },
  )
  const part = (own: typeof rows, key: 'category' | 'code') => ({
    rankBy: own.filter(({ role }) => role === 'rank').map((row) => row[key]),
    beside: own.filter(({ role }) => role === 'beside').map((row) => row[key]),
    note: own.map(({ note }) => note).find((note) => note !== '') ?? '',
  })
  return [...new Set(rows.map(({ id }) => id))].map((id) => {
    const own = rows.filter((row) => row.id === id)
    const byCode = own.filter(({ code }) => code !== '')
    return {
      id,
      label: own[0].label,
      ...part(
        own.filter(({ code }) => code === ''),
        'category',
      ),
      offences: byCode.length === 0 ? null : part(byCode, 'code'),
    }
  })
}

function placeClass(table: TextTable, row: number, text: string): PlaceClass {
  if (text === 'institution' || text === 'premises' || text === 'generic') return text
  return invalid(table, row, 'class', text, 'Write institution, premises or generic.')
}

function invalid(table: TextTable, row: number, column: string, value: string, hint: string): never {
  throw new EngineError('table-invalid', { file: table.file, line: table.line[row], column, value, hint })
}

function records(table: TextTable, names: readonly string[]): string[][] {
  const columns = names.map((name) => {
    const found = table.header.indexOf(name)
    if (found === -1) throw new EngineError('column-missing', { file: table.file, line: 1, column: name })
    return found
  })
  return table.rows.map((row) => columns.map((column) => row[column].trim()))
}

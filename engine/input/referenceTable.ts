import { EngineError } from '../error.js'
import type { PlaceClass, ProblemProfile, ReferenceTables, TextTable } from '../types.js'
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
    harm: [readSeverityScore(texts.severityOffences, texts.severitySubgroups, categories)],
    places: new Map(
      records(texts.places, ['phrase', 'class']).map(([phrase, kind], r) => [phrase, placeClass(texts.places, r, kind)]),
    ),
    proactive: offences(texts.proactive),
    patrollable: offences(texts.patrollable),
    problems: problems(texts.problems),
    breaks: records(texts.breaks, ['from', 'to', 'category', 'note']).map(([from, to, category, note], r) => ({
      from: MONTH.test(from) ? from : invalid(texts.breaks, r, 'from', from, 'Write months as 2024-01.'),
      to: MONTH.test(to) ? to : invalid(texts.breaks, r, 'to', to, 'Write months as 2024-01.'),
      categories: category === '' ? [] : [category],
      note,
    })),
  }
}

/** Category slugs and Home Office codes in one set: the two never look alike. */
function offences(table: TextTable): Set<string> {
  return new Set(
    records(table, ['offence_code', 'category']).map(([code, category]) => (code === '' ? category : offenceCode(code))),
  )
}

function problems(table: TextTable): ProblemProfile[] {
  const rows = records(table, ['problem', 'label', 'role', 'category', 'note'])
  rows.forEach(([, , role], r) => {
    if (role !== 'rank' && role !== 'beside') invalid(table, r, 'role', role, 'Write rank or beside.')
  })
  return [...new Set(rows.map(([id]) => id))].map((id) => {
    const own = rows.filter((row) => row[0] === id)
    const categoriesOf = (wanted: string) => own.filter(([, , role]) => role === wanted).map(([, , , category]) => category)
    return {
      id,
      label: own[0][1],
      rankBy: categoriesOf('rank'),
      beside: categoriesOf('beside'),
      note: own.map((row) => row[4]).find((note) => note !== '') ?? '',
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

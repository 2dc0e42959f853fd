import { csvText } from '../../engine/index.js'
import type { Field, StatArguments, StatTable } from '../stat/statistic.js'
import type { Context } from './context.js'
import { stat } from './stat.js'

/** hexbeat stat: the table as CSV on standard output, warnings and notes on standard error; with --json all in one value. */
export async function runStat(args: StatArguments, { answer, io }: Context): Promise<void> {
  const found = await stat(args)
  const { warnings } = found
  // the explanation has the warnings in it
  if ('explanation' in found) return answer(found.explanation, { explanation: found.explanation, warnings })
  const { columns, rows, notes } = found
  if (args.json !== true && args.quiet !== true) {
    for (const warning of warnings) io.stderr(`warning: ${warning}\n`)
    for (const note of notes) io.stderr(`${note}\n`)
  }
  answer(csvOf(found), { columns, rows: rows.map((fields) => fields.map(missingAsNull)), notes, warnings })
}

/** Every digit a double has; what has no value is an empty field. */
function csvOf({ columns, rows }: StatTable): string {
  const lines = rows.map((fields) => fields.map(fieldText).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

function fieldText(field: Field): string {
  if (field === null || Number.isNaN(field)) return ''
  return typeof field === 'string' ? csvText(field) : String(field)
}

function missingAsNull(field: Field): Field {
  return Number.isNaN(field) ? null : field
}

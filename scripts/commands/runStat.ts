/** hexbeat stat NAME: the statistics of the library on a plain table, as CSV. */
import { EngineError, readTextTable } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { STAT } from '../commandTable.js'
import type { Context } from './context.js'
import { statGistar } from './stat.js'

export async function runStat(args: Arguments<typeof STAT>, { answer }: Context): Promise<void> {
  const [name] = args.operands
  if (name === undefined)
    throw new EngineError('argument-missing', { column: 'NAME', hint: 'Name a statistic: hexbeat stat gistar' })
  if (name !== 'gistar')
    throw new EngineError('not-in-this-version', { value: `stat ${name}`, hint: 'This version has: gistar.' })
  const { cells, value, ring = 1 } = args
  if (cells === undefined)
    throw new EngineError('argument-missing', { column: '--cells', hint: 'Name the table: --cells cells.csv' })
  if (value === undefined)
    throw new EngineError('argument-missing', { column: '--value', hint: 'Name the column: --value crimes' })
  let csv = ''
  await statGistar(
    {
      cells,
      value,
      ring,
      permute: args.permute === 'conditional' ? 'conditional' : 'total',
      style: args.style === 'W' ? 'W' : 'B',
    },
    (text) => {
      csv += text
    },
  )
  const { header, rows } = readTextTable(new TextEncoder().encode(csv), 'stat.csv')
  answer(csv, { columns: header, rows })
}

/** hexbeat stat NAME: one statistic of the library on a plain table. */
import { basename } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { camelCase } from '../arguments.js'
import { STAT, STATISTIC_NAMES } from '../commandTable.js'
import { explain } from '../stat/explain.js'
import { checkFlags, type StatArguments, type StatTable } from '../stat/statistic.js'
import { STATISTICS, statisticName } from '../stat/statistics.js'

type Told = StatTable | { readonly explanation: string }

/**
 * The table of a statistic, or with `--explain` its text; and what misleads with this very input.
 *
 * @throws EngineError 'argument-missing', 'option-invalid' (a name or a flag that is not of the statistic), those of reading and of the statistic
 */
export async function stat(args: StatArguments): Promise<Told & { readonly warnings: readonly string[] }> {
  const [written] = args.operands
  if (written === undefined) {
    throw new EngineError('argument-missing', {
      hint: `Name a statistic: hexbeat stat gistar. There are ${STATISTIC_NAMES.join(', ')}.`,
    })
  }
  const name = statisticName(written)
  const statistic = STATISTICS[name]
  checkFlags(name, statistic, args, STAT.flags)
  try {
    const prepared = await statistic.prepare(args)
    const { here } = prepared
    if (args.explain === true) return { explanation: explain(name, statistic, prepared), warnings: here }
    const table = prepared.table()
    return { ...table, warnings: [...here, ...(table.warnings ?? [])] }
  } catch (error) {
    throw error instanceof EngineError ? withPlace(error, args) : error
  }
}

/** The engine knows neither flags nor files: the flag an option was given by, or the file that was read. */
function withPlace(error: EngineError, args: StatArguments): EngineError {
  const { code, file, column, value, hint } = error
  if (file !== undefined || column?.startsWith('--')) return error
  const rest = { ...(value === undefined ? {} : { value }), ...(hint === undefined ? {} : { hint }) }
  if (code === 'option-invalid') {
    const flag = STAT.flags.find(({ name }) => camelCase(name) === column)
    return flag === undefined ? error : new EngineError(code, { ...rest, column: `--${flag.name}` })
  }
  const path = args.cells ?? args.values ?? args.series ?? args.points
  return path === undefined
    ? error
    : new EngineError(code, { ...rest, ...(column === undefined ? {} : { column }), file: basename(path) })
}

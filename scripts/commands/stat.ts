/** hexbeat stat NAME: one statistic of the library on a plain table. */
import { EngineError } from '../../engine/index.js'
import { STAT, STATISTIC_NAMES } from '../commandTable.js'
import { nearest } from '../nearest.js'
import { explain } from '../stat/explain.js'
import { checkFlags, type StatArguments, type StatTable } from '../stat/statistic.js'
import { STATISTICS } from '../stat/statistics.js'

/**
 * The table of a statistic, or with `--explain` its text.
 *
 * @throws EngineError 'argument-missing', 'option-invalid' (a name or a flag that is not of the statistic), those of reading and of the statistic
 */
export async function stat(args: StatArguments): Promise<StatTable | string> {
  const [written] = args.operands
  if (written === undefined) {
    throw new EngineError('argument-missing', {
      column: 'NAME',
      hint: `Name a statistic: hexbeat stat gistar. There are ${STATISTIC_NAMES.join(', ')}.`,
    })
  }
  const name = STATISTIC_NAMES.find((one) => one === written)
  if (name === undefined) {
    const near = nearest(written, STATISTIC_NAMES)
    const all = `There are ${STATISTIC_NAMES.join(', ')}.`
    throw new EngineError('option-invalid', {
      column: 'NAME',
      value: written,
      hint: near === undefined ? all : `Did you mean ${near}? ${all}`,
    })
  }
  const statistic = STATISTICS[name]
  checkFlags(name, statistic, args, STAT.flags)
  const prepared = await statistic.prepare(args)
  return args.explain === true ? explain(name, statistic, prepared) : prepared.table()
}

/** hexbeat backtest CRIME... --out DIR: how well the places chosen from the past held the offences of the next month. */
import { type AppraiseOptions, appraise } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { decimalFlag, refused } from './decimalFlag.js'
import { refuseOwnFiles } from './ownFiles.js'

export const BACKTEST = {
  name: 'backtest',
  does: "how much of the next month's offences happened inside the places chosen before it, month by month, for each way to choose",
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    {
      name: 'delay',
      type: 'whole',
      value: 'N',
      help: 'months that are not known yet when places are chosen; default 2 of published points, 1 of your own data',
    },
    {
      name: 'staffed',
      type: 'text',
      value: 'KM2',
      help: 'ground of the hotspots that can be staffed: decides which way to choose is used; default 1 % of the area',
    },
    { name: 'all-crime', type: 'switch', help: 'all reactive crime that a patrol can meet, in place of the first problem' },
    ...ANALYSE.flags,
  ],
  example: 'hexbeat backtest 2018-*/ 2019-*/ 2020-*/ --wards wards.geojson --problem neighbourhood-crime --out backtest',
} as const satisfies Command

type BacktestArguments = Arguments<typeof BACKTEST>

export const backtestQuestion: Question<BacktestArguments> = {
  command: BACKTEST.name,
  check(args) {
    staffedOf(args)
    refuseOwnFiles(args.areas, ['backtest', 'backtest-pooled'])
    if (args.allCrime === true && args.problem !== undefined)
      throw refused('--all-crime', undefined, 'Give a problem or all crime, not both.')
  },
  async ask(analysis, args, _, { hooks }) {
    const options: AppraiseOptions = {
      problem: args.allCrime === true ? null : analysis.options.problems[0],
      delay: args.delay ?? null,
      staffedKm2: staffedOf(args),
    }
    return { backtest: await appraise(analysis, options, hooks) }
  },
}

function staffedOf({ staffed }: BacktestArguments): number | null {
  if (staffed === undefined) return null
  return decimalFlag('--staffed', staffed, (km2) => km2 > 0, 'Give square kilometres, such as 1.4.')
}

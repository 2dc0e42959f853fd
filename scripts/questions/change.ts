/** hexbeat change CRIME... --out DIR: how recorded crime changed between two periods, and control charts. */
import { checkCompare, measureChange } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { areaOfFlag, onePair } from './areaFlag.js'
import { refuseOwnFiles } from './ownFiles.js'

export const CHANGE = {
  name: 'change',
  does: 'the whole chain, and what rose or fell between two periods by offence group and area, with intervals, and control charts',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    {
      name: 'compare',
      type: 'text',
      value: 'PERIODS',
      help: 'r12 (last 12 months against the 12 before), ytd (calendar year so far), month (against the same a year before), or two spans, the earlier first: 2023-01..2023-12:2024-01..2024-12; default r12, or where gaps leave too few earlier months for it, the longest of the latest spans that have them',
    },
    {
      name: 'group',
      type: 'text',
      value: 'GROUP',
      help: 'offence group that the map and the control chart are of, such as burglary; default all crime',
    },
    {
      name: 'area',
      type: 'pairs',
      value: 'KIND=AREA',
      help: 'area that the control chart is of, by code or name, such as ward=E05009999',
    },
    ...ANALYSE.flags,
  ],
  example: 'hexbeat change 2022-*/ 2023-*/ 2024-*/ --wards wards.geojson --compare r12 --out change',
} as const satisfies Command

type ChangeArguments = Arguments<typeof CHANGE>

export const changeQuestion: Question<ChangeArguments> = {
  command: CHANGE.name,
  check(args) {
    if (args.compare !== undefined) checkCompare(args.compare)
    onePair('--area', args.area)
    refuseOwnFiles(args.areas, ['change', 'control-chart'])
  },
  ask: async (analysis, args) => ({
    change: measureChange(analysis, {
      compare: args.compare ?? null,
      group: args.group ?? null,
      area: areaOfFlag(analysis, '--area', args.area),
    }),
  }),
}

/** hexbeat overlap CRIME... --between A,B --out DIR: the whole chain, and how two layers of areas lie over each other. */
import { compareLayers, EngineError } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { Question } from '../commands/analyse.js'
import { ANALYSE, type Command } from '../commandTable.js'
import { refuseOwnFiles } from './ownFiles.js'

const LEAST = 0.1

export const OVERLAP = {
  name: 'overlap',
  does: 'the whole chain, and how two layers lie over each other: ground, people, volume and harm covered twice, once, not at all',
  operands: 'CRIME...',
  mostOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'between', type: 'list', value: 'A,B', help: 'kinds of the two layers, such as tct,ward' },
    {
      name: 'least',
      type: 'text',
      value: 'SHARE',
      help: `share of its ground from which an area is listed as overlapped; default ${LEAST}`,
    },
    ...ANALYSE.flags,
  ],
  example: 'hexbeat overlap 2024-*/ --wards wards.geojson --areas tct=town-centres.geojson --between tct,ward --out results',
} as const satisfies Command

type OverlapArguments = Arguments<typeof OVERLAP>

export const overlapQuestion: Question<OverlapArguments> = {
  command: OVERLAP.name,
  check(args) {
    betweenOf(args)
    leastOf(args)
    refuseOwnFiles(args.areas, ['overlap', 'overlap-areas'])
  },
  ask: async (analysis, args) => ({
    overlap: compareLayers(analysis, { between: betweenOf(args), least: leastOf(args) }),
  }),
}

function betweenOf({ between }: OverlapArguments): readonly [string, string] {
  if (between === undefined)
    throw new EngineError('argument-missing', { column: '--between', hint: 'Name the two layers by kind: --between tct,ward' })
  const [a, b] = between
  if (between.length !== 2 || a === '' || b === '')
    throw new EngineError('option-invalid', {
      column: '--between',
      value: between.join(','),
      hint: 'Name two layers by kind, with a comma between: --between tct,ward',
    })
  if (a === b)
    throw new EngineError('option-invalid', {
      column: '--between',
      value: between.join(','),
      hint: 'Name two different layers: of one with itself there is nothing to say.',
    })
  return [a, b]
}

function leastOf({ least }: OverlapArguments): number {
  if (least === undefined) return LEAST
  const share = Number(least)
  if (least.trim() !== '' && share > 0 && share <= 1) return share
  throw new EngineError('option-invalid', {
    column: '--least',
    value: least,
    hint: 'Give a share over 0 and up to 1, such as 0.1.',
  })
}

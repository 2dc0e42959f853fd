import { checkChoice, checkNames } from '../checkOption.js'
import { EngineError } from '../error.js'
import { AGGREGATIONS } from './composite.js'
import { NORMALISATIONS } from './normalise.js'
import { PRIORITY_DEFAULTS, type PriorityOptions } from './prioritised.js'

/** Fewer re-runs say nothing firm: at 100 a share of one half is known to within a tenth. */
const LEAST_DRAWS = 100
const LEAST_AREA_DRAWS = 20

/** @throws EngineError 'option-unknown', 'option-invalid' with the option as `column` */
export function resolvePriorityOptions(options: Partial<PriorityOptions>): PriorityOptions {
  checkNames(options, Object.keys(PRIORITY_DEFAULTS))
  const all = { ...PRIORITY_DEFAULTS, ...options }
  const whole = [
    ['top', all.top, 1],
    ['draws', all.draws, LEAST_DRAWS],
    ['areaDraws', all.areaDraws, LEAST_AREA_DRAWS],
    ['areas', all.areas, 1],
    ['nodes', all.nodes, 1],
  ] as const
  for (const [column, value, least] of whole) {
    if (Number.isInteger(value) && value >= least) continue
    refuseOption(column, value, `Give a whole number from ${least}.${least > 1 ? ' Fewer re-runs say nothing firm.' : ''}`)
  }
  if (all.size !== null && !(all.size[0] >= 0 && all.size[0] <= all.size[1] && all.size[1] > 0 && all.size[1] < Infinity))
    refuseOption('size', all.size.join('-'), 'Give the least and the most: 6000-12000.')
  checkChoice('normalisation', all.normalisation, NORMALISATIONS)
  checkChoice('aggregation', all.aggregation, AGGREGATIONS)
  if (!(all.compactness >= 1 && all.compactness < Infinity))
    refuseOption('compactness', all.compactness, 'Give a number from 1: a circle has 1, a square 1.27; 3 is usual.')
  if (all.normalisation === 'z' && all.aggregation === 'geometric')
    refuseOption('normalisation', 'z', 'A geometric mean needs values from 0 to 1: use percentile, exponential or min-max.')
  return all
}

export function refuseOption(column: keyof PriorityOptions, value: unknown, hint: string): never {
  throw new EngineError('option-invalid', { column, value: String(value), hint })
}

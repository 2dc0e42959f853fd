import { EngineError } from '../../engine/index.js'
import { STATISTIC_NAMES } from '../commandTable.js'
import { nearest } from '../nearest.js'
import { DENSITY } from './density.js'
import { GLOBAL } from './global.js'
import { LOCAL } from './local.js'
import { PATTERNS } from './patterns.js'
import { POINTS } from './points.js'
import { RATES } from './rates.js'
import type { Statistic } from './statistic.js'
import { TRENDS } from './trends.js'
import { VALUES } from './values.js'

type StatisticName = (typeof STATISTIC_NAMES)[number]

/** Everything `hexbeat stat` can do, by the name it is asked for with. */
export const STATISTICS: Readonly<Record<StatisticName, Statistic>> = {
  ...LOCAL,
  ...GLOBAL,
  ...RATES,
  ...DENSITY,
  ...POINTS,
  ...TRENDS,
  ...PATTERNS,
  ...VALUES,
}

/** @throws EngineError 'option-invalid' with the nearest name */
export function statisticName(written: string): StatisticName {
  const name = STATISTIC_NAMES.find((one) => one === written)
  if (name !== undefined) return name
  const near = nearest(written, STATISTIC_NAMES)
  const all = `There are ${STATISTIC_NAMES.join(', ')}.`
  throw new EngineError('option-invalid', { value: written, hint: near === undefined ? all : `Did you mean ${near}? ${all}` })
}

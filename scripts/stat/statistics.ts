import type { STATISTIC_NAMES } from '../commandTable.js'
import { DENSITY } from './density.js'
import { GLOBAL } from './global.js'
import { LOCAL } from './local.js'
import { PATTERNS } from './patterns.js'
import { POINTS } from './points.js'
import { RATES } from './rates.js'
import type { Statistic } from './statistic.js'
import { TRENDS } from './trends.js'
import { VALUES } from './values.js'

/** Everything `hexbeat stat` can do, by the name it is asked for with. */
export const STATISTICS: Readonly<Record<(typeof STATISTIC_NAMES)[number], Statistic>> = {
  ...LOCAL,
  ...GLOBAL,
  ...RATES,
  ...DENSITY,
  ...POINTS,
  ...TRENDS,
  ...PATTERNS,
  ...VALUES,
}

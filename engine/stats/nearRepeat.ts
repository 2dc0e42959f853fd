import { checkChoice } from '../checkOption.js'
import { londonOf } from '../londonTime.js'
import { fdr } from './fdr.js'
import { type Knox, type KnoxOptions, knox, type TimedPoints } from './knox.js'

export interface NearRepeatOptions extends Omit<KnoxOptions, 'stratum'> {
  /** 'quarter': days are permuted within their calendar quarter; 'all': over the whole period. */
  readonly within: 'quarter' | 'all'
}

/** A Knox table with the false discovery rate over its cells. */
export interface NearRepeat extends Knox {
  readonly within: NearRepeatOptions['within']
  /** Calendar quarters that hold events. */
  readonly quarters: number
  /** Benjamini-Hochberg q of `simulated.p` over the cells that hold a pair or in which one is expected; NaN in the others. Null without permutations. */
  readonly q: Float64Array | null
}

/**
 * Near repeats: whether an offence makes another one nearby soon after more likely, by bands of distance and days. A Knox table whose null
 * permutes days within calendar quarters, so that neither the seasons nor a slow move of crime across town counts as repetition.
 *
 * How much more likely is `simulated.ratio`: 2 means twice the pairs that the same places and days give at random. Ratcliffe's
 * convention calls a cell notable from 1.2 with p < 0.05; with many cells read q.
 * Neighbouring quarters stay apart: pairs across their border are seen, their days just never leave their quarter.
 *
 * @param events `time` in whole days since 1970-01-01
 * @throws       EngineError as `knox`
 *
 * Misleads on offences whose day is not known (burglary over a holiday: take the first day it could be, and say so), on snapped points, and
 * in under about two quarters. A ratio above 1 in the first band of distance may be one address reported again.
 * Townsley, Homel & Chaseling (2003), British Journal of Criminology 43; Ratcliffe (2009), Near repeat calculator.
 */
export function nearRepeat(events: TimedPoints, { within, ...options }: NearRepeatOptions): NearRepeat {
  checkChoice('within', within, ['quarter', 'all'])
  const quarter = calendarQuarters(events.time)
  const table = knox(events, { ...options, stratum: within === 'quarter' ? quarter : null })
  return {
    ...table,
    within,
    quarters: new Set(quarter).size,
    q: table.simulated === null ? null : adjusted(table, table.simulated.p),
  }
}

/** A cell that no arrangement can fill has a p of 1 for nothing: it is not among the tests. */
function adjusted({ expected }: Knox, p: Float64Array): Float64Array {
  return fdr(p.map((value, cell) => (expected[cell] > 0 ? value : Number.NaN)))
}

/** Calendar quarter of whole days since 1970-01-01: quarters since the year 0. */
export function calendarQuarters(day: Float64Array): Int32Array {
  return Int32Array.from(day, (days) => {
    const { year, month } = londonOf(days * 1440)
    return 4 * year + Math.floor((month - 1) / 3)
  })
}

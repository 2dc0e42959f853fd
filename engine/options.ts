import { checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import type { Measure } from './types.js'

/** Every choice that changes a result; a result repeats the options it was made with. */
export interface AnalyseOptions {
  /** H3 resolution, 0-15; a cell of 9 is about 0.1 km2. */
  readonly resolution: number
  /** What Gi*, clusters and unscored ranks are of; null: volume for category data, harm where offence codes exist. */
  readonly measure: Measure | null
  /** Neighbours within this many rings count in Gi*. */
  readonly ring: number
  /** Null of the exact p: all values reshuffled, or the cell's own value held. */
  readonly permute: 'total' | 'conditional'
  /** Area kind whose areas are the reference of Gi*; 'force' is the whole study area; null: `lpa` where given, else force. */
  readonly within: string | null
  /** First and last month of the period, `YYYY-MM`; null: the latest 12 consecutive months present. */
  readonly from: string | null
  readonly to: string | null
  /** Category slugs to keep; null keeps all. */
  readonly categories: readonly string[] | null
  /** Harm scheme id. */
  readonly harm: string
  /** Weight of each factor by id, adding up to 1; factors left out count nothing. null: all the same. */
  readonly weights: Readonly<Record<string, number>> | null
  /** Problem profile ids for the hotspot list. */
  readonly problems: readonly string[]
  /** Keep police stations, prisons and hospitals in the hot lists. */
  readonly institutions: boolean
  /** Beat a crime counts in: that of its point, or the one its record names. */
  readonly areaOf: 'point' | 'record'
  /** Points are places although they are spaced as those of a map: many rows at one are of an address that repeats. */
  readonly addressesRepeat: boolean
  /** With no boundary and no areas, take the cells around the crimes as the study area, and mark the result. */
  readonly boundaryFromData: boolean
  readonly seed: number
}

export const ANALYSE_DEFAULTS: AnalyseOptions = {
  resolution: 9,
  measure: null,
  ring: 1,
  permute: 'total',
  within: null,
  from: null,
  to: null,
  categories: null,
  harm: 'css',
  weights: null,
  problems: ['asb', 'serious-violence'],
  institutions: false,
  areaOf: 'point',
  addressesRepeat: false,
  boundaryFromData: false,
  seed: 1,
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** Defaults filled in; unknown or impossible options are refused by name. */
export function resolveOptions(options: Partial<AnalyseOptions>): AnalyseOptions {
  checkNames(options, Object.keys(ANALYSE_DEFAULTS))
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const all: AnalyseOptions = { ...ANALYSE_DEFAULTS, ...given }
  const { resolution, ring, from, to, measure, permute, areaOf, seed } = all
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > 15)
    throw new EngineError('resolution-invalid', { column: 'resolution', value: String(resolution) })
  if (!Number.isInteger(ring) || ring < 1 || ring > 5) refuse('ring', ring, 'Give a whole number from 1 to 5.')
  if (measure !== null && !['volume', 'harm', 'rate'].includes(measure)) refuse('measure', measure, 'Give volume, harm or rate.')
  if (permute !== 'total' && permute !== 'conditional') refuse('permute', permute, 'Give total or conditional.')
  if (areaOf !== 'point' && areaOf !== 'record') refuse('area-of', areaOf, 'Give point or record.')
  if (!Number.isSafeInteger(seed) || seed < 0) refuse('seed', seed, 'Give a whole number, 0 or more.')
  if (from !== null && !MONTH.test(from)) refuse('from', from, 'Write months as 2024-01.')
  if (to !== null && !MONTH.test(to)) refuse('to', to, 'Write months as 2024-01.')
  if (from !== null && to !== null && from > to) refuse('from', from, `The period starts after its end, ${to}.`)
  for (const key of ['institutions', 'addressesRepeat', 'boundaryFromData'] as const) {
    if (typeof all[key] !== 'boolean') refuse(key, all[key], 'Give true or false.')
  }
  for (const key of ['problems', 'categories'] as const) {
    if (!Array.isArray(all[key] ?? (key === 'categories' ? [] : null))) refuse(key, all[key], 'Give a list of ids.')
  }
  return all
}

function refuse(option: string, value: unknown, hint: string): never {
  throw new EngineError('option-invalid', { column: option, value: String(value), hint })
}

import { describe, expect, it } from 'vitest'
import { compareLayers } from '../../engine/compareLayers.js'
import { EngineError } from '../../engine/error.js'
import { readCrimeSources } from '../../engine/input/crimes.js'
import { localPriorities } from '../../engine/localPriorities.js'
import { measureChange } from '../../engine/measureChange.js'
import { resolveOptions } from '../../engine/options.js'
import { dose } from '../../engine/patrol/dose.js'
import { planPatrols } from '../../engine/patrol/planPatrols.js'
import { staysOfPings } from '../../engine/patrol/stays.js'
import { composite } from '../../engine/priority/composite.js'
import { normalise } from '../../engine/priority/normalise.js'
import { resolvePriorityOptions } from '../../engine/priority/priorityOptions.js'
import { resolveTeamPlan } from '../../engine/priority/teamPlanOptions.js'
import { reviewDistricts } from '../../engine/reviewDistricts.js'
import { siteHubs } from '../../engine/siteHubs.js'
import { bandwidth } from '../../engine/stats/bandwidth.js'
import { changePoint } from '../../engine/stats/changePoint.js'
import { concentration, lorenz } from '../../engine/stats/concentration.js'
import { emerging } from '../../engine/stats/emerging.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { geary } from '../../engine/stats/geary.js'
import { kde } from '../../engine/stats/kde.js'
import { localMoran } from '../../engine/stats/localMoran.js'
import { moran } from '../../engine/stats/moran.js'
import { nearestNeighbour } from '../../engine/stats/nearestNeighbour.js'
import { nearRepeat } from '../../engine/stats/nearRepeat.js'
import { permute } from '../../engine/stats/permute.js'
import { sampleNull } from '../../engine/stats/sampleNull.js'
import { scan } from '../../engine/stats/scan.js'
import { undefinedBecause } from '../../engine/stats/undefinedBecause.js'
import { weightsOf } from '../helpers/weights.js'

/** What a caller without types may pass, as the type the option has. */
const untyped = <T>(value: unknown): T => value as T

const y = Float64Array.of(3, 1, 4, 1, 5, 9)
const lists = [[1, 2], [0, 2], [0, 1, 3], [2, 4], [3, 5], [4]]
const weights = weightsOf(lists, false)
const withSelf = weightsOf(lists.map((list, row) => [...list, row].sort()))
const points = { x: Float64Array.of(0, 10, 20, 35), y: Float64Array.of(0, 5, 0, 9) }
const events = { ...points, weight: null }
const square = { area: 10_000, ring: [] }
const draws = { permutations: 9, stopAfter: null, seed: 1, ids: [...y].map((_, row) => `c${row}`), alpha: 0.05, group: null }
const knoxOptions = { space: [0, 50], time: [0, 9], permutations: 9, seed: 1, allowSnapped: true, within: 'all' } as const
const timed = { ...points, time: Float64Array.of(1, 2, 5, 9) }
const scanned = { count: Float64Array.of(1, 2, 5, 9), exposure: Float64Array.of(5, 5, 5, 5), ...points }
const scanOptions = { shape: { kind: 'circular', maxShare: 0.5 }, phi: 1, simulations: 9, seed: 1 } as const
const series = Float64Array.from({ length: 20 }, (_, at) => (at * 7) % 5)

const CHOICES: readonly (readonly [string, string, (value: string) => unknown])[] = [
  ['normalise', 'how', (how) => normalise(y, null, untyped(how))],
  ['composite', 'aggregation', (aggregation) => composite([y], [1], untyped(aggregation))],
  ['fdr', 'method', (method) => fdr(Float64Array.of(0.1), { method: untyped(method) })],
  ['exactNull', 'permute', (of) => exactNull(y, withSelf, { permute: untyped(of), group: null })],
  ['sampleNull', 'permute', (of) => sampleNull(y, withSelf, { permute: untyped(of), group: null, seed: 1 })],
  ['permute', 'permute', (of) => permute(y, weights, { ...draws, permute: untyped(of) })],
  ['undefinedBecause', 'permute', (of) => undefinedBecause(y, weights, { permute: untyped(of), group: null })],
  ['localMoran', 'moments', (of) => localMoran(y, weights, { moments: untyped(of), divisor: 'n', group: null })],
  ['localMoran', 'divisor', (of) => localMoran(y, weights, { moments: 'total', divisor: untyped(of), group: null })],
  ['moran', 'moments', (of) => moran(y, weights, { moments: untyped(of) })],
  ['geary', 'moments', (of) => geary(y, weights, { moments: untyped(of) })],
  ['emerging', 'rules', (of) => emerging(series, new Int8Array(20), 10, { rules: untyped(of), hamedRao: false })],
  ['nearRepeat', 'within', (of) => nearRepeat(timed, { ...knoxOptions, within: untyped(of) })],
  ['scan', 'shape', (of) => scan(scanned, { ...scanOptions, shape: untyped({ kind: of }) })],
  ['kde', 'kernel', (of) => kde(events, points, { kernel: untyped(of), bandwidth: 50, edge: null })],
  ['bandwidth', 'kernel', (of) => bandwidth(events, untyped(of), 'normal')],
  ['bandwidth', 'bandwidth', (of) => bandwidth(events, 'quartic', untyped(of))],
]

const SEEDS: readonly (readonly [string, (seed: number) => unknown])[] = [
  ['permute', (seed) => permute(y, weights, { ...draws, permute: 'total', seed })],
  ['sampleNull', (seed) => sampleNull(y, withSelf, { permute: 'total', group: null, seed })],
  ['changePoint', (seed) => changePoint(series, 10, { ids: ['a', 'b'], permutations: 9, seed })],
  ['concentration', (seed) => concentration(y, { draws: 9, seed })],
  ['lorenz', (seed) => lorenz(y, { draws: 9, seed })],
  ['nearRepeat', (seed) => nearRepeat(timed, { ...knoxOptions, seed })],
  ['scan', (seed) => scan(scanned, { ...scanOptions, seed })],
  ['nearestNeighbour', (seed) => nearestNeighbour(points, untyped(square), { draws: 9, seed })],
]

/** Each looks at the names first: nothing else is needed. */
const NAMED: readonly (readonly [string, string, (options: unknown) => unknown])[] = [
  ['resolveOptions', 'addressesRepeat', (options) => resolveOptions(untyped(options))],
  ['resolvePriorityOptions', 'normalisation', (options) => resolvePriorityOptions(untyped(options))],
  ['resolveTeamPlan', 'officers', (options) => resolveTeamPlan(untyped({ ...untyped<object>(options), officers: 60 }))],
  ['readCrimeSources', 'categories', (options) => readCrimeSources([], untyped(null), untyped(options))],
  ['planPatrols', 'repeatWorth', (options) => planPatrols(untyped(null), untyped(options))],
  ['staysOfPings', 'bufferM', (options) => staysOfPings(untyped(null), [], untyped(options))],
  ['dose', 'planned', (options) => dose(untyped(null), [], untyped(options))],
  ['siteHubs', 'withinMinutes', (options) => siteHubs(untyped(null), untyped({}), untyped(options))],
  ['reviewDistricts', 'atoms', (options) => reviewDistricts(untyped(null), untyped(options))],
  ['compareLayers', 'least', (options) => compareLayers(untyped(null), untyped(options))],
  ['localPriorities', 'named', (options) => localPriorities(untyped(null), untyped(options))],
  ['measureChange', 'compare', (options) => measureChange(untyped(null), untyped(options))],
]

/** Code and option an error names. */
function refusal(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    if (error instanceof EngineError) return [error.code, error.column]
    throw error
  }
  return 'no error'
}

describe('an option outside its choices is refused by name', () => {
  it.each(CHOICES)('%s: %s', (_, option, run) => {
    for (const value of ['zz', 'n+1', 'esri-9', '']) expect(refusal(() => run(value))).toEqual(['option-invalid', option])
  })

  it.each(SEEDS)('%s: seed', (_, run) => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(refusal(() => run(seed))).toEqual(['option-invalid', 'seed'])
  })
})

describe('an option of another name is refused, and the names there are told', () => {
  it.each(NAMED)('%s', async (_, known, run) => {
    const found = (async () => run({ mistake: 1 }))()
    await expect(found).rejects.toMatchObject({ code: 'option-unknown', value: 'mistake', hint: expect.stringContaining(known) })
  })
})

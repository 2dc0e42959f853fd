import { describe, expect, it } from 'vitest'
import { districtDraws } from '../../../engine/priority/districtDraws.js'
import type { Swap } from '../../../engine/priority/districts.js'
import { type CrimeGroup, crimeDraws } from '../../../engine/priority/posterior.js'
import { dispersion } from '../../../engine/stats/dispersion.js'
import { gamma, poisson, stream } from '../../../scripts/sample/chance.js'

const DISTRICTS = 12
const MONTHS = 36
const PHI = 3
const EVENTS = 200
const OPTIONS = { districts: DISTRICTS, draws: 200, seed: 1 }

/** Districts of so many areas each, with 200 events on average whatever their number, three times as many in the first. */
function world(number: number, areasEach: number) {
  const chance = stream(1, `districts ${areasEach} ${number}`)
  const n = DISTRICTS * areasEach
  const district = Uint32Array.from({ length: n }, (_, atom) => Math.floor(atom / areasEach))
  const mean = Float64Array.from({ length: n }, () => ((EVENTS / areasEach) * gamma(chance, 2)) / 2)
  for (let atom = 0; atom < areasEach; atom++) mean[atom] *= 3
  const months = new Float64Array(n * MONTHS)
  // negative binomial, its variance three times its mean
  for (let at = 0; at < months.length; at++)
    months[at] = poisson(chance, (PHI - 1) * gamma(chance, mean[Math.floor(at / MONTHS)] / MONTHS / (PHI - 1)))
  const count = mean.map((_, atom) => sum(months.subarray(atom * MONTHS, (atom + 1) * MONTHS)))
  const atoms = { code: Array.from(district, (_, atom) => `area ${atom}`), district }
  const together = new Float64Array(DISTRICTS * MONTHS)
  months.forEach((events, at) => {
    together[district[Math.floor(at / MONTHS)] * MONTHS + (at % MONTHS)] += events
  })
  const phi = Math.max(dispersion(months, n, MONTHS).phi, dispersion(together, DISTRICTS, MONTHS).phi)
  const group: CrimeGroup = { id: 'crime', count, phi, harm: [] }
  const ratios = (of: Float64Array) => {
    const load = new Float64Array(DISTRICTS)
    of.forEach((value, atom) => {
      load[district[atom]] += value
    })
    return load.map((value) => (value * DISTRICTS) / sum(load))
  }
  return { atoms, group, truth: ratios(mean), counted: ratios(count) }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function shareInside(worlds: number, areasEach: number) {
  let [truthInside, countedInside, firstInside] = [0, 0, 0]
  for (let number = 0; number < worlds; number++) {
    const { atoms, group, truth, counted } = world(number, areasEach)
    const { low, high } = districtDraws(atoms, [group], 'volume', [], OPTIONS)
    const inside = (value: number, row: number) => value >= low[row] && value <= high[row]
    truthInside += truth.filter(inside).length / DISTRICTS / worlds
    countedInside += counted.filter(inside).length / DISTRICTS / worlds
    firstInside += Number(inside(truth[0], 0)) / worlds
  }
  return { truthInside, countedInside, firstInside }
}

describe('draws of districts', () => {
  it.each([2, 20])('of %i areas each hold what was counted always and what is true in nine of ten', (areasEach) => {
    const { truthInside, countedInside, firstInside } = shareInside(60, areasEach)
    expect(countedInside).toBeCloseTo(1, 12)
    expect(truthInside).toBeGreaterThan(0.86)
    expect(truthInside).toBeLessThan(0.95)
    expect(firstInside).toBeGreaterThan(0.8)
  })

  it('drawn area by area towards the mean of all would miss what was counted in the busiest', () => {
    const { atoms, group, counted } = world(0, 20)
    const exposure = new Float64Array(atoms.code.length).fill(MONTHS)
    const next = crimeDraws({ exposure, groups: [group], schemes: 0 }, atoms.code, 1)
    let over = 0
    for (let draw = 0; draw < OPTIONS.draws; draw++) {
      const { volume } = next()
      over += Number((sum(volume.subarray(0, 20)) * DISTRICTS) / sum(volume) >= counted[0])
    }
    expect(over / OPTIONS.draws).toBeLessThan(0.05)
  })

  it('do not depend on how a district is cut up, but for chance', () => {
    const options = { districts: 2, draws: 4000, seed: 1 }
    const of = (district: readonly number[], count: readonly number[]) =>
      districtDraws(
        { code: count.map((_, atom) => `area ${atom}`), district: Uint32Array.from(district) },
        [{ id: 'crime', count: Float64Array.from(count), phi: 3, harm: [] }],
        'volume',
        [],
        options,
      )
    const whole = of([0, 1], [100, 40])
    const cut = of([0, 0, 0, 0, 1, 1], [97, 1, 1, 1, 20, 20])
    for (const row of [0, 1]) {
      expect(Math.abs(cut.low[row] - whole.low[row])).toBeLessThan(0.02)
      expect(Math.abs(cut.high[row] - whole.high[row])).toBeLessThan(0.02)
    }
  })

  it('weigh each offence by its own harm, and tell in how many a change helps', () => {
    const atoms = { code: ['a', 'b', 'c'], district: Uint32Array.of(0, 0, 1) }
    const offences = [Float64Array.of(40, 0, 1), Float64Array.of(0, 40, 1)]
    const group: CrimeGroup = {
      id: 'crime',
      count: Float64Array.of(40, 40, 2),
      phi: 1,
      harm: { count: offences, harm: [[1, 100]] },
    }
    const swap = { kind: 'move', from: 0, to: 1, cvChange: 0, maxOverMeanChange: 0, demandMoved: 0, residentsMoved: 0 } as const
    const swaps: Swap[] = [
      { ...swap, wards: [0] },
      { ...swap, wards: [1] },
    ]
    const { holds, low, high } = districtDraws(atoms, [group], 'harm', swaps, { districts: 2, draws: 1000, seed: 1 })
    // 4040 against 101, over their mean of 2070.5
    expect(low[0]).toBeLessThan(4040 / 2070.5)
    expect(high[0]).toBeGreaterThan(4040 / 2070.5)
    // to move the light area always helps; to move the heavy one would turn the two about
    expect(holds[0]).toBe(1)
    expect(holds[1]).toBeGreaterThan(0.05)
    expect(holds[1]).toBeLessThan(0.95)
  })
})

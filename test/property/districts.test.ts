import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balance, districts } from '../../engine/priority/districts.js'
import { weightsOf } from '../helpers/weights.js'

const world = fc.integer({ min: 2, max: 6 }).chain((n) =>
  fc.record({
    demand: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: n, maxLength: n }).map((all) => Float64Array.from(all)),
    beat: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: n, maxLength: n }).map((all) => Uint32Array.from(all)),
    touch: fc.array(fc.boolean(), { minLength: n * n, maxLength: n * n }),
  }),
)

describe('swaps of wards', () => {
  it('are all the changes of one or two wards that improve the balance in one piece, found by trying every plan', () => {
    let met = 0
    fc.assert(
      fc.property(world, ({ demand, beat, touch }) => {
        const n = demand.length
        const joined = (i: number, j: number) => i !== j && (Math.abs(i - j) === 1 || touch[Math.min(i, j) * n + Math.max(i, j)])
        const lists = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => j).filter((j) => joined(i, j)))
        const load = (plan: ArrayLike<number>) =>
          demand.reduce((sums, value, i) => sums.map((sum, b) => (plan[i] === b ? sum + value : sum)), new Float64Array(3))
        /** In one piece: reach grows from the first ward until it grows no more. */
        const whole = (plan: ArrayLike<number>, b: number) => {
          const wards = Array.from({ length: n }, (_, i) => i).filter((i) => plan[i] === b)
          let reach = wards.slice(0, 1)
          for (let k = 0; k < n; k++) reach = wards.filter((i) => reach.some((j) => i === j || joined(i, j)))
          return wards.length > 0 && reach.length === wards.length
        }
        const now = balance(load(beat)).cv
        const expected: string[] = []
        for (let code = 0; code < 3 ** n; code++) {
          const plan = Array.from({ length: n }, (_, i) => Math.floor(code / 3 ** i) % 3)
          const changed = plan.flatMap((b, i) => (b === beat[i] ? [] : [i]))
          const [one, two] = changed
          const exchange = changed.length === 2 && plan[one] === beat[two] && plan[two] === beat[one]
          if (changed.length !== 1 && !exchange) continue
          const pair = [beat[one], plan[one]]
          if (!pair.every((b) => whole(beat, b) && whole(plan, b)) || !(balance(load(plan)).cv < now - 1e-12)) continue
          expected.push(changed.join())
          if (exchange) met++
        }
        const wards = { code: Array.from(demand, (_, i) => `W${i}`), demand, residents: demand, beat }
        const found = districts(wards, { code: ['X', 'Y', 'Z'], sector: null }, weightsOf(lists, false)).swaps
        expect(found.map((swap) => swap.wards.join()).sort()).toEqual(expected.sort())
      }),
      { numRuns: 200 },
    )
    expect(met).toBeGreaterThan(20)
  })
})

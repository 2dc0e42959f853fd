import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { type PermuteTimesOptions, permuteTimes } from '../../../engine/stats/permuteTimes.js'
import { pointGrid } from '../../../engine/stats/pointGrid.js'
import { scattered } from '../../helpers/scattered.js'

const OPTIONS: PermuteTimesOptions = { space: [0, 60, 150], time: [0, 1, 9], permutations: 11, seed: 3, stratum: null }

/** A grid of events with their times, and every pair as [i, j, metres]. */
function grid(events: number, times: number) {
  const points = scattered(events, times)
  const held = pointGrid(points, points.time, 50)
  const pairs = Array.from(held.x).flatMap((x, i) =>
    Array.from({ length: i }, (_, j): [number, number, number] => [i, j, Math.hypot(x - held.x[j], held.y[i] - held.y[j])]),
  )
  return { held, time: Int32Array.from(held.row, (row) => points.time[row]), pairs }
}

describe('permuteTimes', () => {
  it.each([
    ['two permutations to a word', 60, 9],
    ['one to a word', 100_000, 20_000],
  ])('counts the pairs of times dealt out by Fisher and Yates: %s', (_, times, last) => {
    const { held, time, pairs } = grid(150, times)
    const edges = [0, 1, last]
    const near = pairs.filter(([, , metres]) => metres < 150)
    const counts = permuteTimes(held, time, near.length, { ...OPTIONS, time: edges })
    for (let draw = 0; draw < OPTIONS.permutations; draw++) {
      const stream = random(OPTIONS.seed, `knox ${draw}`)
      const dealt = time.slice()
      for (let left = dealt.length; left > 1; left--) {
        const with_ = stream.integer(left)
        ;[dealt[left - 1], dealt[with_]] = [dealt[with_], dealt[left - 1]]
      }
      const plain = [0, 0, 0, 0]
      for (const [i, j, metres] of near) {
        const gap = Math.abs(dealt[i] - dealt[j])
        if (gap < last) plain[(metres < 60 ? 0 : 2) + (gap < 1 ? 0 : 1)]++
      }
      expect(counts.map((of) => of[draw])).toEqual(plain)
    }
  })

  it('counts more pairs than a half word holds', () => {
    const n = 400
    const points = { x: new Float64Array(n), y: new Float64Array(n) }
    const pairs = (n * (n - 1)) / 2
    expect(pairs).toBeGreaterThan(2 ** 16)
    const counts = permuteTimes(pointGrid(points, null, 50), new Int32Array(n), pairs, { ...OPTIONS, permutations: 9 })
    expect(counts.map((of) => [...new Set(of)])).toEqual([[pairs], [0], [0], [0]])
  })
})

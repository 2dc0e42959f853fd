import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { gistar } from '../../../engine/stats/gistar.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const POINTS = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
]
const Y = Float64Array.of(2, 3, 3.2, 5, 8, 7)
const within15 = weightsOf(
  POINTS.map(([x, y]) => POINTS.flatMap(([u, v], other) => (Math.hypot(x - u, y - v) <= 15 ? [other] : []))),
)

/** Queen neighbours on a grid of 5 x 5, self included. */
const queen = weightsOf(
  Array.from({ length: 25 }, (_, at) =>
    Array.from({ length: 25 }, (_, other) => other).filter(
      (other) => Math.abs((at % 5) - (other % 5)) <= 1 && Math.abs(Math.floor(at / 5) - Math.floor(other / 5)) <= 1,
    ),
  ),
)
const TABLE = Float64Array.of(0, 1, 0, 2, 0, 1, 3, 1, 0, 0, 0, 2, 9, 4, 1, 0, 0, 5, 7, 2, 1, 0, 1, 3, 0)

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
  return 'no error'
}

describe('gistar', () => {
  it('keeps its digits where the values are far from 0, binary and valued, in each group', () => {
    const y = Float64Array.from({ length: 25 }, (_, row) => (row * 5 + (row % 4) * 3) % 7)
    const far = y.map((value) => value - 1e9)
    for (const weights of [queen, rowStandardised(queen)]) {
      const [near, found] = [gistar(y, weights), gistar(far, weights)]
      found.z.forEach((z, row) => {
        expect(z).toBeCloseTo(near.z[row], 12)
      })
      expect(found.groups[0]).toMatchObject({ n: 25, mean: near.groups[0].mean - 1e9, shareZero: 0 })
      expect(found.groups[0].sd).toBeCloseTo(near.groups[0].sd, 12)
    }
  })

  // documentation of esda's getisord, six points and a band of 15
  const documented = [-1.397276, -0.289178, 0.65065, -0.289178, 1.234521, 2.024243]

  it('gives the z documented by esda on six points', () => {
    const { z } = gistar(Y, within15)
    documented.forEach((value, row) => {
      expect(z[row]).toBeCloseTo(value, 6)
    })
  })

  it('gives the same z for binary and row-standardised weights', () => {
    const { z } = gistar(Y, rowStandardised(within15))
    documented.forEach((value, row) => {
      expect(z[row]).toBeCloseTo(value, 6)
    })
  })

  it('gives the known z of the 5 x 5 table, with n, mean, sd and share of zeros', () => {
    const { z, groups } = gistar(TABLE, queen)
    expect(z[12]).toBeCloseTo(2.746597, 6)
    expect(z[18]).toBeCloseTo(2.923569, 6)
    expect(z[0]).toBeCloseTo(-0.435615, 6)
    expect(groups).toHaveLength(1)
    expect(groups[0]).toMatchObject({ n: 25, mean: 1.72, shareZero: 10 / 25, undefinedBecause: null })
    expect(groups[0].sd).toBeCloseTo(2.306859, 6)
  })

  it('uses valued weights: twice the weight on oneself moves z', () => {
    const value = Float64Array.from(within15.neighbour, (other, k) => {
      const row = within15.offset.findLastIndex((from) => from <= k)
      return other === row ? 2 : 1
    })
    const { z } = gistar(Y, { ...within15, value })
    // row 0 by hand: members 0 (weight 2), 1, 3; mean 4.7, divisor-n variance 4.95
    const sum = 2 * 2 + 3 + 5
    const mean = 28.2 / 6
    const variance = Y.reduce((total, y) => total + (y - mean) ** 2, 0) / 6
    expect(z[0]).toBeCloseTo((sum - 4 * mean) / Math.sqrt((variance * (6 * 6 - 16)) / 5), 12)
  })

  it('is NaN everywhere, with the reason, when all values are equal, also where their mean is rounded', () => {
    const { z, groups } = gistar(new Float64Array(6).fill(0.1), within15)
    expect(z.every(Number.isNaN)).toBe(true)
    expect(groups[0]).toMatchObject({ undefinedBecause: 'constant', sd: 0 })
  })

  it('is NaN where the neighbours are the whole group, for any equal weights', () => {
    const everyone = weightsOf([
      [0, 1, 2],
      [0, 1, 2],
      [1, 2],
    ])
    expect([...gistar(Float64Array.of(1, 2, 4), everyone).z].map(Number.isNaN)).toEqual([true, true, false])
    // n times 1/n does not add up to 1 for every n
    for (let n = 2; n < 60; n++) {
      const all = Array.from({ length: n }, (_, row) => row)
      const { z } = gistar(Float64Array.from(all), rowStandardised(weightsOf(all.map(() => all))))
      expect(z.every(Number.isNaN)).toBe(true)
    }
  })

  it('is the standardised value where a cell has no neighbours', () => {
    const { z } = gistar(Float64Array.of(1, 2, 3), weightsOf([[0], [1], [2]]))
    expect(z[2]).toBeCloseTo(1 / Math.sqrt(2 / 3), 14)
  })

  it('measures each reference group against its own mean, as if it stood alone', () => {
    const y = Float64Array.of(...Y, ...Y.map((v) => 10 * v + 3))
    const lists = Array.from({ length: 12 }, (_, row) => {
      const base = row < 6 ? 0 : 6
      return [...within15.neighbour.subarray(within15.offset[row - base], within15.offset[row - base + 1])].map((k) => k + base)
    })
    const { z, groups } = gistar(y, weightsOf(lists), Int32Array.of(0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2))
    documented.forEach((value, row) => {
      expect(z[row]).toBeCloseTo(value, 6)
      expect(z[row + 6]).toBeCloseTo(value, 6)
    })
    expect(groups.map(({ n, undefinedBecause }) => [n, undefinedBecause])).toEqual([
      [6, null],
      [0, 'empty'],
      [6, null],
    ])
  })

  it('leaves cells of group -1 out: NaN, not counted, whatever their value', () => {
    const y = Float64Array.of(...Y, Number.NaN)
    const lists = [
      ...Array.from({ length: 6 }, (_, row) => [...within15.neighbour.subarray(within15.offset[row], within15.offset[row + 1])]),
      [6],
    ]
    const { z, groups } = gistar(y, weightsOf(lists), Int32Array.of(0, 0, 0, 0, 0, 0, -1))
    expect(z[0]).toBeCloseTo(documented[0], 6)
    expect(z[6]).toBeNaN()
    expect(groups[0].n).toBe(6)
  })

  it('refuses unequal lengths, values that are not finite, weights without self and weights across groups', () => {
    const one = weightsOf([[0], [1]])
    expect(codeOf(() => gistar(Y, one))).toBe('length-mismatch')
    expect(codeOf(() => gistar(Float64Array.of(1, 2), one, Int32Array.of(0)))).toBe('length-mismatch')
    expect(codeOf(() => gistar(Float64Array.of(1, Infinity), one))).toBe('value-not-finite')
    expect(codeOf(() => gistar(Float64Array.of(1, 2), weightsOf([[1], [0]], false)))).toBe('weights-without-self')
    expect(codeOf(() => gistar(Float64Array.of(1, 2, 3), weightsOf([[0, 2], [1], [0, 2]]), Int32Array.of(0, 0, 1)))).toBe(
      'weights-across-groups',
    )
  })

  it('refuses groups numbered beyond the rows, which would take memory for each number', () => {
    const group = Int32Array.of(0, 0, 0, 1_000_000_000, 0, 0)
    expect(codeOf(() => gistar(Y, within15, group))).toBe('value-out-of-range')
  })

  it('refuses values whose squares no number holds, large or small, and says so', () => {
    const weights = {
      length: 3,
      offset: Uint32Array.of(0, 2, 4, 5),
      neighbour: Uint32Array.of(0, 1, 0, 1, 2),
      value: null,
      self: true,
    }
    for (const scale of [1e300, 1e-320]) {
      const y = Float64Array.of(scale, 2 * scale, 3 * scale)
      expect(() => gistar(y, weights)).toThrow(/value-not-finite.*too large or too small/)
    }
  })
})

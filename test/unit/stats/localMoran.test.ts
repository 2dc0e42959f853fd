import { describe, expect, it } from 'vitest'
import { gi } from '../../../engine/stats/gi.js'
import { type LocalMoranOptions, localMoran, QUADRANTS } from '../../../engine/stats/localMoran.js'
import { UNDEFINED_BECAUSE } from '../../../engine/types.js'
import { arranged } from '../../helpers/arrangements.js'
import { codeOf } from '../../helpers/codeOf.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const CONDITIONAL: LocalMoranOptions = { moments: 'conditional', divisor: 'n', group: null }
const TOTAL: LocalMoranOptions = { ...CONDITIONAL, moments: 'total' }

/** Queen neighbours on a grid of 5 x 5. */
const queen = weightsOf(
  Array.from({ length: 25 }, (_, at) =>
    Array.from({ length: 25 }, (_, other) => other).filter(
      (other) =>
        other !== at && Math.abs((at % 5) - (other % 5)) <= 1 && Math.abs(Math.floor(at / 5) - Math.floor(other / 5)) <= 1,
    ),
  ),
  false,
)
const TABLE = Float64Array.of(0, 1, 0, 2, 0, 1, 3, 1, 0, 0, 0, 2, 9, 4, 1, 0, 0, 5, 7, 2, 1, 0, 1, 3, 0)
const six = weightsOf([[1, 3], [0, 2, 3], [1, 4, 5], [0, 1], [2], [2, 4, 0]], false)
const SIX = [2, 3, 3.5, 5, 11, 7]

const reasons = (y: readonly number[], lists: readonly (readonly number[])[], options: LocalMoranOptions) => {
  const found = localMoran(Float64Array.from(y), weightsOf(lists, false), options)
  expect([...found.z].map(Number.isNaN)).toEqual([...found.undefinedBecause].map((code) => code !== 0))
  return { ...found, because: [...found.undefinedBecause].map((code) => UNDEFINED_BECAUSE[code]) }
}

describe('localMoran', () => {
  it('keeps its digits where the values are far from 0', () => {
    // the mean is 3.04, which 1e9 has no digits for
    const y = Float64Array.from({ length: 25 }, (_, row) => (row === 0 ? 1 : (row * 5 + (row % 4) * 3) % 7))
    expect(y.reduce((sum, value) => sum + value, 0) / 25).toBe(3.04)
    const far = y.map((value) => value + 1e9)
    for (const options of [CONDITIONAL, TOTAL]) {
      const [near, found] = [localMoran(y, queen, options), localMoran(far, queen, options)]
      for (const column of ['i', 'expected', 'variance', 'z'] as const)
        found[column].forEach((value, row) => {
          expect(value).toBeCloseTo(near[column][row], 12)
        })
    }
  })

  it('gives the known numbers of the centre of the 5 x 5 table, row-standardised', () => {
    const { i, expected, variance, z, quadrant } = localMoran(TABLE, rowStandardised(queen), CONDITIONAL)
    expect(i[12]).toBeCloseTo(1.40905, 6)
    expect(expected[12]).toBeCloseTo(-0.414963, 6)
    expect(variance[12]).toBeCloseTo(0.527758, 6)
    expect(z[12]).toBeCloseTo(2.51079, 6)
    expect(QUADRANTS[quadrant[12]]).toBe('HH')
    // the mean of I is the global I
    expect(i.reduce((sum, value) => sum + value, 0) / 25).toBeCloseTo(0.193188, 6)
  })

  it('with divisor n - 1 gives the I of esda: I and E times (n - 1)/n, V times its square, the same z', () => {
    const n = localMoran(TABLE, rowStandardised(queen), CONDITIONAL)
    const less = localMoran(TABLE, rowStandardised(queen), { ...CONDITIONAL, divisor: 'n-1' })
    expect(less.i[12]).toBeCloseTo(1.352688, 6)
    expect(less.expected[12]).toBeCloseTo((n.expected[12] * 24) / 25, 14)
    expect(less.variance[12]).toBeCloseTo((n.variance[12] * 24 * 24) / 625, 14)
    expect(less.z).toEqual(n.z)
  })

  it.each([
    ['binary', six],
    ['row-standardised', rowStandardised(six)],
  ])('has the mean and variance of all arrangements of six values (%s)', (_, weights) => {
    for (const options of [CONDITIONAL, TOTAL]) {
      const { expected, variance } = localMoran(Float64Array.from(SIX), weights, options)
      for (let row = 0; row < 6; row++) {
        const all: number[] = []
        for (const y of arranged(SIX, options.moments === 'total' ? -1 : row))
          all.push(localMoran(y, weights, CONDITIONAL).i[row])
        const mean = all.reduce((sum, i) => sum + i, 0) / all.length
        expect(expected[row]).toBeCloseTo(mean, 12)
        expect(variance[row]).toBeCloseTo(all.reduce((sum, i) => sum + (i - mean) ** 2, 0) / all.length, 12)
      }
    }
  })

  it('has a conditional z that is that of Gi, with the sign of the own deviation', () => {
    const local = localMoran(TABLE, queen, CONDITIONAL).z
    const around = gi(TABLE, queen).z
    TABLE.forEach((value, row) => {
      expect(local[row]).toBeCloseTo(Math.sign(value - 1.72) * around[row], 12)
    })
  })

  it('names the quadrants by own value, then neighbours; exactly at the mean is low', () => {
    const line = weightsOf([[1], [0], [3], [2], [5], [4], [7], [6]], false)
    const { quadrant } = localMoran(Float64Array.of(9, 8, 1, 9, 1, 2, 5, 5), line, CONDITIONAL)
    expect([...quadrant].map((code) => QUADRANTS[code])).toEqual(['HH', 'HH', 'LH', 'HL', 'LL', 'LL', 'LL', 'LL'])
    // neighbours 0.1 and 0.3 about a mean of 0.2: high by rounding only
    const balanced = localMoran(Float64Array.of(0.5, 0.1, 0.3, 0.2, -0.1), weightsOf([[1, 2], [0], [0], [0], [0]], false), TOTAL)
    expect(QUADRANTS[balanced.quadrant[0]]).toBe('HL')
  })

  it('has no z, with the reason, where nothing can vary; I stands where it has a value', () => {
    const line = [[1], [0, 2], [1, 3], [2]]
    expect(reasons([3, 3, 3, 3], line, CONDITIONAL).because).toEqual(Array(4).fill('constant'))
    expect(reasons([3, 3, 3, 3], line, TOTAL).because).toEqual(Array(4).fill('constant'))
    const island = reasons([1, 4, 2, 9], [[1], [0], [], [0, 1, 2]], CONDITIONAL)
    expect(island.because).toEqual(['', 'at-the-mean', 'no-neighbours', 'all-neighbours'])
    expect(island.i[2]).toBeNaN()
    expect(island.quadrant[2]).toBe(0)
    expect([island.i[1], island.variance[1], island.variance[3]].map(Math.abs)).toEqual([0, 0, 0])
    expect(island.i[3]).toBeCloseTo(island.expected[3], 14)
    expect(reasons([7, 1, 1, 1], line, CONDITIONAL).because[0]).toBe('others-constant')
    expect(reasons([1, 2], [[1], [0]], TOTAL).because).toEqual(['too-few-cells', 'too-few-cells'])
    // 0.1 0.2 0.3: the middle value is the mean but for rounding
    expect(reasons([0.1, 0.2, 0.3, 0.2], line, CONDITIONAL).because).toEqual(['', 'at-the-mean', '', 'at-the-mean'])
  })

  it('has a total z at the mean, and none where I is the same in every arrangement', () => {
    expect(reasons([0.1, 0.2, 0.3, 0.2], [[1], [0, 2], [1, 3], [2]], TOTAL).because).toEqual(['', '', '', ''])
    // two values as often as each other and all others as neighbours: I is -1 whatever the order
    const all = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].filter((other) => other !== row))
    expect(reasons([0, 0, 1, 1], all, TOTAL).because).toEqual(Array(4).fill('no-variance'))
  })

  it('treats each reference group as a map of its own', () => {
    const alone = localMoran(TABLE, queen, CONDITIONAL)
    const lists = Array.from({ length: 25 }, (_, row) => [...queen.neighbour.subarray(queen.offset[row], queen.offset[row + 1])])
    const both = localMoran(
      Float64Array.of(...TABLE, ...TABLE.map((value) => 2 * value + 1)),
      weightsOf([...lists, ...lists.map((list) => list.map((other) => other + 25))], false),
      { ...CONDITIONAL, group: Int32Array.from({ length: 50 }, (_, row) => (row < 25 ? 3 : 1)) },
    )
    expect([...both.i.subarray(0, 25)]).toEqual([...alone.i])
    both.z.subarray(25).forEach((z, row) => {
      expect(z).toBeCloseTo(alone.z[row], 12)
    })
  })

  it('refuses weights with self, unequal lengths and numbers that are none', () => {
    expect(codeOf(() => localMoran(TABLE, { ...queen, self: true }, CONDITIONAL))).toBe('weights-with-self')
    expect(codeOf(() => localMoran(TABLE, six, CONDITIONAL))).toBe('length-mismatch')
    expect(codeOf(() => localMoran(Float64Array.of(1, 2, 3, 4, 5, Infinity), six, TOTAL))).toBe('value-not-finite')
  })
})

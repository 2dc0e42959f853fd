import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { AREA_OPTIONS, type AreaProblem, contiguousArea, excessOf } from '../../../engine/priority/contiguousArea.js'
import { codeOf } from '../../helpers/codeOf.js'
import { squares } from '../../helpers/squares.js'

/** Kilometre squares of 1,000 people each. */
function problemOf(score: readonly number[], across: number, given: Partial<AreaProblem> = {}): AreaProblem {
  const people = new Float64Array(score.length).fill(1000)
  return {
    graph: areaGraph(squares(score.length, across)),
    score: Float64Array.from(score),
    people,
    size: people,
    least: 1000,
    most: 3000,
    group: null,
    maxCompactness: Infinity,
    ...given,
  }
}

describe('contiguousArea', () => {
  // 80 60 |  0  0 | 70 : mean 42
  const row = [80, 60, 0, 0, 70]

  it('takes what lies above the mean together, and says so in numbers', () => {
    const { areas, mean } = contiguousArea(problemOf(row, 5))
    expect(mean).toBe(42)
    const [area] = areas
    expect([...area.members]).toEqual([0, 1])
    // 38 + 18 points of 1,000 people; all positive excess: 38 + 18 + 28
    expect(area.excess).toBe(56_000)
    expect(area.shareOfExcess).toBeCloseTo(56 / 84, 12)
    expect(area.score).toBe(70)
    expect(area.lift).toBe(28)
    expect(area.people).toBe(2000)
    expect(area.placeInRange).toBe(0.5)
    expect(area.compactness).toBeCloseTo(36 / (8 * Math.PI), 4)
    expect(area.bound).toBeGreaterThanOrEqual(area.excess)
  })

  it('names the area of the highest mean beside it', () => {
    expect([...contiguousArea(problemOf(row, 5)).highestMean.members]).toEqual([0])
  })

  it('finds areas one after another without each other’s units, and fewer where no more fit', () => {
    const { areas } = contiguousArea(problemOf(row, 5), { ...AREA_OPTIONS, count: 9 })
    expect(areas.map(({ members }) => [...members])).toEqual([[0, 1], [4], [2], [3]])
  })

  it('crosses a low unit where what lies beyond is worth it', () => {
    expect([...contiguousArea(problemOf([90, 30, 90, 0, 0], 5)).areas[0].members]).toEqual([0, 1, 2])
  })

  it('takes in low units where the area must be larger', () => {
    expect([...contiguousArea(problemOf([0, 100, 10, 0, 0], 5, { least: 2000, most: 2000 })).areas[0].members]).toEqual([1, 2])
  })

  it('stays inside one policing area', () => {
    const group = Int32Array.of(0, 0, 1, 1, 1)
    expect([...contiguousArea(problemOf([0, 90, 90, 50, 0], 5, { group })).areas[0].members]).toEqual([2, 3])
  })

  it('takes the smaller border of two areas alike, then the smaller code', () => {
    // a 3 x 3 block: 0 1 2 and 0 1 3 are worth the same in a line or round a corner; a row and a column have equal borders
    const square = problemOf([50, 50, 50, 50, 50, 0, 0, 0, 0], 3, { least: 4000, most: 4000 })
    expect([...contiguousArea(square).areas[0].members]).toEqual([0, 1, 3, 4])
    expect([
      ...contiguousArea(problemOf([50, 50, 50, 50, 50, 50, 50, 50, 0], 3, { least: 2000, most: 2000 })).areas[0].members,
    ]).toEqual([0, 1])
  })

  it('keeps to the shape asked for', () => {
    // four in a row have 100 / 16 pi = 1.99, two by two 1.27
    const score = [90, 90, 90, 90, 60, 60, 0, 0, 0, 0, 0, 0]
    const sized = { least: 4000, most: 4000 }
    expect([...contiguousArea(problemOf(score, 4, sized)).areas[0].members]).toEqual([0, 1, 2, 3])
    expect([...contiguousArea(problemOf(score, 4, { ...sized, maxCompactness: 1.5 })).areas[0].members]).toEqual([0, 1, 4, 5])
  })

  it('fills a hole when asked', () => {
    const ring = [90, 90, 90, 90, 0, 90, 90, 90, 90, ...new Array<number>(3).fill(0)]
    const asked = problemOf(ring, 3, { least: 8000, most: 8000 })
    expect([...contiguousArea(asked).areas[0].members]).toEqual([0, 1, 2, 3, 5, 6, 7, 8])
    const [filled] = contiguousArea(asked, { ...AREA_OPTIONS, fillHoles: true }).areas
    expect([...filled.members]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect([...filled.filled]).toEqual([4])
    expect(filled.size).toBe(9000)
  })

  it('leaves out a unit without a score', () => {
    expect([...contiguousArea(problemOf([80, Number.NaN, 80, 0, 0], 5)).areas[0].members]).toEqual([0])
  })

  it('gives people-weighted excess that adds up to 0', () => {
    const people = Float64Array.of(1, 2, 3)
    const { mean, excess } = excessOf({ score: Float64Array.of(60, 30, 0), people })
    expect(mean).toBe(20)
    expect([...excess]).toEqual([40, 20, -60])
  })

  it.each([
    [{ least: 9000, most: 9500 }, 'area-size-unmet', /nearest found: 5000/],
    [{ least: 1200, most: 1500 }, 'area-size-unmet', /nearest found: 1000 and 2000/],
    [{ least: 3000, maxCompactness: 1.1 }, 'area-size-unmet', /compact/],
    [{ score: new Float64Array(5).fill(Number.NaN) }, 'area-size-unmet', /No unit has a score/],
    [{ least: 4000 }, 'value-out-of-range', /0 to 3000/],
    [{ maxCompactness: 0.5 }, 'value-out-of-range', /circle/],
    [{ people: new Float64Array(4) }, 'length-mismatch', /5 rows/],
    [{ size: Float64Array.of(1, 1, -1, 1, 1) }, 'value-out-of-range', /from 0 up/],
  ] as const)('refuses %o', (given, code, hint) => {
    expect(codeOf(() => contiguousArea(problemOf(row, 5, given)))).toBe(code)
    expect(() => contiguousArea(problemOf(row, 5, given))).toThrow(hint)
  })

  it('leaves the words of a size no area can have to who asks, and looks for what can be had once', () => {
    const told: unknown[] = []
    const refused = (why: unknown) => {
      told.push(why)
      return new EngineError('area-size-unmet', { hint: 'in my words' })
    }
    const problem = problemOf(row, 5, { least: 1200, most: 1500 })
    expect(() => contiguousArea(problem, AREA_OPTIONS, refused)).toThrow(/in my words/)
    expect(told).toEqual([{ because: 'size', below: 1000, above: 2000 }])
  })
})

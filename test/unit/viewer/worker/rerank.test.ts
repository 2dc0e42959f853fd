import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../../engine/output/analysis.js'
import { prioritise } from '../../../../engine/prioritise.js'
import type { Results } from '../../../../viewer/load/results.js'
import { prioritised } from '../../../../viewer/state/prioritised.js'
import { numberOf } from '../../../../viewer/state/select.js'
import { rerank, scaledOfPoints } from '../../../../viewer/worker/rerank.js'
import { createWorkplace, type Workplace } from '../../../../viewer/worker/workplace.js'
import { gridAnalysis } from '../../../helpers/gridForce.js'
import { outputFiles } from '../../../helpers/outputFiles.js'

const quiet = () => undefined
const of = (...values: number[]) => Float64Array.from(values)
/** As the files print a number. */
const printed = (value: number) => (Number.isNaN(value) ? null : Number(value.toPrecision(12)))

describe('rerank', () => {
  // percentiles of three areas of 100 people each: 1/6, 1/2, 5/6
  const input = {
    factors: ['need', 'crime'],
    scaled: [of(1 / 6, 1 / 2, 5 / 6), of(5 / 6, 1 / 2, 1 / 6)],
    closed: [],
    aggregation: 'arithmetic',
  } as const
  it('is the weighted mean of the percentiles, times 100', () => {
    const { score, rank, contributions } = rerank(input, { need: 30, crime: 10 })
    expect(score[0]).toBeCloseTo(100 * (0.75 / 6 + (0.25 * 5) / 6), 10)
    expect([...rank]).toEqual([3, 2, 1])
    expect(contributions[0][2]).toBeCloseTo(62.5, 10)
  })
  it('gives ties one rank', () => {
    expect([...rerank(input, { need: 1, crime: 1 }).rank]).toEqual([1, 1, 1])
  })
  it('refuses weights that are nothing', () => {
    expect(() => rerank(input, { need: 0 })).toThrow(expect.objectContaining({ code: 'factor-weights-invalid' }))
  })
  it('leaves out a factor whose values are not known, and keeps every score', () => {
    const { score, contributions } = rerank({ ...input, closed: ['crime'] }, { need: 50, crime: 50 })
    expect(score[2]).toBeCloseTo(500 / 6, 10)
    expect([...contributions[1]]).toEqual([0, 0, 0])
  })
})

describe('factors told from points', () => {
  it('are the percentiles again, though points are printed to 12 digits and one area lacks a factor', () => {
    const people = of(100, 100, 100)
    const points = [of(10 / 3, 10, 50 / 3).map((value) => printed(value) ?? 0), of(Number.NaN, 60, 20)]
    // the first area has 0.2 of the weight alone: its points are of a fifth
    points[0][0] = (100 / 6) * 1
    const [need, crime] = scaledOfPoints(points, [0.2, 0.8], people)
    expect([...need]).toEqual([1 / 6, 1 / 2, 5 / 6])
    expect([...crime]).toEqual([Number.NaN, 0.75, 0.25])
  })
  it('are not told where the run gave no weight', () => {
    const [, crime] = scaledOfPoints([of(50), of(0)], [1, 0], null)
    expect([...crime]).toEqual([Number.NaN])
  })
})

async function opened(analysis: Analysis): Promise<{ work: Workplace; results: Results }> {
  const output = await outputFiles(analysis, [])
  const names = ['analysis.json', ...output.document.files.map((file) => file.name)]
  const work = createWorkplace(webcrypto.subtle)
  const files = names.map((name) => new File([output.bytes(name).slice()], name))
  return { work, results: (await work.open({ kind: 'files', files }, quiet)) ?? expect.fail('no results') }
}

describe.each([
  { run: 'analyse', asks: null, digits: 12 },
  { run: 'priority', asks: {}, digits: 12 },
  { run: 'priority with another scale', asks: { normalisation: 'min-max', aggregation: 'geometric' }, digits: 8 },
] as const)('under the weights of a run of $run', ({ asks, digits }) => {
  let analysis: Analysis
  let work: Workplace
  let results: Results
  beforeAll(async () => {
    const plain = await gridAnalysis()
    const priority =
      asks === null ? undefined : await prioritise(plain, { ...asks, draws: 100, areaDraws: 20, size: [3000, 6000] })
    analysis = priority === undefined ? plain : { ...plain, asked: { priority } }
    const made = await opened(analysis)
    work = made.work
    results = made.results
  })

  /** To the last digit of the files; a scale that keeps distances has lost some to the digits of the values it is made from. */
  function same(made: Float64Array, file: readonly (number | null)[]) {
    if (digits === 12) return expect([...made].map(printed)).toEqual(file)
    for (const [at, value] of made.entries()) expect(value).toBeCloseTo(file[at] ?? expect.fail('no number'), digits)
  }

  it('scores, ranks and points are those of its files', async () => {
    const about = await work.priority(null, quiet)
    expect(Object.keys(about.rows).length > 0).toBe(asks !== null)
    expect(about.areas.some(({ id }) => id === 'area-1')).toBe(asks !== null)
    const weights = Object.fromEntries(results.document.factors.map(({ id, weight }) => [id, weight]))
    const ofRun = prioritised(results, about, null)
    const scored = ofRun.lists.filter(({ rankedBy }) => rankedBy === 'score')
    expect(scored.length).toBeGreaterThan(1)
    for (const list of scored) {
      const ranked = await work.rerank({ list: list.id, weights }, quiet)
      const shown = (column: string) => list.units.map((unit) => numberOf(unit, column))
      expect(shown('rank').map((rank) => rank ?? 0)).toEqual([...ranked.rank])
      same(ranked.score, shown('score'))
      results.document.factors.forEach(({ id }, k) => {
        same(ranked.contributions[k], shown(`contribution_${id}`))
      })
      const mine = prioritised(results, about, { list: list.id, ranked }).lists.find(({ id }) => id === list.id)
      expect(mine?.units[0].properties).toMatchObject({ your_weights: true, run_rank: list.units[0].properties.rank })
    }
  })

  it('what has no score is refused', async () => {
    await expect(async () => work.rerank({ list: 'clusters', weights: {} }, quiet)).rejects.toMatchObject({
      code: 'results-invalid',
    })
  })
})

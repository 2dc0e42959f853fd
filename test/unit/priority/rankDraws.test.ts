import { describe, expect, it } from 'vitest'
import { choiceEffects, dropOne } from '../../../engine/priority/choiceEffects.js'
import { choiceDraws, choiceSpace, headlineChoice } from '../../../engine/priority/choices.js'
import { type RankOptions, rankDraws } from '../../../engine/priority/rankDraws.js'
import type { RankInput } from '../../../engine/priority/rankInput.js'
import { codeOf } from '../../helpers/codeOf.js'

const UNITS = 12
const IDS = Array.from({ length: UNITS }, (_, i) => `E${i}`)
const column = (f: (i: number) => number) => Float64Array.from(IDS, (_, i) => f(i))
const ONLY = { normalisations: ['percentile'], aggregations: ['arithmetic'] } as const
const OPTIONS: RankOptions = { draws: 400, k: 1, seed: 1, choices: ONLY }

/** Unit 0 is high in everything by far; crime of the others is close. */
const INPUT: RankInput = {
  ids: IDS,
  people: column((i) => 1000 + 100 * i),
  factors: [
    { id: 'deprivation', weight: 0.4, kind: 'published', values: column((i) => UNITS - i) },
    {
      id: 'unemployment',
      weight: 0.2,
      kind: 'counted',
      count: column((i) => (i === 0 ? 90 : 20 + i)),
      exposure: column(() => 600),
      phi: 2,
      roundedTo5: false,
    },
    { id: 'harm', weight: 0.2, kind: 'harm' },
    { id: 'volume', weight: 0.2, kind: 'volume' },
  ],
  crime: {
    exposure: column(() => 12_000),
    groups: [
      { id: 'theft', count: column((i) => (i === 0 ? 300 : 60 + ((i * 7) % 11))), phi: 2, harm: [1, 2] },
      { id: 'violence', count: column((i) => (i === 0 ? 100 : 20 + ((i * 5) % 7))), phi: 3, harm: [30, 9] },
    ],
    schemes: 2,
  },
}

function run(input: RankInput, options: RankOptions) {
  const steps = rankDraws(input, options)
  let step = steps.next()
  const scores: Float64Array[] = []
  while (!step.done) {
    scores.push(step.value.score.data.slice())
    step = steps.next()
  }
  return { ...step.value, scores }
}

function effects(input: RankInput, choices: RankOptions['choices'], k = 3) {
  const steps = choiceEffects(input, { k, seed: 1, choices, rows: 64 })
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

describe('rankDraws', () => {
  it('keeps a unit first that is highest in everything, whatever is drawn', () => {
    const { headline, data, choices, both } = run(INPUT, OPTIONS)
    expect(headline.rank[0]).toBe(1)
    for (const { top, first, low, high } of [data, choices, both]) {
      expect(top[0]).toBe(1)
      expect(first[0]).toBe(1)
      expect([low[0], high[0]]).toEqual([1, 1])
    }
  })

  it('shares k places out in every set of re-runs', () => {
    const { data, choices, both } = run(INPUT, { ...OPTIONS, k: 4, choices: { ...ONLY, normalisations: ['percentile', 'z'] } })
    for (const { top } of [data, choices, both]) expect(top.reduce((sum, share) => sum + share, 0)).toBeCloseTo(4, 9)
  })

  it('varies only what each column says', () => {
    const published: RankInput = {
      ...INPUT,
      factors: [{ id: 'deprivation', weight: 1, kind: 'published', values: column((i) => UNITS - i) }],
      crime: null,
    }
    const { headline, data, choices, both } = run(published, { ...OPTIONS, k: 3 })
    for (const { low, high } of [data, choices, both]) {
      expect(low).toEqual(headline.rank)
      expect(high).toEqual(headline.rank)
    }
    const spread = ({ low, high }: { low: Uint32Array; high: Uint32Array }) =>
      high.reduce((sum, rank, i) => sum + rank - low[i], 0)
    const all = run(INPUT, { ...OPTIONS, k: 3 })
    expect(spread(all.data)).toBeGreaterThan(0)
    expect(spread(all.choices)).toBeGreaterThan(0)
    expect(spread(all.both)).toBeGreaterThan(spread(all.data))
  })

  it('gives the same for the same seed, in any order of units, and the first draws of a longer run', () => {
    const once = run(INPUT, OPTIONS)
    expect(run(INPUT, OPTIONS)).toEqual(once)
    expect(run(INPUT, { ...OPTIONS, draws: 500 }).scores.slice(0, 400)).toEqual(once.scores)
    expect(run(INPUT, { ...OPTIONS, seed: 2 }).scores).not.toEqual(once.scores)
    const back = (values: Float64Array) => values.toReversed()
    const turned = run(
      {
        ids: IDS.toReversed(),
        people: back(INPUT.people ?? column(() => 1)),
        factors: INPUT.factors.map((factor) => {
          if (factor.kind === 'published') return { ...factor, values: back(factor.values) }
          return factor.kind === 'counted' ? { ...factor, count: back(factor.count), exposure: back(factor.exposure) } : factor
        }),
        crime: {
          exposure: column(() => 12_000),
          groups: (INPUT.crime?.groups ?? []).map((group) => ({ ...group, count: back(group.count) })),
          schemes: 2,
        },
      },
      OPTIONS,
    )
    expect(turned.both.median.toReversed()).toEqual(once.both.median)
    expect(turned.data.top.toReversed()).toEqual(once.data.top)
  })

  it('leaves a unit out that the headline does not score, and keeps one that lacks a small factor', () => {
    const values = column((i) => (i === 5 ? Number.NaN : UNITS - i))
    const factors = INPUT.factors.map((factor) =>
      factor.kind === 'published' ? { ...factor, values, weight: 0.5 } : { ...factor, weight: 0.5 / 3 },
    )
    const { headline, data, both } = run({ ...INPUT, factors }, OPTIONS)
    expect(headline.rank[5]).toBe(0)
    expect(data.top[5]).toBeNaN()
    expect([both.low[5], both.high[5]]).toEqual([0, 0])
    const small = run(
      { ...INPUT, factors: INPUT.factors.map((one) => (one.kind === 'published' ? { ...one, values } : one)) },
      OPTIONS,
    )
    expect(small.headline.rank[5]).toBeGreaterThan(0)
    expect(small.both.median[5]).toBeGreaterThan(0)
  })

  it.each<[string, string, RankInput, Partial<RankOptions>]>([
    ['areas-repeated-code', 'two areas of one code', { ...INPUT, ids: IDS.with(3, 'E4') }, {}],
    ['option-invalid', 'crime factors without crimes', { ...INPUT, crime: null }, {}],
    ['option-invalid', 'k over the number of areas', INPUT, { k: UNITS + 1 }],
    ['option-invalid', 'no draws', INPUT, { draws: 0 }],
    ['option-invalid', 'no normalisation', INPUT, { choices: { ...ONLY, normalisations: [] } }],
    ['option-invalid', 'z with geometric', INPUT, { choices: { normalisations: ['z'], aggregations: ['geometric'] } }],
    ['units-too-few', 'exponential of few areas', INPUT, { choices: { ...ONLY, normalisations: ['exponential'] } }],
    [
      'factor-weights-invalid',
      'weights over 1',
      { ...INPUT, factors: INPUT.factors.map((one) => ({ ...one, weight: 0.3 })) },
      {},
    ],
    ['length-mismatch', 'people of fewer areas', { ...INPUT, people: new Float64Array(3) }, {}],
  ])('refuses with %s: %s', (code, _, input, options) => {
    expect(codeOf(() => run(input, { ...OPTIONS, ...options }))).toBe(code)
  })
})

describe('choices', () => {
  it('offers exponential from 100 units up', () => {
    expect(choiceSpace(99).normalisations).toEqual(['percentile', 'min-max', 'z'])
    expect(choiceSpace(100).normalisations).toEqual(['percentile', 'exponential', 'min-max', 'z'])
  })

  it('draws each of those given about equally often, and the first are the headline’s', () => {
    const space = choiceSpace(100)
    expect(headlineChoice([1], space)).toEqual({
      weights: [1],
      normalisation: 'percentile',
      aggregation: 'arithmetic',
      scheme: 0,
    })
    const next = choiceDraws([0.5, 0.5, 0], space, 3, 1, 'test')
    const drawn = Array.from({ length: 3000 }, next)
    for (const how of space.normalisations)
      expect(drawn.filter(({ normalisation }) => normalisation === how).length / 3000).toBeCloseTo(0.25, 1)
    for (const scheme of [0, 1, 2]) expect(drawn.filter((one) => one.scheme === scheme).length / 3000).toBeCloseTo(1 / 3, 1)
    expect(drawn.every(({ weights }) => weights[2] === 0)).toBe(true)
  })
})

describe('choiceEffects', () => {
  it('lists only what can vary', () => {
    const { effects: found } = effects(INPUT, ONLY)
    expect(found?.map(({ input }) => input)).toEqual(['weights', 'harm scheme', 'data'])
    const fixed: RankInput = { ...INPUT, factors: INPUT.factors.slice(0, 1).map((one) => ({ ...one, weight: 1 })), crime: null }
    expect(effects(fixed, ONLY)).toEqual({ lost: 0, effects: null })
  })

  it('gives all of it to the only choice there is', () => {
    const fixed: RankInput = {
      ...INPUT,
      factors: [
        { id: 'a', weight: 0.5, kind: 'published', values: column((i) => i) },
        { id: 'b', weight: 0.5, kind: 'published', values: column((i) => (i * 5 + 3) % UNITS) },
      ],
      crime: null,
    }
    const { lost, effects: found } = effects(fixed, ONLY)
    expect(lost).toBeGreaterThan(0)
    expect(found?.map(({ input }) => input)).toEqual(['weights'])
    // AB is B where there is one input: the first index is 1
    expect(found?.[0].first.value).toBe(1)
    expect(Math.abs((found?.[0].total.value ?? 0) - 1)).toBeLessThan(0.3)
  })

  it('loses nothing of a top that holds every area', () => {
    expect(effects(INPUT, ONLY, UNITS)).toEqual({ lost: 0, effects: null })
  })
})

describe('dropOne', () => {
  it('tells what goes without each factor', () => {
    const input: RankInput = {
      ids: ['a', 'b', 'c'],
      people: null,
      factors: [
        { id: 'x', weight: 0.6, kind: 'published', values: Float64Array.of(3, 2, 1) },
        { id: 'y', weight: 0.2, kind: 'published', values: Float64Array.of(1, 2, 3) },
        { id: 'z', weight: 0.2, kind: 'published', values: Float64Array.of(3, 1, 2) },
      ],
      crime: null,
    }
    // .70, .43, .37 in order; without x .50, .33, .67
    expect(dropOne(input, { k: 1, choices: ONLY })).toEqual([
      { factor: 'x', lost: 1, rankCorrelation: expect.closeTo(-0.5, 12), meanShift: 4 / 3 },
      { factor: 'y', lost: 0, rankCorrelation: expect.closeTo(1, 12), meanShift: 0 },
      { factor: 'z', lost: 0, rankCorrelation: expect.closeTo(1, 12), meanShift: 0 },
    ])
    const idle: RankInput = {
      ...input,
      factors: [...input.factors, { id: 'v', weight: 0, kind: 'published', values: Float64Array.of(1, 9, 5) }],
    }
    expect(dropOne(idle, { k: 1, choices: ONLY }).map(({ factor }) => factor)).toEqual(['x', 'y', 'z'])
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../engine/output/analysis.js'
import { prioritise } from '../../engine/prioritise.js'
import type { Priority, PriorityOptions } from '../../engine/priority/prioritised.js'
import { resolvePriorityOptions } from '../../engine/priority/priorityOptions.js'
import { TOWN_CENTRE } from '../../engine/priority/townCentreRanking.js'
import { gridAnalysis, HIGH } from '../helpers/gridForce.js'
import { areaTable } from '../helpers/tables.js'

const QUICK: Partial<PriorityOptions> = { draws: 100, areaDraws: 20, size: [3000, 6000], top: 4 }

describe('prioritise', () => {
  let analysis: Analysis
  let priority: Priority
  beforeAll(async () => {
    analysis = await gridAnalysis()
    priority = await prioritise(analysis, QUICK)
  })
  const lsoas = () => {
    const ranked = priority.layers[1]
    if (ranked === null || ranked.reruns === null) throw new Error('LSOAs are ranked')
    return { ...ranked, reruns: ranked.reruns }
  }

  it('ranks each layer as the analysis did, in the same order of layers', () => {
    expect(priority.layers.map((layer) => layer?.kind)).toEqual(['ward', 'lsoa'])
    for (const [at, { score }] of analysis.layers.entries()) expect(priority.layers[at]?.headline.rank).toEqual(score?.rank)
  })

  it('shares out the first places of every re-run, and gives each place a standing', () => {
    const { reruns, standing } = lsoas()
    for (const { top, first } of Object.values(reruns)) {
      expect(top.reduce((sum, share) => sum + share, 0)).toBeCloseTo(4, 9)
      expect(first.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9)
    }
    const { code } = analysis.layers[1].areas
    for (const [row, word] of standing.entries()) expect(word).toBe(HIGH.includes(code[row]) ? 'clear' : 'no clear leader')
  })

  it('finds the planted area, connected and of the size asked for, and what else could be chosen', () => {
    const { area } = priority
    const { code } = analysis.layers[1].areas
    expect(Array.from(area.areas[0].members, (row) => code[row])).toEqual(HIGH)
    expect(area.areas[0].people).toBe(6000)
    expect(area.standing).toBe('clear')
    expect(area.nextBest?.members.some((row) => HIGH.includes(code[row]))).toBe(false)
    expect(area.wholes.map(({ kind }) => kind)).toEqual(['ward'])
    expect(area.crimeOnly.p).toBe(1 / 200)
    expect(area.honest?.honest).toBeGreaterThan(20)
  })

  it('refuses the national transform of so few LSOAs', async () => {
    await expect(prioritise(analysis, { ...QUICK, normalisation: 'exponential' })).rejects.toMatchObject({
      code: 'units-too-few',
    })
  })

  it('is the same for the same seed, and stops when asked to', async () => {
    expect(await prioritise(analysis, QUICK)).toEqual(priority)
    await expect(prioritise(analysis, QUICK, null, { signal: { aborted: true } })).rejects.toMatchObject({ code: 'aborted' })
  })

  it('tells of every draw of the area search, and hears an interruption between them', async () => {
    const seen: number[] = []
    const signal = { aborted: false }
    const progress = async (stage: string, done: number) => {
      await Promise.resolve()
      if (stage === 'areas') seen.push(done)
      signal.aborted = seen.length === 9
    }
    await expect(prioritise(analysis, QUICK, null, { progress, signal })).rejects.toMatchObject({ code: 'aborted' })
    expect(seen).toHaveLength(9)
    // all of them tenths of the search in which draws are searched again
    expect(new Set(seen).size).toBe(9)
    for (const done of seen) expect(done).toBeLessThan(0.7)
  })

  it('leaves LSOAs mostly outside a boundary out of the search, and counts those half inside whole', async () => {
    // columns 0 and 1 whole, three quarters of column 2, none of 3 to 5
    const boundary = areaTable('boundary', [{ code: 'B', box: [-1, 52, -0.9725, 52.05] }])
    const { area } = await prioritise(await gridAnalysis({ input: { boundary } }), { ...QUICK, size: [3000, 9000] })
    const layer = (await gridAnalysis({ input: { boundary } })).layers[1]
    const codes = (rows: Iterable<number>) => Array.from(rows, (row) => layer.areas.code[row])
    expect(codes(area.cut?.whole ?? [])).toEqual(['L20', 'L21', 'L22', 'L23', 'L24'])
    expect(codes(area.cut?.leftOut ?? []).every((code) => Number(code[1]) > 2)).toBe(true)
    expect(area.cut?.insideShare[layer.areas.code.indexOf('L21')]).toBeCloseTo(0.75, 6)
    for (const row of area.cut?.leftOut ?? []) expect(area.score[row]).toBeNaN()
    const chosen = [...area.areas, area.highestMean, ...(area.nextBest === null ? [] : [area.nextBest])]
    for (const { members } of chosen) for (const code of codes(members)) expect(Number(code[1])).toBeLessThan(3)
    for (const { whole } of area.wholes) for (const code of codes(whole?.units ?? [])) expect(Number(code[1])).toBeLessThan(3)
  })

  it('says so where fewer areas are found than wanted, and each is apart from the others', async () => {
    const { area } = await prioritise(analysis, { ...QUICK, areas: 3, size: [12_000, 15_000] })
    expect(area.wanted).toBe(3)
    const all = area.areas.flatMap(({ members }) => [...members])
    expect(new Set(all).size).toBe(all.length)
  })

  it('counts at most a fifth of a layer as its top, and one place at least', async () => {
    const found = await prioritise(analysis, { ...QUICK, top: 20 })
    expect(found.layers.map((layer) => layer?.top)).toEqual([3, 6])
    const sectors = areaTable('sector', [
      { code: 'S1', box: [-1, 52, -0.98, 52.05] },
      { code: 'S2', box: [-0.98, 52, -0.96, 52.05] },
      { code: 'S3', box: [-0.96, 52, -0.94, 52.05] },
    ])
    const { layers } = await gridAnalysis()
    const few = await gridAnalysis({ input: { layers: [...layers.map(({ areas }) => areas), sectors] } })
    const ranked = (await prioritise(few, QUICK)).layers[2]
    expect(ranked?.top).toBe(1)
    expect(ranked?.standing.filter((word) => word === 'clear').length).toBeLessThanOrEqual(1)
    await expect(prioritise(analysis, { ...QUICK, top: 30 })).rejects.toMatchObject({ code: 'option-invalid', column: 'top' })
  })

  it('uses the weights of the analysis', async () => {
    const weighed = await gridAnalysis({ options: { weights: { harm: 1 } } })
    expect(weighed.factors.map(({ weight }) => weight)).toEqual([0, 0, 0, 1, 0])
    const found = await prioritise(weighed, QUICK)
    expect(found.layers[1]?.headline.choice.weights).toEqual([0, 0, 0, 1, 0])
    await expect(gridAnalysis({ options: { weights: { harm: 0.5 } } })).rejects.toMatchObject({ code: 'factor-weights-invalid' })
    await expect(gridAnalysis({ options: { weights: { crime: 1 } } })).rejects.toMatchObject({
      code: 'factor-weights-invalid',
      value: 'crime',
    })
  })

  it('leaves factors of weight 0 out of every check of the factors', async () => {
    const weighed = await gridAnalysis({ options: { weights: { harm: 0.5, deprivation: 0.5 } } })
    const { checks } = await prioritise(weighed, QUICK)
    const [deprivation, , , harm] = checks.effective.share
    expect(checks.effective.share.map(Number.isNaN)).toEqual([false, true, true, false, true])
    expect(deprivation + harm).toBeCloseTo(1, 12)
    // harm and volume go together, but volume is no part of the score
    expect(checks.groups).toEqual([[0], [3]])
    expect(checks.groupWeights).toEqual([0.5, 0, 0, 0.5, 0])
    expect(checks.dropOne.map(({ factor }) => factor)).toEqual(['deprivation', 'harm'])
    expect(weighed.factorsAlike).toEqual([])
  })

  it('never makes one score of town centres', async () => {
    const { layers } = await gridAnalysis()
    const centres = areaTable(
      TOWN_CENTRE,
      [0, 1, 2, 3].map((x) => ({ code: `T${x}`, box: [-0.999 + x / 100, 52.011, -0.991 + x / 100, 52.019] })),
    )
    const with4 = await gridAnalysis({ input: { layers: [...layers.map(({ areas }) => areas), centres] } })
    expect(with4.layers[2]).toMatchObject({ score: null, rankedBy: with4.measure })
    const found = await prioritise(with4, QUICK)
    expect(found.layers[2]).toBeNull()
    expect(found.layers[1]?.headline.rank).toEqual(priority.layers[1]?.headline.rank)
  })

  it('counts size in km2 where nobody is known to live there', async () => {
    const unpeopled = await gridAnalysis({ residents: false })
    const { area } = await prioritise(unpeopled, { ...QUICK, size: null })
    expect(area).toMatchObject({ sizeIn: 'km2', least: 0, most: 4 })
    await expect(prioritise(unpeopled, { ...QUICK, sizeIn: 'people' })).rejects.toMatchObject({ code: 'option-invalid' })
  })

  it.each([
    ['a size no area can have', { size: [100, 1000] as const }, 'area-size-unmet'],
    ['a kind of area that is not given', { inside: 'lpa' }, 'option-invalid'],
  ])('refuses %s', async (_, options, code) => {
    await expect(prioritise(analysis, { ...QUICK, ...options })).rejects.toMatchObject({ code })
  })

  it('tells what can be had, in the words of the options', async () => {
    await expect(prioritise(analysis, { ...QUICK, size: [2000, 2500] })).rejects.toMatchObject({
      column: 'size',
      value: '2000-2500',
      hint: expect.stringMatching(/2000-2500 residents\. The nearest that can be had have 1500 and 3000/),
    })
    await expect(prioritise(analysis, { ...QUICK, compactness: 1.01 })).rejects.toMatchObject({
      code: 'area-size-unmet',
      column: 'compactness',
      value: '1.01',
      hint: expect.stringMatching(/With 1\.5 there is one/),
    })
  })

  it('refuses LSOAs of which more than one in twenty have no deprivation: another vintage', async () => {
    const foreign = { ...analysis, lsoasUnscored: ['L00', 'L10'] }
    await expect(prioritise(foreign, QUICK)).rejects.toMatchObject({ code: 'factor-codes-foreign', value: 'L00' })
  })

  it('refuses an analysis without deprivation', async () => {
    await expect(prioritise(await gridAnalysis({ deprivation: false }), QUICK)).rejects.toMatchObject({
      code: 'score-needs-deprivation',
    })
  })
})

describe('resolvePriorityOptions', () => {
  it.each([
    [{ draws: 99 }, 'draws'],
    [{ areaDraws: 19 }, 'areaDraws'],
    [{ size: [5, 4] as const }, 'size'],
    [{ compactness: 0.5 }, 'compactness'],
    [{ normalisation: 'z', aggregation: 'geometric' } as const, 'normalisation'],
  ])('refuses %o', (options, column) => {
    expect(() => resolvePriorityOptions(options)).toThrow(expect.objectContaining({ code: 'option-invalid', column }))
  })
})

import { describe, expect, it } from 'vitest'
import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { EngineError } from '../../engine/error.js'
import { type CountedRun, countedOf } from '../../engine/output/cubeParts.js'
import { smallAnalysis, WARDS } from '../helpers/analysis.js'
import { referenceTables } from '../helpers/referenceTables.js'

const failed = () => Promise.reject(new EngineError('file-missing', { file: 'none.csv' }))
const AREAS: Omit<AnalyseInput, 'crimes'> = {
  layers: [WARDS],
  boundary: null,
  deprivation: null,
  population: null,
  lookup: null,
  tables: referenceTables(),
  decisions: null,
}

describe('crimes that are a promise', () => {
  it('give the same analysis as crimes that are there', async () => {
    const { crimes, ...rest } = await smallAnalysis()
    expect(await smallAnalysis({ input: { crimes: Promise.resolve(crimes) } })).toEqual({ crimes, ...rest })
  })

  it('give the same study area from data as crimes that are there', async () => {
    const { crimes } = await smallAnalysis()
    const change = { options: { boundaryFromData: true }, input: { layers: [], crimes } }
    const there = await smallAnalysis(change)
    const later = await smallAnalysis({ ...change, input: { layers: [], crimes: Promise.resolve(crimes) } })
    expect(later.cells.study).toEqual(there.cells.study)
  })

  it('fail the run with their own error', async () => {
    await expect(analyse({ ...AREAS, crimes: failed() })).rejects.toMatchObject({ code: 'file-missing', file: 'none.csv' })
  })

  // a rejection that nobody hears would fail the test run
  it.each([
    ['an option', { resolution: 16 }, {}, 'resolution-invalid'],
    ['a harm scheme', { harm: 'none' }, {}, 'option-invalid'],
    ['a problem', { problems: ['none'] }, {}, 'option-invalid'],
    ['the boundary', {}, { layers: [] }, 'boundary-missing'],
  ])('are not waited for when %s is wrong', async (_, options, change, code) => {
    const never: AnalyseInput['crimes'] = new Promise(() => undefined)
    await expect(analyse({ ...AREAS, ...change, crimes: never }, options)).rejects.toMatchObject({ code })
    await expect(analyse({ ...AREAS, ...change, crimes: failed() }, options)).rejects.toMatchObject({ code })
  })
})

describe('categories', () => {
  it('are those the crimes were read with, or refused', async () => {
    await expect(smallAnalysis({ options: { categories: ['burglary'] } })).rejects.toMatchObject({
      code: 'option-invalid',
      column: 'categories',
    })
    const { kinds } = await smallAnalysis()
    const all = await smallAnalysis({ options: { categories: [...new Set(kinds.category)] } })
    expect(all.kinds).toEqual(kinds)
  })
})

describe('an input without a field it needs', () => {
  it.each(['crimes', 'layers', 'boundary', 'deprivation', 'population', 'lookup', 'tables', 'decisions'])(
    'is refused by the name of %s',
    async (column) => {
      const input = { ...AREAS, crimes: column === 'crimes' ? undefined : failed(), [column]: undefined } as AnalyseInput
      await expect(analyse(input)).rejects.toMatchObject({ code: 'option-invalid', column })
    },
  )

  it.each([{}, null, undefined])('is refused as %o', async (input) => {
    await expect(analyse(input as AnalyseInput, {})).rejects.toMatchObject({ code: 'option-invalid', column: 'crimes' })
  })

  it('is refused where its areas are no list', async () => {
    const input = { ...AREAS, crimes: failed(), layers: WARDS as unknown as AnalyseInput['layers'] }
    await expect(analyse(input)).rejects.toMatchObject({ code: 'option-invalid', column: 'layers' })
  })
})

describe('what is counted', () => {
  it('is told before the rest is worked out, and is what the cube of the analysis tells', async () => {
    const { crimes, layers } = await smallAnalysis()
    const told: unknown[] = []
    const counted = (run: CountedRun) => told.push(countedOf(run))
    const progress = (stage: string) => told.push(stage)
    const input = { ...AREAS, layers: layers.map(({ areas }) => areas), crimes }
    const analysis = await analyse(input, {}, { counted, progress })
    expect(told.slice(told.indexOf('counting'))).toMatchObject([
      'counting',
      countedOf(analysis),
      'hot cells',
      'ranks',
      'hotspots',
      'record of the lists',
      'done',
    ])
  })
})

describe('a run', () => {
  it('is stopped between steps when its progress lets the event loop turn', async () => {
    const { crimes } = await smallAnalysis()
    const signal = { aborted: false }
    const stages: string[] = []
    const progress = (stage: string) => {
      stages.push(stage)
      setTimeout(() => {
        signal.aborted = true
      })
      return new Promise((done) => setTimeout(done, 5))
    }
    await expect(analyse({ ...AREAS, crimes }, {}, { signal, progress })).rejects.toMatchObject({ code: 'aborted' })
    expect(stages).toEqual(['study area'])
  })
})

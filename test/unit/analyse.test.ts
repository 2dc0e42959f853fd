import { describe, expect, it } from 'vitest'
import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { EngineError } from '../../engine/error.js'
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

import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { areaFlag, areaOfFlag } from '../../../scripts/questions/areaFlag.js'
import { smallAnalysis } from '../../helpers/analysis.js'

describe('areaFlag', () => {
  let analysis: Analysis
  beforeAll(async () => {
    analysis = await smallAnalysis()
  })
  const named = (name: readonly string[]) => ({
    layers: analysis.layers.map((layer) => ({ ...layer, areas: { ...layer.areas, kind: 'beat', name } })).slice(0, 1),
  })

  it('finds an area by code, by name whatever its case, and none where none is asked for', () => {
    expect(areaFlag(analysis, { in: { ward: 'W2' } })).toEqual({ kind: 'ward', code: 'W2' })
    expect(areaFlag(analysis, { in: { ward: 'castle' } })).toEqual({ kind: 'ward', code: 'W1' })
    expect(areaFlag(named(['Castle', 'Riverside']), { beat: 'w2' })).toEqual({ kind: 'beat', code: 'W2' })
    expect(areaFlag(analysis, {})).toBe(null)
  })

  it('takes the area of another flag the same way', () => {
    expect(areaOfFlag(analysis, '--area', { ward: 'riverside' })).toEqual({ kind: 'ward', code: 'W2' })
    expect(() => areaOfFlag(analysis, '--area', { ward: 'x', lsoa: 'y' })).toThrow(/--area.*Give one area/s)
    expect(areaOfFlag(analysis, '--area', undefined)).toBe(null)
  })

  it('refuses what is not there, with the nearest that is, and a name that is not of one', () => {
    const refused = (given: Parameters<typeof areaFlag>[1], layers: Pick<Analysis, 'layers'> = analysis) => {
      try {
        return areaFlag(layers, given)
      } catch (error) {
        return String(error)
      }
    }
    expect(refused({ in: { ward: 'Riversde' } })).toMatch(/option --in, value "Riversde"\). Did you mean W2 \(Riverside\)\?/)
    expect(refused({ in: { ward: 'somewhere else' } })).toMatch(/There are 2: W1 \(Castle\), W2 \(Riverside\)/)
    expect(refused({ in: { sector: 'S1' } })).toMatch(/Kinds of areas given: ward/)
    expect(refused({ in: { ward: 'W1', lsoa: 'E01' } })).toMatch(/Give one area/)
    expect(refused({ beat: 'B1' })).toMatch(/option --beat, value "B1"\). Give the beats: --beats FILE/)
    const twice = { layers: named(['Quay', 'Quay']).layers }
    expect(() => areaFlag(twice, { beat: 'Quay' })).toThrow(/Several have this name: W1 \(Quay\), W2 \(Quay\)\. Give the code/)
    // a part of a name is never taken for it: which are meant is said
    const parts = named(['Falmer North', 'Falmer South'])
    expect(refused({ beat: 'falmer' }, parts)).toMatch(
      /2 have it in their name: W1 \(Falmer North\), W2 \(Falmer South\)\. Give the code/,
    )
    expect(refused({ beat: 'South' }, parts)).toMatch(/Did you mean W2 \(Falmer South\)\?/)
  })
})

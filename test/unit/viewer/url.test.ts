import { describe, expect, it } from 'vitest'
import { readHash, SETTINGS, type Settings, writeHash } from '../../../viewer/state/url.js'

describe('the address', () => {
  it('gives back the settings it was written from', () => {
    const settings: Settings = {
      view: 'quality',
      measure: 'gistar_class',
      list: 'beats',
      sort: '-harm',
      shown: ['wards', 'clusters'],
      problem: 'asb',
      months: { from: '2024-01', to: '2024-06' },
      categories: ['burglary', 'robbery'],
      weights: { deprivation: 30, unemployment: 16.7, children: 20, harm: 33.3, volume: 0 },
      selection: { list: 'hotspots', id: 'On & off: 50 % = #1' },
      camera: { longitude: -0.89926, latitude: 52.23882, zoom: 11.2 },
      theme: 'dark',
    }
    expect(readHash(`#${writeHash(settings)}`)).toEqual(settings)
  })
  it('is empty for the defaults', () => {
    expect(writeHash(SETTINGS)).toBe('')
    expect(readHash('')).toEqual(SETTINGS)
  })
  it('keeps nothing drawn apart from the default of what is drawn', () => {
    expect(readHash(writeHash({ ...SETTINGS, shown: [] })).shown).toEqual([])
  })
  it('keeps no category apart from all of them', () => {
    expect(readHash(writeHash({ ...SETTINGS, categories: [] })).categories).toEqual([])
  })
  it('writes weights as factor and points', () => {
    expect(writeHash({ ...SETTINGS, view: 'priority', weights: { deprivation: 30, harm: 70 } })).toBe(
      'view=priority&weights=deprivation:30,harm:70',
    )
  })
  it('takes no weights that cannot be read whole, or that are nothing', () => {
    for (const bad of ['deprivation:30,harm', 'deprivation:-1', 'deprivation:0,harm:0', ''])
      expect(readHash(`#weights=${bad}`).weights).toBeNull()
  })
  it('falls back to the default where a part cannot be read', () => {
    expect(readHash('#view=plan&measure=worst&camera=north,1,2&theme=red&selected=wards&nonsense')).toEqual(SETTINGS)
    expect(readHash('#camera=500,1,2').camera).toBeNull()
    expect(readHash('#camera=,,').camera).toBeNull()
    expect(readHash('#months=2024-06..2024-01').months).toBeNull()
    expect(readHash('#months=spring').months).toBeNull()
  })
})

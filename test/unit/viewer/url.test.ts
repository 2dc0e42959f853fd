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
  it('falls back to the default where a part cannot be read', () => {
    expect(readHash('#view=patrol&measure=worst&camera=north,1,2&theme=red&selected=wards&nonsense')).toEqual(SETTINGS)
    expect(readHash('#camera=500,1,2').camera).toBeNull()
    expect(readHash('#camera=,,').camera).toBeNull()
  })
})

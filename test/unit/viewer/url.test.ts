import { describe, expect, it } from 'vitest'
import { readHash, SETTINGS, type Settings, writeHash } from '../../../viewer/state/url.js'

describe('the address', () => {
  it('gives back the settings it was written from', () => {
    const settings: Settings = {
      ...SETTINGS,
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
      beside: { list: 'cells', id: '89195da49afffff' },
      against: { deprivation: 50, harm: 50 },
      other: true,
      scatter: ['deprivation', 'harm'],
      shift: {
        ...{ area: { kind: 'beat', code: 'N25' }, date: '2026-10-09', from: 1320, to: 360, vehicle: 1, foot: 2 },
        start: { lng: -1.985, lat: 52.62 },
        mustDo: ['asb@-1.98500_52.62000', 'a;b,c/d'],
        requests: [
          { at: 'asb@-1.9_52.6', window: null, fixed: false, name: '' },
          { at: { lng: -1.9, lat: 52.61 }, window: { from: 1020, to: 0 }, fixed: true, name: 'Hall; 1/2, “Old” & new %' },
        ],
      },
      camera: { longitude: -0.89926, latitude: 52.23882, zoom: 11.2 },
      theme: 'dark',
      mode: 'sergeant',
      beat: { list: 'beats', id: 'N25' },
    }
    expect(readHash(`#${writeHash(settings)}`)).toEqual(settings)
  })
  it('is empty for the defaults', () => {
    expect(writeHash(SETTINGS)).toBe('')
    expect(readHash('')).toEqual(SETTINGS)
  })
  it('keeps the periods, the group and the list of Change, and no periods the engine would not read', () => {
    const asked = { compare: '2023-01..2023-12:2024-01..2024-12', group: 'burglary', by: 'areas' } as const
    const written = writeHash({ ...SETTINGS, view: 'change', ...asked })
    expect(written).toBe('view=change&compare=2023-01..2023-12:2024-01..2024-12&group=burglary&by=areas')
    expect(readHash(written)).toMatchObject(asked)
    for (const bad of ['r13', '2024-01..2024-12:2023-01..2023-12', '2023-01..2023-12:2023-06..2024-05'])
      expect(readHash(`compare=${bad}`).compare).toBeNull()
    expect(readHash('compare=ytd').compare).toBe('ytd')
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
  it("keeps the run's weights to compare with apart from others", () => {
    expect(writeHash({ ...SETTINGS, against: 'run' })).toBe('against=run')
    expect(readHash('#against=run').against).toBe('run')
    expect(readHash('#against=deprivation:x').against).toBeNull()
  })
  it('takes two factors, no more and no fewer', () => {
    expect(readHash('#scatter=deprivation').scatter).toBeNull()
    expect(readHash('#scatter=a,b,c').scatter).toBeNull()
  })
  it('falls back to the default where a part cannot be read', () => {
    expect(readHash('#view=plan&measure=worst&camera=north,1,2&theme=red&selected=wards&nonsense')).toEqual(SETTINGS)
    expect(readHash('#camera=500,1,2').camera).toBeNull()
    expect(readHash('#camera=,,').camera).toBeNull()
    expect(readHash('#months=2024-06..2024-01').months).toBeNull()
    expect(readHash('#months=spring').months).toBeNull()
  })
})

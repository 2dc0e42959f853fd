import { describe, expect, it } from 'vitest'
import { drawnWords } from '../../../viewer/export/sheetWords.js'
import { classWords, markWords, wholeWords } from '../../../viewer/legendWords.js'
import type { Document } from '../../../viewer/load/document.js'
import type { Results, Unit, UnitList } from '../../../viewer/load/results.js'
import { factorTitle } from '../../../viewer/state/scatter.js'
import { tableRows } from '../../../viewer/state/select.js'
import { SETTINGS } from '../../../viewer/state/url.js'
import { busiestWords } from '../../../viewer/words.js'
import { titledClusters } from '../../../viewer/worker/readUnits.js'

const list = (id: string, kind: UnitList['kind'], units: readonly Unit[] = []): UnitList => ({
  ...{ id, kind, units, label: id, rankedBy: 'rank' },
})
const unit = (id: string, name: string, properties: Unit['properties'] = {}): Unit => ({
  ...{ id, name, properties, polygons: [], point: [0, 0] },
})
const hotspots = list('hotspots', 'hotspot')
const clusters = list('clusters', 'cluster')

describe('classes of the legend', () => {
  it('say that each holds about as many cells, and where the last is wide', () => {
    expect(classWords([248, 496, 844, 1440, 2681, 37_158], true)).toBe('About as many cells in each class: the darkest is wide.')
    expect(classWords([2, 4, 9], false)).toBe('About as many cells in each class.')
    expect(classWords([2, 4, 12], false)).toBe('About as many cells in each class: the lightest is wide.')
  })
  it('say nothing of one class', () => {
    expect(classWords([7], true)).toBe('')
  })
})

describe('marks on the map', () => {
  it('are named with their problem, only where drawn', () => {
    expect(markWords([hotspots, clusters], 'serious-violence')).toEqual([
      'Numbered pins: hotspots of serious violence',
      'Red outlines: clusters of hot cells',
    ])
    expect(markWords([list('wards', 'area')], 'asb')).toEqual([])
  })
  it('are of the whole period under a filter, on the screen and in the picture', () => {
    const whole = 'of the whole period and all categories, whatever the filter.'
    expect(wholeWords([hotspots, clusters])).toBe(`Hotspots and clusters: ${whole}`)
    expect([wholeWords([clusters]), wholeWords([])]).toEqual([`Clusters: ${whole}`, ''])
    const results = { lists: [hotspots, clusters], under: { months: true, categories: [] } } as Partial<Results> as Results
    const drawn = { shown: ['hotspots', 'clusters'], problem: 'asb', selected: null, under: [] }
    expect(drawnWords(results, drawn)).toContain(`Hotspots and clusters: ${whole}`)
    expect(drawnWords({ ...results, under: null }, drawn)).not.toContain('whole period')
  })
  it('are of the run where weights are the reader’s, and the picture has the weights', () => {
    const results = { lists: [], under: null } as Partial<Results> as Results
    expect(
      drawnWords(results, { shown: [], problem: null, selected: null, under: [], weights: 'deprivation 60, crime harm 40' }),
    ).toBe('Your weights: deprivation 60, crime harm 40. The outlined area is of the weights of the run.')
  })
})

describe('clusters', () => {
  const named = list('clusters', 'cluster', [
    unit('Z1', 'Nightclub', { id: 'Z1', type: 'zone', ward: 'W1', name: 'Nightclub' }),
    unit('C1', 'C1', { id: 'C1', type: 'cluster', ward: 'Falmere', name: null }),
    unit('C2', 'C2', { id: 'C2', type: 'cluster', ward: null, name: 'C2' }),
  ])
  const layers = [{ kind: 'ward', file: 'wards' }] as unknown as Document['layers']
  const titled = titledClusters(named, [list('wards', 'area', [unit('W1', 'Castle')])], layers)
  it('are called by what they are and where, not by their busiest point', () => {
    expect(titled.units.map(({ name }) => name)).toEqual(['Hot zone Z1, Castle ward', 'Cluster C1, Falmere ward', 'Cluster C2'])
    expect(titled.units.map(({ properties }) => busiestWords(properties, true))).toEqual([
      'Busiest published point: Nightclub',
      '',
      '',
    ])
    expect(busiestWords({ id: 'Z1', name: 'High Street' }, false)).toBe('Busiest place: High Street')
  })
  it('are found by it still', () => {
    expect(tableRows(titled, SETTINGS, 'nightclub').map(({ id }) => id)).toEqual(['Z1'])
  })
})

describe('the axis of a factor', () => {
  const factor = (label: string, unit: string, year: string, note: string) =>
    ({ label, unit, year, note, proxy: false }) as Partial<Document['factors'][number]> as Document['factors'][number]
  const out = 'offences found by police activity are left out'
  it('says what is counted, over what, once', () => {
    expect(factorTitle(factor('Crime volume', 'crimes and ASB incidents a year', 'the period', out), true)).toBe(
      'Crime volume: reactive crimes and ASB incidents a year',
    )
    expect(factorTitle(factor('Crime harm', 'weight a year', 'the period', `ONS; ${out}`), true)).toBe(
      'Crime harm: weight a year, reactive crimes',
    )
    expect(factorTitle(factor('Income', 'score', '2019', ''), true)).toBe('Income: score, 2019')
    expect(factorTitle(factor('Income', 'score', '2019', ''), false)).toBe('Income: percentile among these areas')
  })
})

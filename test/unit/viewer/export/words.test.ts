import { describe, expect, it } from 'vitest'
import { comparedSpans } from '../../../../engine/evaluate/change/comparedPeriods.js'
import { boxOf } from '../../../../viewer/export/boxOf.js'
import { mapPlace, PAGE, wrapped } from '../../../../viewer/export/mapPicture.js'
import { dotted, drawnWords, fileName, sheetWords } from '../../../../viewer/export/sheetWords.js'
import { changeMembers, exportedList, listColumns, members, shownList, tableWords } from '../../../../viewer/export/shownTable.js'
import type { Document } from '../../../../viewer/load/document.js'
import type { Results, Unit, UnitList } from '../../../../viewer/load/results.js'
import { inView } from '../../../../viewer/state/prioritised.js'
import { SETTINGS } from '../../../../viewer/state/url.js'
import { titleUnder } from '../../../../viewer/words.js'

const unit = (id: string, name: string, properties: Unit['properties']): Unit => ({
  id,
  name,
  properties: { code: id, name, ...properties },
  polygons: [],
  point: [0, 0],
})
const wards: UnitList = {
  id: 'wards',
  label: 'Wards',
  kind: 'area',
  rankedBy: 'score',
  units: [
    unit('W1', 'Castle', { rank: 2, volume: 10, change_pct: null, verdict: 'no clear change', visitor_place: null }),
    unit('W2', 'Abington', { rank: 1, volume: 30, change_pct: null, verdict: 'rose', visitor_place: null }),
    unit('W3', 'Delapre', { rank: 3, volume: 5, change_pct: null, verdict: null, visitor_place: true }),
  ],
}
const hotspots: UnitList = { ...wards, id: 'hotspots', label: 'Hotspots', kind: 'hotspot', units: [] }
const document = {
  force: 'Hexshire Police',
  synthetic: true,
  marking: 'OFFICIAL-SENSITIVE',
  version: '0.1.0',
  attribution: ['Records: made up.', 'Weights: ONS.'],
  period: {
    from: '2024-01',
    to: '2024-12',
    months: Array(11).fill('2024-01'),
    missing: ['2024-03'],
    seasonal: true,
    dataTo: '2025-01',
  },
} as Partial<Document> as Document
const results = { document, lists: [wards, hotspots], under: null } as Partial<Results> as Results
const filtered: Results = { ...results, under: { months: true, categories: ['Burglary', 'Robbery'] } }

describe('the list that is saved', () => {
  it('has the rows as they are sorted, searched and of the view', () => {
    expect(shownList(SETTINGS, results, '')?.rows.map(({ id }) => id)).toEqual(['W2', 'W1', 'W3'])
    expect(shownList({ ...SETTINGS, sort: '-volume' }, results, 'a')?.rows.map(({ id }) => id)).toEqual(['W2', 'W1', 'W3'])
    expect(shownList({ ...SETTINGS, sort: 'volume' }, results, 'cast')?.rows.map(({ id }) => id)).toEqual(['W1'])
    expect(shownList({ ...SETTINGS, view: 'quality' }, results, '')).toBeNull()
    expect(shownList({ ...SETTINGS, list: 'cells' }, results, '')).toBeNull()
  })
  it('has every column of the file, in its order', () => {
    const columns = listColumns(wards.units, false)
    expect(columns.map(({ name }) => name)).toEqual(['code', 'name', 'rank', 'volume', 'change_pct', 'verdict', 'visitor_place'])
    expect(columns.map(({ type }) => type)).toEqual(['text', 'text', 'number', 'number', 'number', 'text', 'text'])
    expect(columns[6].values).toEqual([null, null, 'true'])
  })
  it('leaves out under a filter what is of the whole period, and says of rank and score that they are', () => {
    const columns = listColumns(wards.units, true)
    expect(columns.map(({ name }) => name)).toEqual(['code', 'name', 'rank', 'volume', 'rank_and_score_of'])
    expect(columns[4].values[0]).toBe('whole period, all categories')
  })
  it('says what it is of', () => {
    expect(members(filtered, SETTINGS)).toEqual({
      force: 'Hexshire Police',
      period_from: '2024-01',
      period_to: '2024-12',
      months_missing: '2024-03',
      data_to: '2025-01',
      categories: 'Burglary; Robbery',
      marking: 'OFFICIAL-SENSITIVE',
      source: 'Records: made up. Weights: ONS.',
      version: 'hexbeat 0.1.0',
    })
    const own = { ...SETTINGS, view: 'priority', weights: { harm: 60, volume: 40 } } as const
    expect(members(results, own).weights).toBe('harm 60; volume 40')
    expect(members(results, { ...own, view: 'hotspots' }).weights).toBeUndefined()
  })
  it('of hotspots is of the whole period whatever the filter', () => {
    const shown = { list: hotspots, rows: [unit('h1', 'High Street', { offences_12m: 9, why: 'nights' })] }
    const saved = exportedList(shown, filtered, results, SETTINGS, 'csv')
    expect(saved.columns.map(({ name }) => name)).toContain('why')
    expect(saved.about.categories).toBeUndefined()
    expect(exportedList({ list: wards, rows: wards.units }, filtered, results, SETTINGS, 'csv').about.categories).toBe(
      'Burglary; Robbery',
    )
  })
  it('is told on its button', () => {
    expect(tableWords(12, 'Wards', 9, results)).toBe('12 wards, 9 columns, Jan 2024 to Dec 2024')
    expect(tableWords(1, 'LSOAs', 31, results)).toBe('1 row of LSOAs, 31 columns, Jan 2024 to Dec 2024')
  })
})

describe('a picture or print', () => {
  it('says what it shows, of when, for whom and what it does not show', () => {
    const words = sheetWords(filtered, 'Crimes', new Date(Date.UTC(2026, 8, 4, 12)))
    expect(words).toMatchObject({ marking: 'OFFICIAL-SENSITIVE', title: 'Crimes', force: 'Hexshire Police (synthetic)' })
    expect(words.period).toBe('Jan 2024 to Dec 2024 · 11 months, seasonal: not annual · burglary and robbery · data to Jan 2025')
    expect(words.caveat).toContain(
      'It shows recorded crime, which depends on who reports and where police look; not what a patrol',
    )
    expect(words.caveat).toContain('not assessed')
    expect(words.made).toBe('Made with hexbeat 0.1.0 on 4 Sep 2026')
  })
  it('of Change names the two periods compared, not the months of the analysis', () => {
    const settings = { ...SETTINGS, view: 'change', compare: '2023-01..2023-03:2024-01..2024-03' } as const
    expect(sheetWords(filtered, 'Change', new Date(0), settings).period).toBe(
      'Jan 2024 to Mar 2024 against Jan 2023 to Mar 2023 · burglary and robbery · data to Jan 2025',
    )
    expect(fileName(results, 'Change', 'png', settings)).toBe(
      'hexshire-police-change-2024-01-to-2024-03-against-2023-01-to-2023-03.png',
    )
    const about = changeMembers(filtered, settings, comparedSpans(settings.compare, 0))
    expect(about).toMatchObject({
      before_months: '2023-01..2023-03',
      after_months: '2024-01..2024-03',
      marking: 'OFFICIAL-SENSITIVE',
    })
    expect(about).not.toHaveProperty('period_from')
  })
  it('has no dot for a force without a name, and says the categories in a title', () => {
    expect(dotted('Crimes', '', 'hexbeat')).toBe('Crimes · hexbeat')
    expect(titleUnder('Crimes', ['Burglary', 'Robbery'])).toBe('Crimes: burglary and robbery')
    expect(titleUnder('Crimes', [])).toBe('Crimes')
  })
  it('shows in Change the whole period and the categories of a filter', () => {
    const state = { results, shown: filtered, priority: null, ranked: null, settings: SETTINGS }
    expect(inView(state)).toBe(filtered)
    const change = { ...state, settings: { ...SETTINGS, view: 'change' } as const }
    expect(inView(change)).toMatchObject({ document, under: { months: false, categories: ['Burglary', 'Robbery'] } })
    expect(inView(change)).toBe(inView(change))
    expect(inView({ ...change, shown: { ...filtered, under: { months: true, categories: [] } } })).toBe(results)
  })
  it('names what is drawn that no legend says', () => {
    const drawn = { shown: ['wards', 'hotspots'], problem: 'asb', selected: 'Castle', under: ['roads.geojson'] }
    expect(drawnWords(results, drawn)).toBe(
      'Drawn: wards, hotspots of ASB (numbered). Selected: Castle. Under the map: roads.geojson.',
    )
    expect(drawnWords(results, { shown: [], problem: null, selected: null, under: [] })).toBe('')
  })
  it('has a name of its own', () => {
    expect(fileName(results, 'Average severity (ONS CSS)', 'png')).toBe(
      'hexshire-police-average-severity-ons-css-2024-01-to-2024-12.png',
    )
  })
  it('keeps the shape of the map and lets words have the rest', () => {
    const wide = mapPlace({ width: 1600, height: 800 })
    expect(wide.width / wide.height).toBeCloseTo(2)
    const tall = mapPlace({ width: 390, height: 600 })
    expect(tall.width / tall.height).toBeCloseTo(0.65)
    for (const place of [wide, tall]) {
      expect(place.left + place.width).toBeLessThan(PAGE.width - 250)
      expect(place.top + place.height).toBeLessThan(PAGE.height - 40)
    }
  })
  it('breaks lines between words, a word that is too long alone', () => {
    const pen = { font: '', measureText: (text: string) => ({ width: text.length }) as TextMetrics }
    expect(wrapped(pen, 'one two three incomprehensibilities four', 9, '')).toEqual([
      'one two',
      'three',
      'incomprehensibilities',
      'four',
    ])
  })
})

describe('the part of the world a map shows', () => {
  it('is the whole at zoom 0 on 512 pixels', () => {
    const [west, south, east, north] = boxOf({ longitude: 0, latitude: 0, zoom: 0 }, { width: 512, height: 512 })
    expect([west, east]).toEqual([-180, 180])
    expect(north).toBeCloseTo(85.051129, 5)
    expect(south).toBeCloseTo(-85.051129, 5)
  })
  it('is smaller by half with each zoom, and reaches further north of the middle than south in pixels', () => {
    const [west, south, east, north] = boxOf({ longitude: -1, latitude: 52, zoom: 10 }, { width: 1024, height: 512 })
    expect(east - west).toBeCloseTo((2 * 360) / 1024, 9)
    expect(north - 52).toBeLessThan(52 - south)
    expect(north - south).toBeCloseTo((360 / 1024) * Math.cos((52 * Math.PI) / 180), 3)
  })
})

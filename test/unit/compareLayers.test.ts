import { describe, expect, it } from 'vitest'
import { compareLayers } from '../../engine/compareLayers.js'
import type { Analysis, LayerResult } from '../../engine/output/analysis.js'
import { sectionsOf } from '../../engine/output/sections.js'
import type { LayerComparison } from '../../engine/priority/layerComparison.js'
import { type AreaTable, NONE } from '../../engine/types.js'
import { smallAnalysis, WARDS } from '../helpers/analysis.js'
import { codeOf } from '../helpers/codeOf.js'
import { outputFiles } from '../helpers/outputFiles.js'
import { squareKm } from '../helpers/squareKm.js'
import { areaTable } from '../helpers/tables.js'

// two town centres: one inside Castle round the hot place, one half in Riverside, half outside the wards
const CENTRES = squareKm(
  areaTable('tct', [
    { code: 'T1', box: [-0.915, 52.195, -0.905, 52.205] },
    { code: 'T2', box: [-0.87, 52.19, -0.85, 52.21] },
  ]),
)
const LSOAS = squareKm(
  areaTable('lsoa', [
    { code: 'E01', box: [-0.92, 52.19, -0.9, 52.21], residents: 3000 },
    { code: 'E02', box: [-0.9, 52.19, -0.86, 52.21], residents: 4000 },
  ]),
)

const analysed = (layers: readonly AreaTable[] = [squareKm(WARDS), CENTRES, LSOAS]) =>
  smallAnalysis({ input: { layers, deprivation: null } })
const compared = (analysis: Analysis, least = 0.1) => compareLayers(analysis, { between: ['tct', 'ward'], least })
const asked = (analysis: Analysis, overlap: LayerComparison): Analysis => ({ ...analysis, asked: { overlap } })

function expectTotals(rows: Uint32Array, values: Float64Array, whole: ArrayLike<number>): void {
  const sums = new Float64Array(whole.length)
  rows.forEach((row, k) => {
    if (row < sums.length && !Number.isNaN(values[k])) sums[row] += values[k]
  })
  sums.forEach((sum, row) => {
    expect(Math.abs(sum - whole[row])).toBeLessThanOrEqual(1e-9 * Math.max(1, whole[row]))
  })
}

describe('two layers over each other', () => {
  it('have rows and columns that add up to both layers within 1e-9', async () => {
    const analysis = await analysed()
    const { overlap } = compared(analysis)
    const layer = (kind: string): LayerResult => analysis.layers.filter(({ areas }) => areas.kind === kind)[0]
    for (const [rows, { areas, columns }] of [
      [overlap.a, layer('tct')],
      [overlap.b, layer('ward')],
    ] as const) {
      const own = (column: Float64Array) => column.subarray(0, areas.length)
      expectTotals(rows, overlap.km2, areas.areaKm2)
      // drugs are left out of both
      expect(columns.volume.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(
        columns.volumeReactive.reduce((sum, count) => sum + count, 0),
      )
      expectTotals(rows, overlap.volume, own(columns.volumeReactive))
      expectTotals(rows, overlap.harm, own(columns.harmReactive))
    }
    expect(overlap.people.reduce((sum, people) => sum + (people || 0), 0)).toBeCloseTo(7000, 6)
  })

  it('say what both, one and neither cover, as by hand', async () => {
    const analysis = await analysed()
    const comparison = compared(analysis)
    const { overlap, areas } = comparison
    // T1 holds 8 at High Street and 12 around a month, and those of the lanes within; half of T2 is Riverside's
    const t2 = CENTRES.areaKm2[1]
    expect(overlap.onlyA.km2 / (t2 / 2)).toBeCloseTo(1, 6)
    expect(overlap.both.km2 / (CENTRES.areaKm2[0] + t2 / 2)).toBeCloseTo(1, 6)
    // at -0.85, on the eastern border of T2, 1 row a month: its half-open rays leave it out
    expect(overlap.neither.volume + comparison.outside).toBe(3)
    expect(comparison.uncoveredKm2).toBe(0)
    expect(overlap.both.people).toBeCloseTo(3000 / 4 + 1000, 4)
    expect(areas.map(({ kind, area }) => [kind, area])).toEqual([
      ['tct', 0],
      ['tct', 1],
      ['ward', 0],
      ['ward', 1],
    ])
    expect(areas[0].ofGround).toBeCloseTo(1, 9)
    expect(areas[1].ofGround).toBeCloseTo(0.5, 6)
    expect(areas[2].ofGround).toBeCloseTo(0.25, 5)
    expect(areas[2].with).toEqual([0])
    expect(structuredClone(comparison)).toEqual(comparison)
  })

  it('leave empty what lies beyond the ground that is counted, and tell how much that is', async () => {
    // T3 lies wholly east of the wards and LSOAs; no crime is located in it or in the east of T2
    const away = squareKm(
      areaTable('tct', [
        { code: 'T2', box: [-0.87, 52.19, -0.85, 52.21] },
        { code: 'T3', box: [-0.84, 52.19, -0.83, 52.21] },
      ]),
    )
    const analysis = await analysed([squareKm(WARDS), away, LSOAS])
    const comparison = compared(analysis)
    const { overlap, beyond, ground } = comparison
    const row = overlap.a.findIndex((area, k) => area === 1 && overlap.b[k] === NONE)
    expect([overlap.people[row], overlap.volume[row], overlap.harm[row]]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(overlap.onlyA).toMatchObject({ people: Number.NaN, volume: Number.NaN, harm: Number.NaN })
    expect(ground).toBe('lsoa')
    // T3 whole, then the half of T2 that is as large
    expect(beyond.map(({ area }) => area).sort()).toEqual([0, 1])
    expect(beyond.find(({ area }) => area === 1)?.share).toBeCloseTo(1, 9)
    expect(beyond.find(({ area }) => area === 0)?.share).toBeCloseTo(0.5, 6)
    const t2 = comparison.areas.find(({ kind, area }) => kind === 'tct' && area === 0)
    expect([t2?.ofPeople, t2?.ofVolume]).toEqual([Number.NaN, Number.NaN])
    const files = await outputFiles(asked(analysis, comparison), [])
    const written = files.rows('overlap.csv').find(({ a, b }) => a === 'T3' && b === 'outside')
    expect([written?.people, written?.volume_reactive, written?.harm_reactive]).toEqual(['', '', ''])
    const text = sectionsOf(asked(analysis, comparison))[0].text.replace(/\s+/g, ' ')
    expect(text).toMatch(/Beyond the LSOAs: .*Name of T3 \(.* km², 100 %\)/)
    expect(text).not.toMatch(/Nothing of the study area|NaN/)
  })

  it('take the wider layer for the ground where there are no LSOAs', async () => {
    const away = squareKm(areaTable('tct', [{ code: 'T3', box: [-0.84, 52.19, -0.835, 52.195] }]))
    const comparison = compared(await analysed([squareKm(WARDS), away]))
    expect([comparison.ground, comparison.beyond.map(({ kind, area }) => `${kind} ${area}`)]).toEqual(['ward', ['tct 0']])
    expect(comparison.overlap.onlyA.volume).toBeNaN()
    expect(comparison.overlap.onlyB.volume).toBeGreaterThan(0)
  })

  it('leave out the row of outside both where there is nothing', async () => {
    const analysis = await analysed()
    const comparison = compared(analysis)
    const pairs = async (one: LayerComparison) =>
      (await outputFiles(asked(analysis, one), [])).rows('overlap.csv').map(({ a, b }) => `${a} ${b}`)
    const rows = await pairs(comparison)
    expect(rows.at(-1)).toBe('outside outside')
    const last = (column: Float64Array) => column.map((value, row) => (row === column.length - 1 ? 0 : value))
    const { overlap } = comparison
    const empty = { ...overlap, people: last(overlap.people), volume: last(overlap.volume), harm: last(overlap.harm) }
    expect(await pairs({ ...comparison, overlap: empty })).toEqual(rows.slice(0, -1))
    // ground that neither covers, or may not cover, is something
    for (const uncoveredKm2 of [1, Number.NaN]) expect(await pairs({ ...comparison, overlap: empty, uncoveredKm2 })).toEqual(rows)
  })

  it('lie wholly in one area, or only in several together', async () => {
    const words = async (boxes: readonly (readonly [number, number])[]) => {
      const tct = boxes.map(([west, east], k) => ({ code: `T${k + 1}`, box: [west, 52.195, east, 52.205] as const }))
      const analysis = await analysed([squareKm(WARDS), squareKm(areaTable('tct', tct)), LSOAS])
      return sectionsOf(asked(analysis, compared(analysis)))[0].text.replace(/\s+/g, ' ')
    }
    // the wards meet at -0.9; a border a hundredth of the area off is a border drawn twice
    const [west, both] = [
      [-0.919, -0.9],
      [-0.895, -0.88],
    ] as const
    expect(await words([west, both])).toContain('All 2 areas of kind "tct" lie wholly in one ward each.')
    expect(await words([[-0.915, -0.88]])).toContain(
      'The 1 area of kind "tct" lies wholly in the wards taken together, across 2 of them.',
    )
    expect(
      await words([
        [-0.918, -0.91],
        [-0.905, -0.88],
      ]),
    ).toContain('All 2 areas of kind "tct" lie wholly in the wards taken together: 1 in one alone, 1 across 2 of them.')
  })

  it('say that people are not known, and that layers do not meet', async () => {
    const apart = squareKm(areaTable('tct', [{ code: 'T1', box: [-0.85, 52.19, -0.84, 52.21] }]))
    const analysis = await analysed([squareKm(WARDS), apart])
    const comparison = compared(analysis)
    expect(comparison.overlap.both).toEqual({ km2: 0, people: Number.NaN, volume: 0, harm: 0 })
    const { text, document } = sectionsOf(asked(analysis, comparison))[0]
    expect(text).toMatch(/do not meet: no ground lies in both/)
    expect(text.replace(/\s+/g, ' ')).toMatch(/People are not counted\. People are known by LSOA: give --lsoas and --population/)
    expect(document.listed).toEqual([])
  })

  it('refuse one layer alone, a layer twice and an impossible share', async () => {
    const analysis = await analysed()
    const of = (between: readonly [string, string], least = 0.1) => codeOf(() => compareLayers(analysis, { between, least }))
    expect(of(['tct', 'lpa'])).toBe('option-invalid')
    expect(of(['ward', 'ward'])).toBe('option-invalid')
    for (const least of [0, -1, 1.5, Number.NaN]) expect(of(['tct', 'ward'], least)).toBe('option-invalid')
  })

  it('are written as pairs, areas, a page and words', async () => {
    const analysis = await analysed()
    const comparison = compared(analysis, 0.4)
    const files = await outputFiles(asked(analysis, comparison), [])
    const pairs = files.rows('overlap.csv')
    expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual([
      'T1 W1',
      'T2 W2',
      'T2 outside',
      'outside W1',
      'outside W2',
      'outside outside',
    ])
    expect(Number(pairs[1].share_of_a) + Number(pairs[2].share_of_a)).toBeCloseTo(1, 9)
    const areas = files.rows('overlap-areas.csv')
    expect(areas.map(({ code, over_least }) => `${code} ${over_least}`)).toEqual(['T1 yes', 'T2 yes', 'W1 no', 'W2 no'])
    expect(JSON.parse(new TextDecoder().decode(files.bytes('overlap-areas.geojson'))).features.length).toBe(4)
    const page = new TextDecoder().decode(files.bytes('report.html'))
    expect(page).toMatch(/<article id="overlap"/)
    expect(files.document.overlap).toMatchObject({ between: ['tct', 'ward'], least: 0.4 })
    const { text } = sectionsOf(asked(analysis, comparison))[0]
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

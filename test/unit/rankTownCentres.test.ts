import { describe, expect, it } from 'vitest'
import { centreNotes } from '../../engine/output/townCentresWords.js'
import { TOWN_CENTRE } from '../../engine/priority/townCentreRanking.js'
import { rankTownCentres } from '../../engine/rankTownCentres.js'
import type { AreaTable } from '../../engine/types.js'
import { smallAnalysis, WARDS } from '../helpers/analysis.js'
import { areaTable, type Square } from '../helpers/tables.js'

/** High Street and around it, the supermarket, a place without crime, and one over the west of High Street. */
const SQUARES: readonly Square[] = [
  { code: 'T1', box: [-0.918, 52.193, -0.9065, 52.2045] },
  { code: 'T2', box: [-0.8815, 52.199, -0.878, 52.201] },
  { code: 'T3', box: [-0.871, 52.191, -0.87, 52.192] },
  { code: 'T4', box: [-0.93, 52.193, -0.912, 52.2045] },
]
const centres = (squares = SQUARES): AreaTable => ({
  ...areaTable(TOWN_CENTRE, squares),
  areaKm2: Float64Array.from(squares, (_, k) => 0.5 * (k + 1)),
})
const analysed = (layer = centres(), months?: readonly string[]) =>
  smallAnalysis({ ...(months === undefined ? {} : { months }), input: { layers: [WARDS, layer], deprivation: null } })

describe('town centres of an analysis', async () => {
  const analysis = await analysed()
  const ranking = rankTownCentres(analysis, { draws: 200 })

  it('are counted whole though they overlap, and what they share is told', () => {
    const inside = (west: number, east: number) => (lng: number, lat: number) =>
      lng > west && lng < east && lat > 52.193 && lat < 52.2045
    const { places, tallies, kindIds } = analysis.crimes
    const count = (holds: (lng: number, lat: number) => boolean) => {
      let sum = 0
      for (let row = 0; row < tallies.length; row++) {
        const place = tallies.place[row]
        if (kindIds[tallies.kind[row]] !== 'drugs' && holds(places.lng[place], places.lat[place])) sum += tallies.count[row]
      }
      return sum
    }
    const both = (lng: number, lat: number) => inside(-0.918, -0.9065)(lng, lat) && inside(-0.93, -0.912)(lng, lat)
    expect([...ranking.events]).toEqual([count(inside(-0.918, -0.9065)), 18, 0, count(inside(-0.93, -0.912))])
    expect(count(both)).toBeGreaterThan(0)
    expect([...ranking.shared]).toEqual([count(both), 0, 0, count(both)])
    expect(ranking.overlapKm2).toBeGreaterThan(0)
  })

  it('leave out what police work finds, and keep it beside', () => {
    expect(ranking.all.volume.value[0]).toBeGreaterThan(ranking.measures.volume.value[0])
    // 3 months to a year
    expect(ranking.measures.volume.value[1]).toBe(18 * 4)
    expect(ranking.all.volume.value[1]).toBe(18 * 4)
  })

  it('rank one without crime last, with no harm', () => {
    expect(ranking.measures.harmPerKm2.value[2]).toBe(0)
    expect(ranking.measures.volume.rank[2]).toBe(4)
    expect(ranking.points[2]).toBe(0)
  })

  it('have a dominated one never in tier 1', () => {
    const { tier, harmPerKm2, volume } = ranking.measures
    tier.forEach((value, a) => {
      const dominated = [...tier.keys()].some(
        (b) =>
          harmPerKm2.value[b] >= harmPerKm2.value[a] &&
          volume.value[b] >= volume.value[a] &&
          (harmPerKm2.value[b] > harmPerKm2.value[a] || volume.value[b] > volume.value[a]),
      )
      expect(value === 1).toBe(!dominated)
    })
  })

  it('rank the same when all counts are doubled', () => {
    const { tallies } = analysis.crimes
    const twice = { ...tallies, count: tallies.count.map((count) => 2 * count) }
    const doubled = rankTownCentres({ ...analysis, crimes: { ...analysis.crimes, tallies: twice } }, { draws: 100 })
    for (const measure of ['harmPerKm2', 'volume'] as const) {
      expect(doubled.measures[measure].rank).toEqual(ranking.measures[measure].rank)
      expect(doubled.measures[measure].value).toEqual(ranking.measures[measure].value.map((value) => 2 * value))
    }
    expect(doubled.measures.tier).toEqual(ranking.measures.tier)
  })

  it('have a rate where workday people are known, and no tier where they are not', () => {
    const { measures } = rankTownCentres(analysis, { draws: 100, workday: Float64Array.of(1000, 500, Number.NaN, 1000) })
    expect(measures.rate?.value[1]).toBe((1000 * 72) / 500)
    expect(measures.rate?.rank[2]).toBe(0)
    expect(measures.tier[2]).toBe(0)
  })

  it('are plain data and the same from the same seed', () => {
    expect(structuredClone(ranking)).toEqual(ranking)
    expect(rankTownCentres(analysis, { draws: 200 })).toEqual(ranking)
  })

  it('are refused under 100 re-runs, and where one lies outside the force, with its name', async () => {
    expect(() => rankTownCentres(analysis, { draws: 1 })).toThrow(/option-invalid.*option --draws, value "1".*100/)
    const far = await analysed(centres([...SQUARES, { code: 'T5', box: [-0.5, 51.2, -0.49, 51.21] }]))
    expect(() => rankTownCentres(far)).toThrow(/areas-invalid.*--areas.*Name of T5 \(T5\).*outside the wards.*leave it out/)
  })

  it('say what of each lies in the force, and why one has only zeros', () => {
    // T4 begins at -0.93, the wards at -0.92
    expect(ranking.inside[3]).toBeCloseTo(8 / 18, 3)
    expect([...ranking.inside.subarray(0, 3)].map((share) => Math.round(1e6 * share) / 1e6)).toEqual([1, 1, 1])
    expect([...ranking.ever]).toEqual([1, 1, 0, 1])
    expect(centreNotes(analysis, ranking, 2).join()).toMatch(/no crimes or ASB incidents .* any month .* so its figures are 0/)
    expect(centreNotes(analysis, ranking, 3).join()).toMatch(/56 % of its ground lies outside the wards/)
  })

  it('are refused without a layer, and one alone', async () => {
    const none = await smallAnalysis()
    expect(() => rankTownCentres(none)).toThrow(/argument-missing.*option --areas.*town-centre=/)
    const one = await analysed(centres(SQUARES.slice(0, 1)))
    expect(() => rankTownCentres(one)).toThrow(/units-too-few/)
  })
})

import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../engine/output/analysis.js'
import { sectionsOf } from '../../engine/output/sections.js'
import type { DistrictReview } from '../../engine/priority/districtReview.js'
import { balance } from '../../engine/priority/districts.js'
import { type ReviewOptions, reviewDistricts } from '../../engine/reviewDistricts.js'
import type { AreaTable } from '../../engine/types.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { codeOf } from '../helpers/codeOf.js'
import { outputFiles, sum } from '../helpers/outputFiles.js'
import { squareKm } from '../helpers/squareKm.js'
import { areaTable } from '../helpers/tables.js'

// wards from west to east; beat B1 has the first two and the hot place, B2 the others
const WARDS = areaTable('ward', [
  { code: 'V1', box: [-0.92, 52.19, -0.908, 52.21] },
  { code: 'V2', box: [-0.908, 52.19, -0.9, 52.21] },
  { code: 'V3', box: [-0.9, 52.19, -0.885, 52.21] },
  { code: 'V4', box: [-0.885, 52.19, -0.86, 52.21] },
])
const BEATS: AreaTable = {
  ...areaTable('beat', [
    { code: 'B1', box: [-0.92, 52.19, -0.9, 52.21] },
    { code: 'B2', box: [-0.9, 52.19, -0.86, 52.21] },
  ]),
  parent: ['S1', 'S1'],
}
const SECTOR = areaTable('sector', [{ code: 'S1', box: [-0.92, 52.19, -0.86, 52.21] }])
const LSOAS = areaTable('lsoa', [
  { code: 'E01', box: [-0.92, 52.19, -0.9, 52.21], residents: 3000 },
  { code: 'E02', box: [-0.9, 52.19, -0.86, 52.21], residents: 4000 },
])

const analysed = (layers: readonly AreaTable[] = [WARDS, BEATS, SECTOR, LSOAS]) =>
  smallAnalysis({ input: { layers: layers.map(squareKm), deprivation: null } })
const column = (analysis: Analysis, kind: string, name: 'harmReactive' | 'volumeReactive') => {
  const layer = analysis.layers.find(({ areas }) => areas.kind === kind)
  return Array.from(layer?.columns[name].subarray(0, layer.areas.length) ?? [])
}
const asked = (analysis: Analysis, districts: DistrictReview): Analysis => ({ ...analysis, asked: { districts } })
/** What is printed, its lines joined. */
const sentences = (analysis: Analysis, review: DistrictReview) => sectionsOf(asked(analysis, review))[0].text.replace(/\s+/g, ' ')

describe('a review of districts', () => {
  it('adds up to the layers, and judges balance as by hand', async () => {
    const analysis = await analysed()
    const review = reviewDistricts(analysis)
    expect(review.loads.map(({ id }) => id)).toEqual(['harm', 'volume', 'people'])
    const [harm, volume, people] = review.loads
    expect([...harm.ofAtom]).toEqual(column(analysis, 'ward', 'harmReactive'))
    expect([...harm.asDrawn]).toEqual(column(analysis, 'beat', 'harmReactive'))
    const wards = column(analysis, 'ward', 'volumeReactive')
    expect([...volume.ofDistrict]).toEqual([wards[0] + wards[1], wards[2] + wards[3]])
    // 8 at High Street (beyond V1: -0.91 is in it), 12 around, 6 at the supermarket, 4 at the police station a month, drugs left out
    expect([...volume.ofDistrict]).toEqual([60, 30])
    expect(people.ofDistrict[0]).toBeCloseTo(3000, 6)
    const [all, sector] = review.groups
    expect([all.kind, sector.kind, sector.name]).toEqual(['all', 'sector', 'Name of S1'])
    expect(all.balance[1]).toEqual(balance(Float64Array.of(60, 30)))
    expect(all.balance[1].cv).toBeCloseTo(1 / 3, 12)
    expect(all.even).toEqual([0, 0, 0])
    expect([review.pieces, review.straddling, review.leftOut, review.peopleUnknown]).toEqual([[1, 1], [], [], ''])
    expect(structuredClone(review)).toEqual(review)
  })

  it('prices a change by hand, and says in how many draws it holds', async () => {
    const analysis = await analysed()
    const review = reviewDistricts(analysis, { by: ['volume', 'people'] })
    const wards = column(analysis, 'ward', 'volumeReactive')
    const move = review.swaps.find(({ kind, atoms }) => kind === 'move' && atoms[0] === 1)
    expect(move).toMatchObject({ from: 0, to: 1 })
    const after = Float64Array.of(wards[0], wards[1] + 30)
    expect(move?.cv[0]).toBeCloseTo(balance(after).cv, 12)
    expect(move?.maxOverMean).toBeCloseTo(Math.max(...after) / 45, 12)
    expect(move?.parentCv[0]).toBeCloseTo(1 / 3, 12)
    // V2 has two fifths of the first LSOA
    expect(move?.moved[0]).toBe(wards[1])
    expect(move?.moved[1]).toBeCloseTo(1200, 6)
    expect(review.draws).toBe(200)
    for (const { holds } of review.swaps) expect(Number.isInteger(Math.round(holds * 200 * 1e6) / 1e6)).toBe(true)
    expect(move?.holds).toBeGreaterThan(0.5)
    expect(review.ratioLow[0]).toBeLessThan(60 / 45)
    expect(review.ratioHigh[0]).toBeGreaterThan(60 / 45)
    expect(review.ratioLow[1]).toBeLessThan(30 / 45)
    expect(review.ratioHigh[1]).toBeGreaterThan(30 / 45)
    expect(reviewDistricts(analysis, { by: ['volume', 'people'] })).toEqual(review)
  })

  it('tells what a change does to the other loads, in words, in the terminal and on the page', async () => {
    const analysis = await analysed()
    const review = reviewDistricts(analysis, { by: ['volume', 'people'] })
    const [best] = review.swaps
    // people are 3,000 and 4,000, CV 1/7: what evens out the volume takes people from the fewer
    expect(review.groups[0].balance[1].cv).toBeCloseTo(1 / 7, 6)
    expect(best.cv[1]).toBeGreaterThan(1 / 7)
    const after = best.cv[1].toFixed(3)
    const words = sentences(analysis, review)
    expect(words).toContain(`The CV would go by residents from 0.143 to ${after}, less even.`)
    expect(words).toMatch(/CV now 0\.333 by volume, 0\.143 by people/)
    const line = sectionsOf(asked(analysis, review))[0]
      .text.split('\n')
      .find((one) => /^ *1 +Move/.test(one))
    expect(line).toContain(` ${after} `)
    const page = new TextDecoder().decode((await outputFiles(asked(analysis, review), [])).bytes('report.html'))
    const table = page.slice(page.indexOf('<b>Changes of one ward</b>'))
    expect(table.slice(0, table.indexOf('</table>'))).toMatch(new RegExp(`CV, people[\\s\\S]*People moved[\\s\\S]*>${after}<`))
  })

  it('has no draws of people, and none of them where they are unknown, with the reason', async () => {
    const analysis = await analysed()
    const byPeople = reviewDistricts(analysis, { by: ['people'] })
    expect([byPeople.draws, byPeople.swaps.every(({ holds }) => Number.isNaN(holds))]).toEqual([0, true])
    const without = await analysed([WARDS, BEATS])
    const review = reviewDistricts(without)
    expect(review.loads.map(({ id }) => id)).toEqual(['harm', 'volume'])
    expect(review.peopleUnknown).toMatch(/--lsoas and --population/)
    expect(sentences(without, review)).toMatch(/People are not counted/)
    expect(() => reviewDistricts(without, { by: ['people'] })).toThrow(/option-invalid.*people.*--lsoas/)
  })

  it('counts an area that straddles a border whole, and says what each district has as drawn', async () => {
    const cut = areaTable('ward', [
      { code: 'V1', box: [-0.92, 52.19, -0.908, 52.21] },
      { code: 'V2', box: [-0.908, 52.19, -0.895, 52.21] },
      { code: 'V3', box: [-0.895, 52.19, -0.86, 52.21] },
    ])
    const analysis = await analysed([cut, BEATS, LSOAS])
    const review = reviewDistricts(analysis)
    expect(review.straddling.map(({ atom }) => atom)).toEqual([1])
    expect(review.straddling[0].outside).toBeCloseTo(5 / 13, 6)
    const of = review.shares.filter(({ atom }) => atom === 1)
    expect(of.map(({ district }) => district)).toEqual([0, 1])
    expect(of[0].ofGround + of[1].ofGround).toBeCloseTo(1, 9)
    expect(of[0].ofPeople).toBeCloseTo(1200 / 1700, 6)
    expect(sentences(analysis, review)).toMatch(/1 ward has over 1 % of its ground outside its beat/)
  })

  it('says that a district is in pieces, and proposes nothing there', async () => {
    const apart = areaTable('beat', [
      { code: 'B1', box: [-0.92, 52.19, -0.9, 52.21] },
      { code: 'B2', box: [-0.9, 52.19, -0.86, 52.21] },
    ])
    const parent = ['B1', 'B2', 'B1', 'B2']
    const analysis = await analysed([{ ...WARDS, parent }, apart, LSOAS])
    const review = reviewDistricts(analysis)
    expect(review.assignedBy).toBe('parents')
    expect([review.pieces, review.swaps]).toEqual([[2, 2], []])
    expect(sentences(analysis, review)).toMatch(/Not in one piece.*Name of B1 \(2 pieces\)/)
  })

  it('keeps areas in their parent, and where it is not known in their district', async () => {
    const swaps = async (parent: readonly string[]) => {
      const review = reviewDistricts(await analysed([WARDS, { ...BEATS, parent }, LSOAS]))
      return [review.swaps.length > 0, review.withoutParent.length]
    }
    expect(await swaps(['S1', 'S1'])).toEqual([true, 0])
    expect(await swaps(['S1', 'S2'])).toEqual([false, 0])
    expect(await swaps(['', ''])).toEqual([false, 2])
  })

  it('refuses a layer that is not given, the same twice, and a load that is 0 everywhere', async () => {
    const analysis = await analysed()
    const of = (options: Partial<ReviewOptions>) => codeOf(() => reviewDistricts(analysis, options))
    expect(of({ of: 'lpa' })).toBe('option-invalid')
    expect(of({ atoms: 'oa' })).toBe('option-invalid')
    expect(of({ of: 'ward' })).toBe('option-invalid')
    expect(of({ by: [] })).toBe('option-invalid')
    expect(of(JSON.parse('{"by":["volum"]}'))).toBe('option-invalid')
    const onlyAsb = await smallAnalysis({
      row: { kind: 'Anti-social behaviour' },
      input: { layers: [WARDS, BEATS].map(squareKm), deprivation: null },
    })
    expect(() => reviewDistricts(onlyAsb, { by: ['harm'] })).toThrow(/option-invalid.*0 in every district/)
    expect(reviewDistricts(onlyAsb).loads.map(({ id }) => id)).toEqual(['volume'])
  })

  it('writes tables that agree with the analysis, pages, a document and words', async () => {
    const analysis = await analysed()
    const review = reviewDistricts(analysis)
    const files = await outputFiles(asked(analysis, review), [])
    const beats = files.rows('districts.csv')
    expect(beats.map(({ code, made_of, pieces }) => [code, made_of, pieces])).toEqual([
      ['B1', 'V1 V2', '1'],
      ['B2', 'V3 V4', '1'],
    ])
    expect(sum(beats, 'harm_reactive')).toBeCloseTo(sum(files.rows('wards.csv').slice(0, -1), 'harm_reactive'), 6)
    const shares = files.rows('district-wards.csv')
    expect(sum(shares, 'share_of_ground')).toBeCloseTo(4, 9)
    expect(sum(shares, 'harm_reactive')).toBeCloseTo(sum(beats, 'harm_reactive'), 6)
    const swaps = files.rows('district-swaps.csv')
    expect(swaps.length).toBe(review.swaps.length)
    for (const row of swaps) expect(Number(row.harm_reactive_cv_after)).toBeLessThan(Number(row.harm_reactive_cv_before))
    expect(files.rows('district-balance.csv').map(({ level }) => level)).toEqual(['all', 'sector'])
    const map = JSON.parse(new TextDecoder().decode(files.bytes('districts.geojson')))
    expect(map.features.length).toBe(2)
    const page = new TextDecoder().decode(files.bytes('report.html'))
    for (const id of ['districts', 'districts-tables']) expect(page).toContain(`<article id="${id}"`)
    expect(page).toMatch(/aria-labelledby="districts-map-title districts-map-words"/)
    const document = files.document.districts
    expect(document).toMatchObject({ of: 'beat', atoms: 'ward', draws: 200, straddling: 0 })
    const { text } = sectionsOf(asked(analysis, review))[0]
    expect(sentences(analysis, review)).toMatch(
      /2 beats are made of 4 wards, by where most of their ground lies; no ward straddles a border/,
    )
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

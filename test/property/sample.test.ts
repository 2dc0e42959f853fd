import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeAreaFile } from '../../scripts/sample/areaFiles.js'
import { stream } from '../../scripts/sample/chance.js'
import { makeCounty } from '../../scripts/sample/county.js'
import { makeHierarchy } from '../../scripts/sample/hierarchy.js'
import { makeTiling, signedArea } from '../../scripts/sample/tiling.js'

const anySeed = fc.integer({ min: 0, max: 2 ** 31 })

function geography(seed: number) {
  const county = makeCounty(stream(seed, 'county'))
  const tiling = makeTiling(county.sites, county.lsoas, stream(seed, 'borders'))
  const hierarchy = makeHierarchy(county.sites, tiling.neighbours, stream(seed, 'groups'))
  return { county, tiling, hierarchy }
}

type Polygons = { features: { geometry: { coordinates: [number, number][][] } }[] }

/** Undirected border pieces of a file with how many polygons use each. */
function pieces(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const file: Polygons = JSON.parse(text)
  for (const { geometry } of file.features) {
    for (const ring of geometry.coordinates) {
      for (let k = 1; k < ring.length; k++) {
        const ends = [ring[k - 1].join(' '), ring[k].join(' ')].sort().join(' - ')
        counts.set(ends, (counts.get(ends) ?? 0) + 1)
      }
    }
  }
  return counts
}

describe('geography of the sample, whatever the seed', () => {
  it('tiles the county at every level without gap, overlap or loose part', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { tiling, hierarchy, county } = geography(seed)
        const everyone = [...Array(county.lsoas).keys()]
        const area = (cells: readonly number[]) => tiling.outline(cells).reduce((sum, ring) => sum + signedArea(ring), 0)
        const whole = area(everyone)
        expect(tiling.outline(everyone).length).toBe(1)
        expect(whole / 1e6).toBeGreaterThan(2_300)
        expect(whole / 1e6).toBeLessThan(2_500)
        const levels = [hierarchy.lpas, hierarchy.sectors, hierarchy.beats, hierarchy.wards, everyone.map((lsoa) => [lsoa])]
        expect(levels.map((level) => level.length)).toEqual([2, 8, 36, 75, 450])
        for (const level of levels) {
          expect(level.flat().sort((a, b) => a - b)).toEqual(everyone)
          expect(Math.abs(level.reduce((sum, cells) => sum + area(cells), 0) / whole - 1)).toBeLessThan(1e-9)
          for (const cells of level) expect(tiling.outline(cells).filter((ring) => signedArea(ring) > 0).length).toBe(1)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('nests wards in beats, beats in sectors, sectors in policing areas, 18 beats in each', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { hierarchy: h } = geography(seed)
        const nested = (
          inner: readonly (readonly number[])[],
          outer: readonly (readonly number[])[],
          parent: readonly number[],
        ) => inner.every((cells, row) => cells.every((lsoa) => outer[parent[row]].includes(lsoa)))
        expect(nested(h.wards, h.beats, h.wardBeat)).toBe(true)
        expect(nested(h.beats, h.sectors, h.beatSector)).toBe(true)
        expect(nested(h.sectors, h.lpas, h.sectorLpa)).toBe(true)
        const beatsOf = h.lpas.map((_, lpa) => h.beatSector.filter((sector) => h.sectorLpa[sector] === lpa).length)
        expect(beatsOf).toEqual([18, 18])
      }),
      { numRuns: 4 },
    )
  })

  it('writes neighbours with the same corners: every border piece belongs to two areas or to the edge of the county', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { tiling, hierarchy, county } = geography(seed)
        const everyone = [...Array(county.lsoas).keys()]
        const edge = pieces(makeAreaFile('county', tiling, [everyone], () => ({})))
        for (const level of [hierarchy.beats, hierarchy.wards, everyone.map((lsoa) => [lsoa])]) {
          const counts = pieces(makeAreaFile('level', tiling, level, () => ({})))
          for (const [piece, count] of counts) expect(count, piece).toBe(edge.has(piece) ? 1 : 2)
          for (const piece of edge.keys()) expect(counts.has(piece)).toBe(true)
        }
      }),
      { numRuns: 3 },
    )
  })

  it('finds each site in its own cell and nothing outside', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { tiling, county } = geography(seed)
        for (let lsoa = 0; lsoa < county.lsoas; lsoa++)
          expect(tiling.find(county.sites[2 * lsoa], county.sites[2 * lsoa + 1])).toBe(lsoa)
        expect(tiling.find(300_000, 300_000)).toBe(-1)
      }),
      { numRuns: 3 },
    )
  })
})

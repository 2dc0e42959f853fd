import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { polygonToCells } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellsOfAreas } from '../../engine/grid/cellsOfAreas.js'
import { cellToText } from '../../engine/grid/h3.js'
import { readAreas } from '../../engine/input/area.js'
import type { AreaTable } from '../../engine/types.js'
import { SHARED } from '../helpers/shared.js'

const layer = (file: string): AreaTable =>
  readAreas(JSON.parse(gunzipSync(readFileSync(`${SHARED}/data/boundaries-detailed/${file}.geojson.gz`)).toString()), {
    kind: 'ward',
    file,
  }).areas

/** Cells the library gives for the polygons of an area, each once, ascending. */
function byLibrary({ xy, ringStart, ringOuter, areaRing }: AreaTable, area: number, resolution: number): string[] {
  const polygons: [number, number][][][] = []
  for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
    const loop = Array.from({ length: ringStart[ring + 1] - ringStart[ring] }, (_, k): [number, number] => {
      const at = 2 * (ringStart[ring] + k)
      return [xy[at + 1], xy[at]]
    })
    if (ringOuter[ring] === 1) polygons.push([loop])
    else polygons[polygons.length - 1].push(loop)
  }
  return [...new Set(polygons.flatMap((loops) => polygonToCells(loops, resolution)))].sort()
}

describe.skipIf(SHARED === null)('cells of real areas', () => {
  it.each([
    ['wards-avon-and-somerset', 9, 40_000],
    ['lsoa2011-northamptonshire', 9, 20_000],
    ['oa2011-northamptonshire', 10, 150_000],
  ])('are the library’s for all %s at resolution %i', (file, resolution, least) => {
    const areas = layer(file)
    const { length, area, cellHigh, cellLow } = cellsOfAreas(areas, resolution)
    let at = 0
    let differing = 0
    for (let row = 0; row < areas.length; row++) {
      const own: string[] = []
      while (at < length && area[at] === row) own.push(cellToText(cellHigh[at], cellLow[at++]))
      if (own.join() !== byLibrary(areas, row, resolution).join()) differing++
    }
    expect([at, differing]).toEqual([length, 0])
    expect(length).toBeGreaterThan(least)
  })
})

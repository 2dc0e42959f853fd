import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readAreas } from '../../engine/input/area.js'
import { layerOverlap } from '../../engine/priority/layerOverlap.js'
import type { AreaTable } from '../../engine/types.js'
import { SHARED } from '../helpers/shared.js'

const layer = (path: string, kind: string): AreaTable =>
  readAreas(JSON.parse(gunzipSync(readFileSync(`${SHARED}/data/boundaries/${path}.geojson.gz`)).toString('utf8')), {
    kind,
    file: path,
  }).areas

describe.skipIf(SHARED === null)('overlap of wards and LSOAs of Northamptonshire', () => {
  it('adds up to every ward, every LSOA and all people within 1e-9', () => {
    const wards = layer('wards2022-northamptonshire', 'ward')
    const older = layer('lsoa2011-northamptonshire', 'lsoa')
    const newer = layer('lsoa2021-northamptonshire', 'lsoa')
    const people = { ...newer, residents: Float64Array.from(newer.code, (_, row) => 1000 + (row % 7) * 150) }
    const none = { inA: new Uint32Array(0), inB: new Uint32Array(0), volume: new Float64Array(0), harm: new Float64Array(0) }
    const result = layerOverlap(wards, older, people, none)
    for (const [areas, side] of [
      [wards, result.a],
      [older, result.b],
    ] as const) {
      const km2 = new Float64Array(areas.length)
      side.forEach((row, k) => {
        if (row < areas.length) km2[row] += result.km2[k]
      })
      areas.areaKm2.forEach((whole, row) => {
        expect(Math.abs(km2[row] / whole - 1)).toBeLessThan(1e-9)
      })
    }
    const total = people.residents.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(result.people.reduce((sum, value) => sum + value, 0) / total - 1)).toBeLessThan(1e-9)
  })
})

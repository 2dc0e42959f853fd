// Rows of points to areas, against flatbush and turf's point in polygon. Both build their index in each run. Turf counts a point
// on an edge as inside both sides, we on one; none of these points lies on an edge, and every answer is compared.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import Flatbush from 'flatbush'

const POINTS = 1_000_000
const WARDS = 1000
const DETAILED = ['avon-and-somerset', 'cleveland', 'lancashire', 'northamptonshire', 'staffordshire']

/** @param tools `engine`, `shared` (folder of real data), and of run.mjs `time(work, runs)` and `add(what, ours, rivalName, rival, note)` */
export async function areas({ engine, shared, time, add }) {
  const detailed = (kind) => DETAILED.map((force) => `boundaries-detailed/${kind}-${force}`)
  await toAreas(WARDS, 'wards of five forces', detailed('wards'))
  await toAreas(Infinity, 'detailed LSOAs of five forces', detailed('lsoa2011'))
  await toAreas(Infinity, 'LSOAs of London', ['boundaries/lsoa2021-metropolitan', 'boundaries/lsoa2021-city-of-london'])

  function read(collection) {
    return engine.readAreas(collection, { kind: 'area', file: 'areas.geojson' }).areas
  }

  async function toAreas(most, what, names) {
    const files = names.map((name) => `${shared}/data/${name}.geojson.gz`)
    if (!files.every((file) => existsSync(file))) return console.log(`SKIPPED ${what}: ../shared/data is not there`)
    const collections = files.map((file) => JSON.parse(gunzipSync(readFileSync(file)).toString()))
    const features = collections.flatMap((collection) => collection.features).slice(0, most)
    const layer = read({ type: 'FeatureCollection', features })
    const polygons = polygonsOf(layer)
    const { lng, lat } = scattered(engine, collections.map(read))

    let found = null
    const ours = await time(() => {
      // a copy, so that the index is built anew
      found = engine.locate(lng, lat, { ...layer })
    })
    const rows = new Uint32Array(POINTS)
    const rival = await time(() => search(lng, lat, polygons, rows), 3)
    const differs = rows.findIndex((row, k) => row !== found[k])
    if (differs >= 0) throw new Error(`the area of ${lng[differs]} ${lat[differs]} differs`)
    add(
      `1,000,000 points into ${layer.length.toLocaleString('en-GB')} ${what} of ${(layer.xy.length / 2).toLocaleString('en-GB')} vertices, index included`,
      ours,
      'flatbush + turf booleanPointInPolygon',
      rival,
    )
  }
}

function search(lng, lat, polygons, rows) {
  const index = new Flatbush(polygons.length)
  for (const { bbox } of polygons) index.add(...bbox)
  index.finish()
  for (let k = 0; k < POINTS; k++) {
    let row = 0xffffffff
    const point = [lng[k], lat[k]]
    for (const candidate of index.search(lng[k], lat[k], lng[k], lat[k])) {
      if (candidate < row && booleanPointInPolygon(point, polygons[candidate])) row = candidate
    }
    rows[k] = row
  }
}

/** GeoJSON of the layer, in its order of rows, each with its bounding box. */
function polygonsOf({ length, xy, ringStart, ringOuter, areaRing }) {
  return Array.from({ length }, (_, area) => {
    const coordinates = []
    for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
      const positions = []
      for (let k = ringStart[ring]; k < ringStart[ring + 1]; k++) positions.push([xy[2 * k], xy[2 * k + 1]])
      positions.push(positions[0])
      if (ringOuter[ring] === 1) coordinates.push([positions])
      else coordinates.at(-1).push(positions)
    }
    return {
      type: 'MultiPolygon',
      coordinates,
      bbox: boxOf(xy.subarray(2 * ringStart[areaRing[area]], 2 * ringStart[areaRing[area + 1]])),
    }
  })
}

/** In the bounding box of each layer as many points as it has areas. */
function scattered(engine, layers) {
  const { uniform } = engine.random(1, 'points')
  const total = layers.reduce((sum, { length }) => sum + length, 0)
  const lng = new Float64Array(POINTS)
  const lat = new Float64Array(POINTS)
  let made = 0
  let areas = 0
  for (const { length, xy } of layers) {
    const [west, south, east, north] = boxOf(xy)
    areas += length
    for (; made < (POINTS * areas) / total; made++) {
      lng[made] = west + (east - west) * uniform()
      lat[made] = south + (north - south) * uniform()
    }
  }
  return { lng, lat }
}

function boxOf(xy) {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < xy.length; k += 2) {
    box[0] = Math.min(box[0], xy[k])
    box[1] = Math.min(box[1], xy[k + 1])
    box[2] = Math.max(box[2], xy[k])
    box[3] = Math.max(box[3], xy[k + 1])
  }
  return box
}

// Rows of points to H3 cells and to rows of a study area, against h3-js point by point. Every answer is compared with h3-js's.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { h3IndexToSplitLong, latLngToCell } from 'h3-js'

const POINTS = 1_000_000
const RESOLUTION = 9
const DEGREES = 180 / Math.PI

/** @param tools `engine`, `shared` (folder of real data), and of run.mjs `time(work, runs)` and `add(what, ours, rivalName, rival, note)` */
export async function grid({ engine, shared, time, add }) {
  const britain = scattered(engine, 1, (a, b) => [-9 + 11 * a, 49 + 12 * b])
  const world = scattered(engine, 2, (a, b) => [360 * a - 180, Math.asin(2 * b - 1) * DEGREES])
  await toCells('1,000,000 distinct points over Great Britain to cell ids', britain)
  await toCells('1,000,000 distinct points over the world to cell ids', world)
  await repeated(britain)
  await toRows()

  async function toCells(what, points) {
    let cells = null
    const ours = await time(() => {
      cells = engine.pointsToCells(points.lng, points.lat, RESOLUTION)
    })
    compare(points, cells)
    add(`${what}: ${cells.asked} asked of h3-js`, ours, 'h3-js latLngToCell', await library(points))
  }

  /** As crime files repeat their points. */
  async function repeated({ lng, lat }) {
    const draw = engine.random(3, 'repeats')
    const own = Uint32Array.from(lng, () => draw.integer(POINTS / 20))
    const points = { lng: Float64Array.from(own, (k) => lng[k]), lat: Float64Array.from(own, (k) => lat[k]) }
    await toCells('1,000,000 points at 50,000 places over Great Britain to cell ids', points)
  }

  async function toRows() {
    const file = `${shared}/data/boundaries-detailed/wards-avon-and-somerset.geojson.gz`
    if (!existsSync(file)) return console.log('SKIPPED rows of a study area: ../shared/data is not there')
    const json = JSON.parse(gunzipSync(readFileSync(file)).toString())
    const { areas } = engine.readAreas(json, { kind: 'ward', file: 'wards.geojson' })
    const study = engine.studyArea([areas], RESOLUTION)
    const bounds = (column) => [column.reduce((a, b) => Math.min(a, b)), column.reduce((a, b) => Math.max(a, b))]
    const [west, east] = bounds(study.lng)
    const [south, north] = bounds(study.lat)
    const points = scattered(engine, 4, (a, b) => [west + (east - west) * a, south + (north - south) * b])
    let found = null
    const ours = await time(() => {
      found = engine.pointsToRows(points.lng, points.lat, study)
    })
    const rowOf = new Map(Array.from(study.cellHigh, (high, row) => [engine.cellToText(high, study.cellLow[row]), row]))
    const rows = new Uint32Array(POINTS)
    const rival = await time(() => {
      for (let k = 0; k < POINTS; k++) rows[k] = rowOf.get(latLngToCell(points.lat[k], points.lng[k], RESOLUTION)) ?? 0xffffffff
    }, 3)
    if (rows.some((row, k) => row !== found.rows[k])) throw new Error('a row differs')
    const what = `1,000,000 distinct points over Avon and Somerset to rows of its ${study.length} cells: ${found.asked} asked of h3-js`
    add(what, ours, 'h3-js latLngToCell and a Map', rival)
  }

  function library({ lng, lat }) {
    return time(() => {
      let last = ''
      for (let k = 0; k < POINTS; k++) last = latLngToCell(lat[k], lng[k], RESOLUTION)
      return last
    }, 3)
  }
}

function scattered(engine, seed, pointOf) {
  const { uniform } = engine.random(seed, 'points')
  const lng = new Float64Array(POINTS)
  const lat = new Float64Array(POINTS)
  for (let k = 0; k < POINTS; k++) {
    const [east, north] = pointOf(uniform(), uniform())
    lng[k] = east
    lat[k] = north
  }
  return { lng, lat }
}

function compare({ lng, lat }, { high, low }) {
  for (let k = 0; k < POINTS; k++) {
    const [lower, upper] = h3IndexToSplitLong(latLngToCell(lat[k], lng[k], RESOLUTION))
    if (upper >>> 0 !== high[k] || lower >>> 0 !== low[k]) throw new Error(`the cell of ${lng[k]} ${lat[k]} differs`)
  }
}

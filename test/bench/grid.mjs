// Rows of points to H3 cells and to rows of a study area, against h3-js point by point; cells of areas, neighbours, areas, centres and
// outlines of cells, against h3-js polygon by polygon and cell by cell. Every answer is compared with h3-js's.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  cellArea,
  cellToBoundary,
  cellToLatLng,
  gridDisk,
  h3IndexToSplitLong,
  latLngToCell,
  polygonToCells,
  splitLongToH3Index,
} from 'h3-js'

const POINTS = 1_000_000
const RESOLUTION = 9
const DEGREES = 180 / Math.PI
const WARDS = 1000
/** Runs of what takes milliseconds: the first few are slower. */
const WARM = 25

/** @param tools `engine`, `shared` (folder of real data), and of run.mjs `time(work, runs)` and `add(what, ours, rivalName, rival, note)` */
export async function grid({ engine, shared, time, add }) {
  const britain = scattered(engine, 1, (a, b) => [-9 + 11 * a, 49 + 12 * b])
  const world = scattered(engine, 2, (a, b) => [360 * a - 180, Math.asin(2 * b - 1) * DEGREES])
  await toCells('1,000,000 distinct points over Great Britain to cell ids', britain)
  await toCells('1,000,000 distinct points over the world to cell ids', world)
  await repeated(britain)
  if (existsSync(`${shared}/data`)) {
    await toRows()
    await covers()
    await ofCells()
  } else console.log('SKIPPED rows of a study area, cells of areas and of a county: ../shared/data is not there')

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
    const areas = read('ward', featuresOf('boundaries-detailed/wards-avon-and-somerset'))
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

  /** Cells whose centre lies in an area. */
  async function covers() {
    const forces = ['avon-and-somerset', 'cleveland', 'lancashire', 'northamptonshire', 'staffordshire']
    const wards = forces.flatMap((force) => featuresOf(`boundaries-detailed/wards-${force}`)).slice(0, WARDS)
    await toCover(`${WARDS} wards of five forces to the cells whose centre they hold`, read('ward', wards), 5)
    const force = featuresOf('boundaries/police-force-areas-2020').find(({ properties }) =>
      Object.values(properties).includes('Avon and Somerset'),
    )
    await toCover('the boundary of Avon and Somerset to the cells whose centre it holds', read('force', [force]), WARM)
  }

  async function toCover(what, layer, runs) {
    const polygons = Array.from({ length: layer.length }, (_, area) => loopsOf(layer, area))
    let ids = null
    const rival = await time(() => {
      ids = polygons.map((loops) => loops.flatMap((loop) => polygonToCells(loop, RESOLUTION)))
    }, 3)
    let cells = null
    const ours = await time(() => {
      cells = engine.cellsOfAreas(layer, RESOLUTION)
    }, runs)
    const expected = ids.flatMap((own, area) => [...new Set(own)].sort().map((id) => `${area} ${id}`))
    const found = Array.from(cells.area, (area, k) => `${area} ${splitLongToH3Index(cells.cellLow[k], cells.cellHigh[k])}`)
    if (found.join() !== expected.join()) throw new Error('a cell of an area differs')
    add(`${what}, ${cells.length} of resolution ${RESOLUTION}`, ours, 'h3-js polygonToCells', rival)
  }

  /** What is asked of every cell of a county. */
  async function ofCells() {
    const study = engine.studyArea([read('ward', featuresOf('boundaries-detailed/wards-avon-and-somerset'))], RESOLUTION)
    const { length, cellHigh, cellLow } = study
    const ids = Array.from(cellHigh, (high, row) => engine.cellToText(high, cellLow[row]))
    const about = `of the ${length} cells of Avon and Somerset`

    let weights = null
    // a table of its own each time: with the same one the answer is kept
    const joined = await time(() => {
      weights = engine.ringWeights({ length, cellHigh, cellLow }, 1, { self: true, group: null })
    }, WARM)
    let lists = null
    const disks = await time(() => {
      const rowOf = new Map(ids.map((id, row) => [id, row]))
      lists = ids.map((id) =>
        gridDisk(id, 1)
          .map((other) => rowOf.get(other))
          .filter((row) => row !== undefined)
          .sort((a, b) => a - b),
      )
    }, 3)
    if (lists.flat().some((row, k) => row !== weights.neighbour[k])) throw new Error('a neighbour differs')
    add(`neighbours ${about}`, joined, 'h3-js gridDisk and a Map', disks)

    let centres = null
    const placed = await time(() => {
      centres = engine.cellCentres(cellHigh, cellLow)
    }, WARM)
    let pairs = null
    const placedBefore = await time(() => {
      pairs = ids.map((id) => cellToLatLng(id))
    }, 3)
    near(pairs, (row) => [centres.lat[row], centres.lng[row]], 1e-12)
    add(`centres ${about}`, placed, 'h3-js cellToLatLng', placedBefore)

    let km2 = null
    const measured = await time(() => {
      km2 = engine.cellAreasKm2(cellHigh, cellLow)
    }, WARM)
    let theirs = null
    const measuredBefore = await time(() => {
      theirs = ids.map((id) => cellArea(id, 'km2'))
    }, 3)
    near(
      theirs.map((area) => [area]),
      (row) => [km2[row]],
      1e-10,
    )
    add(`areas ${about}`, measured, 'h3-js cellArea', measuredBefore)

    let rings = null
    const drawn = await time(() => {
      rings = engine.cellRings({ length, cellHigh, cellLow })
    }, WARM)
    let boundaries = null
    const drawnBefore = await time(() => {
      boundaries = ids.map((id) => cellToBoundary(id))
    }, 3)
    near(
      boundaries.map((boundary) => boundary.flatMap(([lat, lng]) => [lng, lat])),
      (row) => rings.xy.subarray(2 * rings.start[row], 2 * rings.start[row + 1]),
      1e-12,
    )
    add(`outlines ${about}`, drawn, 'h3-js cellToBoundary', drawnBefore)
  }

  function featuresOf(name) {
    return JSON.parse(gunzipSync(readFileSync(`${shared}/data/${name}.geojson.gz`)).toString()).features
  }

  function read(kind, features) {
    return engine.readAreas({ type: 'FeatureCollection', features }, { kind, file: 'areas.geojson' }).areas
  }

  function library({ lng, lat }) {
    return time(() => {
      let last = ''
      for (let k = 0; k < POINTS; k++) last = latLngToCell(lat[k], lng[k], RESOLUTION)
      return last
    }, 3)
  }
}

/** Loops of `[lat, lng]` of each polygon of an area, the outer one first. */
function loopsOf({ xy, ringStart, ringOuter, areaRing }, area) {
  const polygons = []
  for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
    const loop = Array.from({ length: ringStart[ring + 1] - ringStart[ring] }, (_, k) => {
      const at = 2 * (ringStart[ring] + k)
      return [xy[at + 1], xy[at]]
    })
    if (ringOuter[ring] === 1) polygons.push([loop])
    else polygons.at(-1).push(loop)
  }
  return polygons
}

function near(theirs, oursOf, most) {
  theirs.forEach((values, row) => {
    const ours = oursOf(row)
    if (values.length !== ours.length || values.some((value, k) => !(Math.abs(value - ours[k]) < most)))
      throw new Error(`cell ${row} differs`)
  })
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

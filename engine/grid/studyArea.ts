import { coveredArea } from '../geometry.js'
import { type AreaTable, NONE, type StudyArea } from '../types.js'
import { areaShapes, type CellCover, cellCover, cellShapes } from './cellCover.js'
import { cellAreaKm2, cellCentre, cellsAroundBoxes, diskCells, pointsToCells } from './h3.js'

/** A cell that shares less of its ground than this touches the boundary only by rounding. */
const TOUCH = 1e-9

/**
 * Every cell overlapping the union of all areas of all layers given, crime or not: with a boundary alone pass `[boundary]`.
 * `insideShare` is the true share of the cell's ground in the union, exactly 1 where it is whole.
 *
 * Clipping is exact; slivers between layers that do not fit each other are inside where either layer has them.
 */
export function studyArea(boundaries: readonly AreaTable[], resolution: number): StudyArea {
  const found = cellsAroundBoxes(boxesOf(boundaries), resolution)
  const cells = withCentres(found.high, found.low)
  const cellShape = cellShapes(cells)
  const layers = boundaries.map(areaShapes)
  const share = new Float64Array(found.high.length)
  const pieces: CellCover[] = []
  for (const shapes of layers) {
    const cover = cellCover(shapes, cells, cellShape)
    const sum = new Float64Array(share.length)
    for (let k = 0; k < cover.length; k++) sum[cover.cell[k]] += cover.share[k]
    // areas that tile fill a cell to 1; another sum says nothing yet: they may overlap, or another layer may fill the rest
    for (let row = 0; row < sum.length; row++) if (Math.abs(sum[row] - 1) <= TOUCH) share[row] = 1
    for (let k = 0; k < cover.length; k++) if (cover.share[k] === 1) share[cover.cell[k]] = 1
    pieces.push(cover)
  }
  const partial = piecesByCell(pieces, share)
  for (const [row, parts] of partial) {
    const window = cellShape(row)
    const shapes = parts.map(({ layer, area }) => layers[layer][area])
    const covered = parts.length === 1 ? parts[0].share : coveredArea(window, shapes) / window.area
    share[row] = covered >= 1 - TOUCH ? 1 : covered
  }
  const kept = Uint32Array.from(share.keys()).filter((row) => share[row] > TOUCH)
  return tableOf(resolution, cells, share, kept)
}

/**
 * The guess for data without any boundary: cells holding a point (degrees, NaN skipped) and the cells that touch them, all counted as
 * inside. Misleads: places without crime beyond one step are not in it, so the map has too few zeros and Gi* finds too little.
 */
export function studyAreaFromPoints(lng: Float64Array, lat: Float64Array, resolution: number): StudyArea {
  const points = pointsToCells(lng, lat, resolution)
  const around = new Map<string, readonly [number, number]>()
  const held = new Set<string>()
  for (let row = 0; row < lng.length; row++) {
    const id = `${points.high[row]} ${points.low[row]}`
    if (points.high[row] === 0 || held.has(id)) continue
    held.add(id)
    const disk = diskCells(points.high[row], points.low[row], 1)
    for (let k = 0; k < disk.high.length; k++) around.set(`${disk.high[k]} ${disk.low[k]}`, [disk.high[k], disk.low[k]])
  }
  const sorted = [...around.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const cells = withCentres(
    Uint32Array.from(sorted, ([high]) => high),
    Uint32Array.from(sorted, ([, low]) => low),
  )
  return tableOf(resolution, cells, new Float64Array(sorted.length).fill(1), Uint32Array.from(sorted.keys()))
}

function rowOfCell(study: StudyArea, high: number, low: number): number {
  let first = 0
  let last = study.length - 1
  while (first <= last) {
    const middle = (first + last) >> 1
    const order = study.cellHigh[middle] - high || study.cellLow[middle] - low
    if (order === 0) return middle
    if (order < 0) first = middle + 1
    else last = middle - 1
  }
  return NONE
}

/** Row of each cell, NONE where it is not in the study area. */
export function cellRows(study: StudyArea, high: Uint32Array, low: Uint32Array): Uint32Array {
  const rows = new Uint32Array(high.length)
  for (let k = 0; k < high.length; k++) rows[k] = rowOfCell(study, high[k], low[k])
  return rows
}

function boxesOf(boundaries: readonly AreaTable[]): Float64Array {
  const boxes: number[] = []
  for (const { length, xy, ringStart, areaRing } of boundaries) {
    for (let a = 0; a < length; a++) {
      let west = Infinity
      let south = Infinity
      let east = -Infinity
      let north = -Infinity
      for (let k = ringStart[areaRing[a]]; k < ringStart[areaRing[a + 1]]; k++) {
        west = Math.min(west, xy[2 * k])
        east = Math.max(east, xy[2 * k])
        south = Math.min(south, xy[2 * k + 1])
        north = Math.max(north, xy[2 * k + 1])
      }
      boxes.push(west, south, east, north)
    }
  }
  return Float64Array.from(boxes)
}

function withCentres(cellHigh: Uint32Array, cellLow: Uint32Array) {
  const lng = new Float64Array(cellHigh.length)
  const lat = new Float64Array(cellHigh.length)
  for (let row = 0; row < cellHigh.length; row++) {
    const centre = cellCentre(cellHigh[row], cellLow[row])
    lng[row] = centre[0]
    lat[row] = centre[1]
  }
  return { cellHigh, cellLow, lng, lat }
}

/** Areas meeting each cell whose share is still open. */
function piecesByCell(
  covers: readonly CellCover[],
  share: Float64Array,
): Map<number, { layer: number; area: number; share: number }[]> {
  const byCell = new Map<number, { layer: number; area: number; share: number }[]>()
  for (let layer = 0; layer < covers.length; layer++) {
    const cover = covers[layer]
    for (let k = 0; k < cover.length; k++) {
      const row = cover.cell[k]
      if (share[row] === 1) continue
      const parts = byCell.get(row) ?? []
      parts.push({ layer, area: cover.area[k], share: cover.share[k] })
      byCell.set(row, parts)
    }
  }
  return byCell
}

function tableOf(resolution: number, cells: ReturnType<typeof withCentres>, share: Float64Array, kept: Uint32Array): StudyArea {
  const pick = (column: Float64Array) => Float64Array.from(kept, (row) => column[row])
  const cellHigh = Uint32Array.from(kept, (row) => cells.cellHigh[row])
  const cellLow = Uint32Array.from(kept, (row) => cells.cellLow[row])
  const insideShare = pick(share)
  return {
    resolution,
    length: kept.length,
    cellHigh,
    cellLow,
    areaKm2: Float64Array.from(kept, (_, k) => cellAreaKm2(cellHigh[k], cellLow[k])),
    insideShare,
    lng: pick(cells.lng),
    lat: pick(cells.lat),
    edge: Uint8Array.from(insideShare, (inside) => (inside < 1 ? 1 : 0)),
  }
}

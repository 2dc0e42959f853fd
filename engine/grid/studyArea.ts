import { EngineError } from '../error.js'
import { equalArea } from '../geometry.js'
import { coveredArea, intersectionArea, type Shape } from '../shape.js'
import type { AreaTable, StudyArea } from '../types.js'
import { areaShapes, type CellColumns, type CellCover, cellCover, cellShapes } from './cellCover.js'
import { cellList } from './cellList.js'
import { cellAreasKm2, cellCentres, cellsAroundBoxes, diskCells, pointsToCells } from './h3.js'
import { coverage, outlineShape, outlineTours, type Tours, tiles } from './outline.js'
import { INSIDE, OUTSIDE, outlineCells } from './outlineCells.js'
import { checkResolution } from './pointCells.js'

/** A cell that shares less of its ground than this touches the boundary only by rounding. */
const TOUCH = 1e-9

/**
 * Every cell overlapping the union of all areas of all layers given, crime or not: with a boundary alone pass `[boundary]`.
 * `insideShare` is the true share of the cell's ground in the union, exactly 1 where it is whole.
 *
 * Clipping is exact; slivers between layers that do not fit each other are inside where either layer has them.
 *
 * @throws EngineError 'resolution-invalid', 'study-area-too-large'
 *
 * Misleads at the date line and the poles, where cells that reach over are left out.
 */
export function studyArea(boundaries: readonly AreaTable[], resolution: number): StudyArea {
  checkResolution(resolution)
  refuseTooMany(boundaries, resolution)
  const planes = boundaries.map(({ xy }) => equalArea(xy))
  const tours = boundaries.map((boundary, layer) => outlineTours(boundary, planes[layer]))
  const outlines = tours.map((order, layer) => outlineShape(planes[layer], order))
  const { cells, covers, cellShape } = coversOf(boundaries, tours, outlines, resolution)
  const share = new Float64Array(cells.lng.length)
  const met = new Uint8Array(share.length)
  for (const cover of covers) {
    // areas that tile fill a cell to 1; another sum says nothing yet: they may overlap, or another layer may fill the rest
    for (let k = 0; k < cover.length; k++) {
      met[cover.cell[k]] = 1
      if (Math.abs(cover.share[k] - 1) <= TOUCH) share[cover.cell[k]] = 1
    }
  }
  const open = rowsOf(share.length, (row) => met[row] === 1 && share[row] < 1)
  const openShape = (row: number) => cellShape(open[row])
  const tiled = outlines.every(tiles)
  const layers = tiled ? outlines.map((shape) => [shape]) : boundaries.map(areaShapes)
  const openCells = pickCells(cells, open)
  const openCovers = tiled
    ? covers.map((cover) => ofRows(cover, open, share.length))
    : layers.map((shapes) => cellCover(shapes, openCells, openShape, isCovered))
  const shares = openShares(layers, openCovers, open.length, openShape)
  for (let k = 0; k < open.length; k++) share[open[k]] = shares[k]
  const kept = rowsOf(share.length, (row) => share[row] > TOUCH)
  return tableOf(
    resolution,
    pickCells(cells, kept),
    share.filter((inside) => inside > TOUCH),
  )
}

interface Covers {
  /** All that meet an outline, and some more; ascending by id. */
  readonly cells: CellColumns
  readonly cellShape: (row: number) => Shape
  /** Of each outline. */
  readonly covers: readonly CellCover[]
}

function coversOf(
  boundaries: readonly AreaTable[],
  tours: readonly Tours[],
  outlines: readonly Shape[],
  resolution: number,
): Covers {
  const found = outlineCells(boundaries, tours, resolution)
  if (found === null) {
    const around = cellsAroundBoxes(boxesOf(boundaries), resolution)
    const cells = withCentres(around.high, around.low)
    const cellShape = cellShapes(cells)
    return { cells, cellShape, covers: outlines.map((shape) => cellCover([shape], cells, cellShape, isCovered)) }
  }
  const { cells, meets } = found
  const cellShape = cellShapes(cells)
  return { cells, cellShape, covers: outlines.map((shape, layer) => coverOf(shape, meets[layer], cellShape)) }
}

/** The same of one outline, where it is known which cells lie by its edges. */
function coverOf(shape: Shape, meets: Uint8Array, cellShape: (row: number) => Shape): CellCover {
  const cell = new Uint32Array(meets.length)
  const share = new Float64Array(meets.length)
  let length = 0
  for (let row = 0; row < meets.length; row++) {
    if (meets[row] === OUTSIDE) continue
    const part = meets[row] === INSIDE ? 1 : intersectionArea(shape, cellShape(row)) / cellShape(row).area
    if (part === 0) continue
    cell[length] = row
    share[length++] = part
  }
  return { length, area: new Uint32Array(length), cell: cell.slice(0, length), share: share.slice(0, length) }
}

/** What a cover has of some cells, which are numbered anew. */
function ofRows({ area, cell, share }: CellCover, rows: Uint32Array, n: number): CellCover {
  const rowOf = new Int32Array(n).fill(-1)
  for (let k = 0; k < rows.length; k++) rowOf[rows[k]] = k
  const found = rowsOf(cell.length, (k) => rowOf[cell[k]] >= 0)
  return {
    length: found.length,
    area: found.map((k) => area[k]),
    cell: found.map((k) => rowOf[cell[k]]),
    share: Float64Array.from(found, (k) => share[k]),
  }
}

/** A force at resolution 10 is under 400,000 cells; this many take about a gigabyte. */
const MOST_CELLS = 1_000_000
/** Mean area of a cell of resolution 0; each finer one has a seventh. */
const KM2_AT_0 = 4_357_449.416

function refuseTooMany(boundaries: readonly AreaTable[], resolution: number): void {
  const km2 = Math.max(0, ...boundaries.map(({ areaKm2 }) => areaKm2.reduce((sum, area) => sum + area, 0)))
  const cells = (level: number) => Math.round((km2 / KM2_AT_0) * 7 ** level)
  if (cells(resolution) <= MOST_CELLS) return
  let coarser = resolution
  while (coarser > 0 && cells(coarser) > MOST_CELLS) coarser--
  throw new EngineError('study-area-too-large', {
    column: 'resolution',
    value: String(resolution),
    hint: `About ${cells(resolution)} cells over ${Math.round(km2)} km2. Use --resolution ${coarser}, or a smaller boundary.`,
  })
}

function isCovered(shape: Shape, x: number, y: number): boolean {
  return coverage(shape, x, y) > 0
}

/** Share of each of n cells in the union of all shapes of all layers. */
function openShares(
  layers: readonly (readonly Shape[])[],
  covers: readonly CellCover[],
  n: number,
  cellShape: (row: number) => Shape,
): Float64Array {
  const shares = piecesByCell(covers, n).map((parts, row) => {
    if (parts.length === 0) return 0
    const window = cellShape(row)
    const shapes = parts.map(({ layer, area }) => layers[layer][area])
    const whole = parts.find(({ share }) => share === 1)
    const covered = whole?.share ?? (parts.length === 1 ? parts[0].share : coveredArea(window, shapes) / window.area)
    return covered >= 1 - TOUCH ? 1 : covered
  })
  return Float64Array.from(shares)
}

/**
 * The guess for data without any boundary: cells holding a point (degrees, NaN skipped) and the cells that touch them, all counted as
 * inside. Misleads: places without crime beyond one step are not in it, so the map has too few zeros and Gi* finds too little.
 */
export function studyAreaFromPoints(lng: Float64Array, lat: Float64Array, resolution: number): StudyArea {
  const points = pointsToCells(lng, lat, resolution)
  const placed = rowsOf(lng.length, (row) => points.high[row] !== 0)
  const held = cellList()
  held.add(
    placed.map((row) => points.high[row]),
    placed.map((row) => points.low[row]),
  )
  held.settle(0)
  const own = held.columns()
  const around = cellList()
  for (let row = 0; row < own.high.length; row++) {
    const disk = diskCells(own.high[row], own.low[row], 1)
    around.add(disk.high, disk.low)
  }
  around.settle(0)
  const { high, low } = around.columns()
  return tableOf(resolution, withCentres(high, low), new Float64Array(high.length).fill(1))
}

function withCentres(cellHigh: Uint32Array, cellLow: Uint32Array): CellColumns {
  return { cellHigh, cellLow, ...cellCentres(cellHigh, cellLow) }
}

function rowsOf(n: number, wanted: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(n)
  let length = 0
  for (let row = 0; row < n; row++) if (wanted(row)) rows[length++] = row
  return rows.slice(0, length)
}

function pickCells({ cellHigh, cellLow, lng, lat }: CellColumns, rows: Uint32Array): CellColumns {
  const picked = {
    cellHigh: new Uint32Array(rows.length),
    cellLow: new Uint32Array(rows.length),
    lng: new Float64Array(rows.length),
    lat: new Float64Array(rows.length),
  }
  for (let k = 0; k < rows.length; k++) {
    picked.cellHigh[k] = cellHigh[rows[k]]
    picked.cellLow[k] = cellLow[rows[k]]
    picked.lng[k] = lng[rows[k]]
    picked.lat[k] = lat[rows[k]]
  }
  return picked
}

interface Piece {
  readonly layer: number
  readonly area: number
  readonly share: number
}

/** Areas meeting each cell. */
function piecesByCell(covers: readonly CellCover[], n: number): Piece[][] {
  const byCell = Array.from({ length: n }, (): Piece[] => [])
  for (let layer = 0; layer < covers.length; layer++) {
    const { area, cell, share } = covers[layer]
    for (let k = 0; k < cell.length; k++) byCell[cell[k]].push({ layer, area: area[k], share: share[k] })
  }
  return byCell
}

function tableOf(resolution: number, cells: CellColumns, insideShare: Float64Array): StudyArea {
  return {
    resolution,
    length: insideShare.length,
    ...cells,
    areaKm2: cellAreasKm2(cells.cellHigh, cells.cellLow),
    insideShare,
    edge: Uint8Array.from(insideShare, (inside) => (inside < 1 ? 1 : 0)),
  }
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

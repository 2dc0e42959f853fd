import { EngineError } from '../error.js'
import { coveredArea, type Shape } from '../shape.js'
import type { AreaTable, StudyArea } from '../types.js'
import { candidates } from './candidates.js'
import { areaShapes, type CellColumns, type CellCover, cellCover, cellShapes } from './cellCover.js'
import { cellAreasKm2, cellCentres, diskCells, pointsToCells } from './h3.js'
import { coverage, outline, tiles } from './outline.js'

/** A cell that shares less of its ground than this touches the boundary only by rounding. */
const TOUCH = 1e-9

/**
 * Every cell overlapping the union of all areas of all layers given, crime or not: with a boundary alone pass `[boundary]`.
 * `insideShare` is the true share of the cell's ground in the union, exactly 1 where it is whole.
 *
 * Clipping is exact; slivers between layers that do not fit each other are inside where either layer has them.
 */
export function studyArea(boundaries: readonly AreaTable[], resolution: number): StudyArea {
  refuseTooMany(boundaries, resolution)
  const found = candidates(boundaries, resolution)
  const cells = withCentres(found.high, found.low)
  const cellShape = cellShapes(cells)
  const share = new Float64Array(cells.lng.length)
  const met = new Uint8Array(share.length)
  const outlines = boundaries.map(outline)
  for (const shape of outlines) {
    const cover = cellCover([shape], cells, cellShape, covers)
    // areas that tile fill a cell to 1; another sum says nothing yet: they may overlap, or another layer may fill the rest
    for (let k = 0; k < cover.length; k++) {
      met[cover.cell[k]] = 1
      if (Math.abs(cover.share[k] - 1) <= TOUCH) share[cover.cell[k]] = 1
    }
  }
  const open = rowsOf(share.length, (row) => met[row] === 1 && share[row] < 1)
  const shapes = outlines.every(tiles) ? outlines.map((shape) => [shape]) : boundaries.map(areaShapes)
  const shares = openShares(shapes, pickCells(cells, open))
  for (let k = 0; k < open.length; k++) share[open[k]] = shares[k]
  const kept = rowsOf(share.length, (row) => share[row] > TOUCH)
  return tableOf(
    resolution,
    pickCells(cells, kept),
    share.filter((inside) => inside > TOUCH),
  )
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

function covers(shape: Shape, x: number, y: number): boolean {
  return coverage(shape, x, y) > 0
}

/** Share of each cell in the union of all shapes of all layers. */
function openShares(layers: readonly (readonly Shape[])[], cells: CellColumns): Float64Array {
  const cellShape = cellShapes(cells)
  const pieces = layers.map((shapes) => cellCover(shapes, cells, cellShape, covers))
  const shares = piecesByCell(pieces, cells.lng.length).map((parts, row) => {
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
  return tableOf(resolution, cells, new Float64Array(sorted.length).fill(1))
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

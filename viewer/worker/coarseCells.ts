import { cellCentres } from '../../engine/index.js'
import type { Cells } from '../load/results.js'
import { ancestorOf } from './cellIds.js'
import { breaksOf } from './countFilter.js'
import type { Coarse } from './protocol.js'
import type { CellTable } from './readCells.js'

/** Columns that add up from cell to parent. */
const SUMMED = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive'] as const

/**
 * Parents of the cells: sums of what is counted, crimes per km² of the ground inside, and the strongest class of Gi* among the cells
 * (hot before cold), so that no hot cell is lost from a map too small to show it.
 *
 * @param cells      numbers as shown, under a filter or not
 * @param resolution coarser than that of the cells
 */
export function coarseCells(cells: Cells, { columns }: CellTable, resolution: number): Coarse {
  const { parentOf, ...parents } = parentsOf(cells, resolution)
  const { length } = parents
  const numbers: Record<string, Float64Array> = {}
  for (const name of SUMMED) {
    const values = cells.numbers[name]
    if (values === undefined) continue
    const sums = new Float64Array(length)
    for (let row = 0; row < cells.length; row++) sums[parentOf[row]] += values[row]
    numbers[name] = sums
  }
  const { area_km2: km2, inside_share: inside } = columns.numbers
  if (numbers.volume !== undefined && km2 !== undefined) {
    const ground = new Float64Array(length)
    for (let row = 0; row < cells.length; row++) ground[parentOf[row]] += km2[row] * (inside?.[row] ?? 1)
    numbers.volume_per_km2 = numbers.volume.map((volume, parent) => volume / ground[parent])
  }
  const classes = cells.numbers.gistar_class
  if (classes !== undefined) {
    const strongest = new Float64Array(length).fill(Number.NaN)
    for (let row = 0; row < cells.length; row++) {
      const known = strongest[parentOf[row]]
      const of = classes[row]
      if (Number.isNaN(of)) continue
      if (Number.isNaN(known) || Math.abs(of) > Math.abs(known) || (of === -known && of > 0)) strongest[parentOf[row]] = of
    }
    numbers.gistar_class = strongest
  }
  return { cells: { ...parents, resolution, numbers, texts: {} }, breaks: breaksOf(numbers) }
}

type Parents = Pick<Coarse['cells'], 'length' | 'high' | 'low' | 'lng' | 'lat' | 'held'> & {
  /** Row of its parent, of each cell. */
  readonly parentOf: Uint32Array
}

/** Parents by the cells' ids: the same under every filter. */
const found = new WeakMap<Uint32Array, Map<number, Parents>>()

function parentsOf(cells: Cells, resolution: number): Parents {
  const known = found.get(cells.low) ?? new Map<number, Parents>()
  found.set(cells.low, known)
  const parents = known.get(resolution) ?? findParents(cells, resolution)
  known.set(resolution, parents)
  return parents
}

function findParents(cells: Cells, resolution: number): Parents {
  const parentOf = new Uint32Array(cells.length)
  const highs: number[] = []
  const lows: number[] = []
  for (let row = 0; row < cells.length; row++) {
    const [h, l] = ancestorOf(cells.high[row], cells.low[row], resolution)
    if (highs.length === 0 || highs[highs.length - 1] !== h || lows[lows.length - 1] !== l) {
      highs.push(h)
      lows.push(l)
    }
    parentOf[row] = highs.length - 1
  }
  const held = new Uint32Array(highs.length)
  for (const parent of parentOf) held[parent]++
  const [high, low] = [Uint32Array.from(highs), Uint32Array.from(lows)]
  return { length: highs.length, high, low, ...cellCentres(high, low), held, parentOf }
}

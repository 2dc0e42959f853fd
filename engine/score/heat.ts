import { areaOfCells } from '../grid/areaOfCells.js'
import { ringWeights } from '../grid/weights.js'
import type { AnalyseOptions } from '../options.js'
import { exactNull } from '../stats/exactNull.js'
import { fdr, hotClass } from '../stats/fdr.js'
import { type GistarGroup, gistar } from '../stats/gistar.js'
import { normalTail } from '../stats/normalTail.js'
import { sampleNull } from '../stats/sampleNull.js'
import type { AreaTable, CellStatistics, StudyArea } from '../types.js'

export interface CellHeat extends CellStatistics {
  /** Reference area of each cell, -1 = not in the statistics. */
  readonly group: Int32Array
  readonly groups: readonly GistarGroup[]
  /** Kind of the reference areas, `force` for one. */
  readonly within: string
  readonly basis: 'exact' | 'simulated' | 'normal'
  /** Share of the cells hot by the normal q that are not hot when held against all cells of the force; NaN without hot cells. */
  readonly changedOnAllCells: number
}

/**
 * Gi* of one measure on cells: z, normal p and q (descriptive on counts), exact p and q for whole numbers, simulated otherwise, and
 * the class from the best of them. Each cell is held against its own reference area; the false discovery rate runs over all cells.
 *
 * @param values  per cell; NaN leaves the cell out
 * @param inUse   1 where a crime could be: people live there, or any crime was ever recorded
 */
export function cellHeat(
  values: Float64Array,
  study: StudyArea,
  layers: readonly AreaTable[],
  inUse: Uint8Array,
  options: Pick<AnalyseOptions, 'within' | 'ring' | 'permute' | 'seed'>,
): CellHeat {
  const within = options.within ?? (layers.some(({ kind }) => kind === 'lpa') ? 'lpa' : 'force')
  const area = areaOfCells(study, layers, within)
  const group = area.map((reference, cell) => (inUse[cell] === 1 && !Number.isNaN(values[cell]) ? reference : -1))
  const weights = ringWeights(study, options.ring, { self: true, group })
  const { z, groups } = gistar(values, weights, group)
  const p = z.map(normalTail)
  const exact = exactNull(values, weights, { permute: options.permute, group })
  const simulated = exact === null ? sampleNull(values, weights, { permute: options.permute, group, seed: options.seed }) : null
  const none = new Float64Array(values.length).fill(Number.NaN)
  const best = exact ?? simulated
  const q = fdr(p)
  const bestQ = best === null ? q : fdr(best.p)
  const classes = hotClass(bestQ, best === null ? z : best.direction)
  return {
    z,
    p,
    q,
    pExact: exact?.p ?? none,
    qExact: exact === null ? none : bestQ,
    pSim: simulated?.p ?? none,
    qSim: simulated === null ? none : bestQ,
    hotClass: classes,
    group,
    groups,
    within,
    basis: exact !== null ? 'exact' : simulated !== null ? 'simulated' : 'normal',
    changedOnAllCells: changed(values, study, options.ring, z, q, group),
  }
}

/** How far the choice of the reference area matters: classes of the normal q, on the reference areas and on all cells. */
function changed(
  values: Float64Array,
  study: StudyArea,
  ring: number,
  z: Float64Array,
  q: Float64Array,
  group: Int32Array,
): number {
  const before = hotClass(q, z)
  const hot = before.reduce((sum, level) => sum + Number(level > 0), 0)
  if (hot === 0) return Number.NaN
  const everywhere = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : 0))
  // one reference area that leaves nothing out is all cells
  if (group.every((reference, cell) => reference === everywhere[cell])) return 0
  const all = gistar(values, ringWeights(study, ring, { self: true, group: everywhere }), everywhere).z
  const after = hotClass(fdr(all.map(normalTail)), all)
  return before.reduce((sum, level, cell) => sum + Number(level > 0 && after[cell] <= 0), 0) / hot
}

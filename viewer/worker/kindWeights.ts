import type { CubeTable } from './readCube.js'

/** What one record of a kind adds to harm; NaN where the results do not tell. */
export interface KindWeights {
  readonly harm: Float64Array
  readonly harm_reactive: Float64Array
}

/** Files print 12 digits: a number of theirs may be off by this share of it. */
const PRINTED = 5e-12

/**
 * Weights of the kinds, read back from the results: harm of a cell is the sum over kinds of records times weight, so a cell with one kind
 * in the period tells that kind's weight, and with it a cell of two kinds the other's, and so on. The results hold no table of weights.
 *
 * @param counted  by kind, 1 if its weight is looked for
 * @param inPeriod by month of the cube, whether cells.csv counts it
 * @param harm     by cell and, last, `outside`: what cells.csv says
 * @returns        NaN for a kind that no cell tells, and for every kind if one cell contradicts
 */
export function kindWeights(
  cube: Pick<CubeTable, 'cells' | 'kinds'>,
  inPeriod: readonly boolean[],
  harm: Float64Array | undefined,
  reactive: Float64Array | undefined,
): KindWeights {
  const sums = cellKinds(cube, inPeriod)
  return { harm: solve(cube.kinds.length, sums, harm), harm_reactive: solve(cube.kinds.length, sums, reactive) }
}

/** Records by cell and kind in the period: entries `start[cell]` up to `start[cell + 1]`. */
interface CellKinds {
  readonly start: Uint32Array
  readonly kind: Uint16Array
  readonly count: Float64Array
}

function cellKinds({ cells, kinds }: Pick<CubeTable, 'cells' | 'kinds'>, inPeriod: readonly boolean[]): CellKinds {
  const start = new Uint32Array(cells.units + 2)
  const kind = new Uint16Array(cells.unit.length)
  const count = new Float64Array(cells.unit.length)
  const sum = new Float64Array(kinds.length)
  let filled = 0
  let row = 0
  for (let unit = 0; unit <= cells.units; unit++) {
    start[unit] = filled
    const from = row
    for (; row < cells.unit.length && cells.unit[row] === unit; row++)
      if (inPeriod[cells.month[row]]) sum[cells.kind[row]] += cells.count[row]
    for (let at = from; at < row; at++) {
      const k = cells.kind[at]
      if (sum[k] === 0) continue
      kind[filled] = k
      count[filled++] = sum[k]
      sum[k] = 0
    }
  }
  start[cells.units + 1] = filled
  return { start, kind, count }
}

/** Each kind from the cell that tells it best: errors of printing grow with what is subtracted and shrink with the count. */
function solve(kinds: number, { start, kind, count }: CellKinds, given: Float64Array | undefined): Float64Array {
  const weight = new Float64Array(kinds).fill(Number.NaN)
  if (given === undefined) return weight
  const error = new Float64Array(kinds)
  const units = start.length - 1
  for (let learnt = true; learnt; ) {
    learnt = false
    const found = new Float64Array(kinds)
    const foundError = new Float64Array(kinds).fill(Number.POSITIVE_INFINITY)
    for (let unit = 0; unit < units; unit++) {
      let unknown = -1
      let several = false
      let rest = given[unit]
      let off = PRINTED * given[unit]
      for (let at = start[unit]; at < start[unit + 1]; at++) {
        const k = kind[at]
        if (!Number.isNaN(weight[k])) {
          rest -= count[at] * weight[k]
          off += count[at] * error[k]
        } else if (unknown < 0) unknown = at
        else several = true
      }
      if (unknown < 0 || several || Number.isNaN(rest)) continue
      const k = kind[unknown]
      if (off / count[unknown] >= foundError[k]) continue
      found[k] = Math.abs(rest) <= off ? 0 : rest / count[unknown]
      foundError[k] = off / count[unknown]
    }
    for (let k = 0; k < kinds; k++) {
      if (foundError[k] === Number.POSITIVE_INFINITY) continue
      weight[k] = found[k]
      error[k] = foundError[k]
      learnt = true
    }
  }
  for (let unit = 0; unit < units; unit++) {
    let sum = 0
    let off = PRINTED * given[unit]
    for (let at = start[unit]; at < start[unit + 1]; at++) {
      sum += count[at] * weight[kind[at]]
      off += count[at] * error[kind[at]]
    }
    // a sum that is NaN has a kind nobody tells, and contradicts nothing
    if (Math.abs(sum - given[unit]) > off) return weight.fill(Number.NaN)
  }
  return weight
}

import { EngineError } from '../error.js'
import { areaShapes } from '../grid/cellCover.js'
import { areaOverlap } from '../grid/overlap.js'
import { coveredArea, type Shape } from '../shape.js'
import { type AreaTable, NONE, type Overlap } from '../types.js'

/** Shares of ground that differ by less do so by rounding. */
const ROUNDING = 1e-9
/** Areas of one layer that lie over each other on less than this share of an area are a border drawn twice. */
const SLIVER = 0.01

/** Events at the places of a place table: their sums over the period, and the area of each layer that every place counts in. */
export interface OverlapEvents {
  /** Rows of `a` and of `b`, NONE for none, as `locate` or the layer's own table has them. */
  readonly inA: Uint32Array
  readonly inB: Uint32Array
  readonly volume: Float64Array
  readonly harm: Float64Array
}

/**
 * One row: what lies in area `a` of one layer and area `b` of the other; NONE for in no area of that layer. Sorted by a, b, NONE last.
 * The rows of an area add up to the area.
 */
export interface LayerOverlap {
  readonly length: number
  readonly a: Uint32Array
  readonly b: Uint32Array
  /** NaN where a and b are NONE: that has no border. */
  readonly km2: Float64Array
  /** NaN where residents are not known. */
  readonly people: Float64Array
  /** Ground that lies in areas with residents, km2: no more than this is known of who lives there. NaN as `people`. */
  readonly peopledKm2: Float64Array
  readonly volume: Float64Array
  readonly harm: Float64Array
  /** In both layers, in the first only, in the second only, in neither. */
  readonly both: OverlapSums
  readonly onlyA: OverlapSums
  readonly onlyB: OverlapSums
  readonly neither: OverlapSums
}

export interface OverlapSums {
  readonly km2: number
  readonly people: number
  readonly volume: number
  readonly harm: number
}

/**
 * How two layers of areas (town-centre teams and neighbourhood teams, say) lie over each other: ground, people, crimes and harm that
 * both cover, one covers, neither covers.
 *
 * @param people areas with residents (LSOAs): people are spread over the ground of each; null: not known
 * @throws       EngineError 'areas-overlap' (areas of one layer lie over each other on over 1 % of an area), 'length-mismatch'
 *
 * Ground that two areas of one layer claim by less is shared out between them, and the sums are that much off. Misleads on people where
 * an area with residents is part field, part houses: ground stands for people.
 */
export function layerOverlap(a: AreaTable, b: AreaTable, people: AreaTable | null, events: OverlapEvents): LayerOverlap {
  for (const [column, values] of Object.entries(events)) {
    if (values.length !== events.inA.length)
      throw new EngineError('length-mismatch', { column, hint: `Give one for each of the ${events.inA.length} places.` })
  }
  const table = new Map<number, [km2: number, people: number, volume: number, harm: number, peopledKm2: number]>()
  const width = b.length + 1
  const at = (rowA: number, rowB: number) => {
    const key = Math.min(rowA, a.length) * width + Math.min(rowB, b.length)
    const sums = table.get(key) ?? [0, 0, 0, 0, 0]
    table.set(key, sums)
    return sums
  }

  addGround(a, b, (rowA, rowB, km2) => {
    at(rowA, rowB)[0] += km2
  })
  if (people !== null)
    addPeople(a, b, people, (rowA, rowB, number, km2) => {
      const sums = at(rowA, rowB)
      sums[1] += number
      sums[4] += km2
    })
  for (let place = 0; place < events.inA.length; place++) {
    const sums = at(events.inA[place], events.inB[place])
    sums[2] += events.volume[place]
    sums[3] += events.harm[place]
  }

  const keys = [...table.keys()].sort((p, q) => p - q)
  const rowA = Uint32Array.from(keys, (key) => (Math.floor(key / width) === a.length ? NONE : Math.floor(key / width)))
  const rowB = Uint32Array.from(keys, (key) => (key % width === b.length ? NONE : key % width))
  const column = (k: number) => Float64Array.from(keys, (key) => table.get(key)?.[k] ?? 0)
  const unbounded = (row: number) => rowA[row] === NONE && rowB[row] === NONE
  const unknown = () => new Float64Array(keys.length).fill(Number.NaN)
  const columns = {
    km2: column(0).map((value, row) => (unbounded(row) ? Number.NaN : value)),
    people: people === null ? unknown() : column(1),
    peopledKm2: people === null ? unknown() : column(4),
    volume: column(2),
    harm: column(3),
  }
  const sums = (holds: (inA: boolean, inB: boolean) => boolean): OverlapSums => {
    const rows = Array.from(keys.keys()).filter((row) => holds(rowA[row] !== NONE, rowB[row] !== NONE))
    const sum = (values: Float64Array) => rows.reduce((total, row) => total + values[row], 0)
    return {
      km2: sum(columns.km2),
      people: people === null ? Number.NaN : sum(columns.people),
      volume: sum(columns.volume),
      harm: sum(columns.harm),
    }
  }
  return {
    length: keys.length,
    a: rowA,
    b: rowB,
    ...columns,
    both: sums((p, q) => p && q),
    onlyA: sums((p, q) => p && !q),
    onlyB: sums((p, q) => !p && q),
    neither: { ...sums((p, q) => !p && !q), km2: Number.NaN },
  }
}

/** Ground of each pair; as NONE what no area of the other layer covers. */
function addGround(a: AreaTable, b: AreaTable, add: (a: number, b: number, km2: number) => void): void {
  const overlap = areaOverlap(a, b)
  const claimed = new Float64Array(a.length)
  for (let k = 0; k < overlap.length; k++) claimed[overlap.from[k]] += overlap.share[k]
  const leftB = b.areaKm2.slice()
  for (let k = 0; k < overlap.length; k++) {
    const [rowA, rowB] = [overlap.from[k], overlap.to[k]]
    const km2 = (overlap.share[k] / Math.max(1, claimed[rowA])) * a.areaKm2[rowA]
    add(rowA, rowB, km2)
    leftB[rowB] -= km2
  }
  claimed.forEach((share, row) => {
    if (share > 1 + SLIVER) throw overlapping(b, a.code[row])
    if (share < 1 - ROUNDING) add(row, NONE, (1 - share) * a.areaKm2[row])
  })
  leftB.forEach((km2, row) => {
    if (km2 < -SLIVER * b.areaKm2[row]) throw overlapping(a, b.code[row])
    if (km2 > ROUNDING * b.areaKm2[row]) add(NONE, row, km2)
  })
}

function overlapping(layer: AreaTable, near: string): EngineError {
  return new EngineError('areas-overlap', {
    value: near,
    hint: `Areas of the layer "${layer.kind}" lie over each other in ${near}. Cut them so that each place is in one area.`,
  })
}

/**
 * People of each unit by the ground of it that lies in a, in b, in both. Of a unit u, |u in a and b| = |u in a| + |u in b| - |u in a or b|.
 */
function addPeople(
  a: AreaTable,
  b: AreaTable,
  units: AreaTable,
  add: (a: number, b: number, people: number, km2: number) => void,
): void {
  const [shapesA, shapesB, shapesU] = [areaShapes(a), areaShapes(b), areaShapes(units)]
  const byUnit = (overlap: Overlap) => {
    const parts: { row: number; share: number }[][] = Array.from({ length: units.length }, () => [])
    for (let k = 0; k < overlap.length; k++) parts[overlap.from[k]].push({ row: overlap.to[k], share: overlap.share[k] })
    return parts
  }
  const inA = byUnit(areaOverlap(units, a))
  const inB = byUnit(areaOverlap(units, b))
  const shared = (unit: number, one: Shape, other: Shape, sum: number) =>
    Math.max(0, sum - coveredArea(shapesU[unit], [one, other]) / shapesU[unit].area)
  for (let unit = 0; unit < units.length; unit++) {
    const parts: { a: number; b: number; share: number }[] = []
    const leftB = inB[unit].map(({ share }) => share)
    let neither = 1
    for (const { row: rowA, share: shareA } of inA[unit]) {
      let onlyA = shareA
      inB[unit].forEach(({ row: rowB, share: shareB }, k) => {
        const both =
          shareA >= 1 - ROUNDING || shareB >= 1 - ROUNDING
            ? Math.min(shareA, shareB)
            : shared(unit, shapesA[rowA], shapesB[rowB], shareA + shareB)
        parts.push({ a: rowA, b: rowB, share: both })
        onlyA -= both
        leftB[k] -= both
        neither -= both
      })
      if (onlyA < -SLIVER) throw overlapping(b, units.code[unit])
      parts.push({ a: rowA, b: NONE, share: onlyA })
      neither -= Math.max(0, onlyA)
    }
    inB[unit].forEach(({ row }, k) => {
      if (leftB[k] < -SLIVER) throw overlapping(a, units.code[unit])
      parts.push({ a: NONE, b: row, share: leftB[k] })
      neither -= Math.max(0, leftB[k])
    })
    if (neither < -SLIVER) throw overlapping(a, units.code[unit])
    parts.push({ a: NONE, b: NONE, share: neither })
    const real = parts.filter(({ share }) => share > ROUNDING)
    const sum = real.reduce((total, { share }) => total + share, 0)
    // every person once, whatever rounding and borders drawn twice leave over
    for (const { a: rowA, b: rowB, share } of real)
      add(rowA, rowB, (share / sum) * units.residents[unit], (share / sum) * units.areaKm2[unit])
  }
}

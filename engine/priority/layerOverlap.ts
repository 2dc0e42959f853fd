import { EngineError } from '../error.js'
import { coveredArea, type Shape } from '../geometry.js'
import { areaShapes } from '../grid/cellCover.js'
import { locate } from '../grid/locate.js'
import { areaOverlap } from '../grid/overlap.js'
import { type AreaTable, NONE, type Overlap } from '../types.js'

/** Shares of ground that differ by less do so by rounding. */
const ROUNDING = 1e-9

/** Events at points: the places of a place table with their sums over the period. */
export interface OverlapEvents {
  readonly lng: Float64Array
  readonly lat: Float64Array
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
 * @param events points without a location (NaN) are in neither
 * @throws       EngineError 'areas-overlap' (areas of one layer lie over each other), 'length-mismatch'
 *
 * Misleads on people where an area with residents is part field, part houses: ground stands for people.
 */
export function layerOverlap(a: AreaTable, b: AreaTable, people: AreaTable | null, events: OverlapEvents): LayerOverlap {
  for (const [column, values] of Object.entries(events)) {
    if (values.length !== events.lng.length)
      throw new EngineError('length-mismatch', { column, hint: `Give one for each of the ${events.lng.length} points.` })
  }
  const table = new Map<number, [km2: number, people: number, volume: number, harm: number]>()
  const width = b.length + 1
  const at = (rowA: number, rowB: number) => {
    const key = Math.min(rowA, a.length) * width + Math.min(rowB, b.length)
    const sums = table.get(key) ?? [0, 0, 0, 0]
    table.set(key, sums)
    return sums
  }

  addParts(a, b, areaOverlap(a, b), (rowA, rowB, share) => {
    at(rowA, rowB)[0] += share * a.areaKm2[rowA]
  })
  // ground of b outside a: what of it is in no area of a
  addParts(b, a, areaOverlap(b, a), (rowB, rowA, share) => {
    if (rowA === NONE) at(NONE, rowB)[0] += share * b.areaKm2[rowB]
  })
  if (people !== null)
    addPeople(a, b, people, (rowA, rowB, number) => {
      at(rowA, rowB)[1] += number
    })
  const inA = locate(events.lng, events.lat, a)
  const inB = locate(events.lng, events.lat, b)
  for (let point = 0; point < inA.length; point++) {
    const sums = at(inA[point], inB[point])
    sums[2] += events.volume[point]
    sums[3] += events.harm[point]
  }

  const keys = [...table.keys()].sort((p, q) => p - q)
  const rowA = Uint32Array.from(keys, (key) => (Math.floor(key / width) === a.length ? NONE : Math.floor(key / width)))
  const rowB = Uint32Array.from(keys, (key) => (key % width === b.length ? NONE : key % width))
  const column = (k: number) => Float64Array.from(keys, (key) => table.get(key)?.[k] ?? 0)
  const unbounded = (row: number) => rowA[row] === NONE && rowB[row] === NONE
  const columns = {
    km2: column(0).map((value, row) => (unbounded(row) ? Number.NaN : value)),
    people: people === null ? new Float64Array(keys.length).fill(Number.NaN) : column(1),
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

/** Hands on the shares of each area of `from`, and as NONE what no area of `to` covers. */
function addParts(
  from: AreaTable,
  to: AreaTable,
  overlap: Overlap,
  add: (from: number, to: number, share: number) => void,
): void {
  const left = new Float64Array(from.length).fill(1)
  for (let k = 0; k < overlap.length; k++) {
    add(overlap.from[k], overlap.to[k], overlap.share[k])
    left[overlap.from[k]] -= overlap.share[k]
  }
  left.forEach((rest, row) => {
    if (rest < -ROUNDING) throw overlapping(to, from.code[row])
    if (rest > ROUNDING) add(row, NONE, rest)
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
function addPeople(a: AreaTable, b: AreaTable, units: AreaTable, add: (a: number, b: number, people: number) => void): void {
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
    const people = units.residents[unit]
    const leftB = inB[unit].map(({ share }) => share)
    let neither = 1
    for (const { row: rowA, share: shareA } of inA[unit]) {
      let onlyA = shareA
      inB[unit].forEach(({ row: rowB, share: shareB }, k) => {
        const both =
          shareA >= 1 - ROUNDING || shareB >= 1 - ROUNDING
            ? Math.min(shareA, shareB)
            : shared(unit, shapesA[rowA], shapesB[rowB], shareA + shareB)
        if (both <= ROUNDING) return
        add(rowA, rowB, both * people)
        onlyA -= both
        leftB[k] -= both
        neither -= both
      })
      if (onlyA < -1e-6) throw overlapping(b, units.code[unit])
      if (onlyA > ROUNDING) add(rowA, NONE, onlyA * people)
      neither -= Math.max(0, onlyA)
    }
    inB[unit].forEach(({ row }, k) => {
      if (leftB[k] < -1e-6) throw overlapping(a, units.code[unit])
      if (leftB[k] > ROUNDING) add(NONE, row, leftB[k] * people)
      neither -= Math.max(0, leftB[k])
    })
    if (neither < -1e-6) throw overlapping(a, units.code[unit])
    if (neither > ROUNDING) add(NONE, NONE, neither * people)
  }
}

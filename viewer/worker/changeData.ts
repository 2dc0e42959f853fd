import {
  type Cube,
  type KindTable,
  kindTable,
  monthNumber,
  NONE,
  type ReferenceTables,
  type TallyTable,
} from '../../engine/index.js'
import type { Results } from '../load/results.js'
import type { CubeTable, Geography } from './readCube.js'

/** One kind of area as it is compared: units in the order of its list, or of the cells. */
export interface ComparedLayer {
  /** Id of the list, or `cells`. */
  readonly id: string
  readonly kind: string
  readonly cube: Cube
  readonly code: (unit: number) => string
  readonly name: (unit: number) => string
}

/** cube.csv as the engine's functions of change take it; months since 2000-01. */
export interface ChangeData {
  readonly kinds: KindTable
  readonly tables: ReferenceTables
  /** With data, ascending; and the last of the analysis, which `r12` and its like end with. */
  readonly months: readonly number[]
  readonly last: number
  /** All that was read, with and without location, by kind and month. */
  readonly all: TallyTable
  readonly layers: readonly ComparedLayer[]
  readonly results: Results
}

const made = new WeakMap<CubeTable, ChangeData>()

/** The same for as long as the results are open. */
export function changeData(cube: CubeTable, results: Results, tables: ReferenceTables): ChangeData {
  const known = made.get(cube)
  if (known !== undefined) return known
  const { document, lists } = results
  const numbers = Uint16Array.from(cube.months, monthNumber)
  const ofGeography = ({ units, unit, kind, month, count }: Geography): Cube => ({
    length: unit.length,
    units,
    unit: unit.map((one) => (one === units ? NONE : one)),
    kind,
    month: month.map((row) => numbers[row]),
    count,
  })
  const layers = document.layers.flatMap((layer): ComparedLayer[] => {
    const list = lists.find(({ id }) => id === layer.file)
    const counts = cube.lists[layer.file]
    if (list === undefined || counts === undefined) return []
    const { units } = list
    return [
      {
        id: list.id,
        kind: layer.kind,
        cube: ofGeography(counts),
        code: (unit) => units[unit].id,
        name: (unit) => units[unit].name,
      },
    ]
  })
  const data: ChangeData = {
    kinds: kindTable(cube.kinds, tables, tables.harm[0]),
    tables,
    months: Array.from(numbers).filter((_, k) => cube.present[k]),
    last: monthNumber(document.period.to),
    all: tally([cube.cells, cube.unlocated], cube, numbers),
    layers: [...layers, { id: 'cells', kind: 'cell', cube: ofGeography(cube.cells), code: () => '', name: () => '' }],
    results,
  }
  made.set(cube, data)
  return data

  function tally(parts: readonly Geography[], { kinds, months }: CubeTable, number: Uint16Array): TallyTable {
    const sums = new Uint32Array(kinds.length * months.length)
    for (const { kind, month, count } of parts)
      for (let row = 0; row < count.length; row++) sums[kind[row] * months.length + month[row]] += count[row]
    const rows = Array.from(sums.keys()).filter((at) => sums[at] > 0)
    return {
      length: rows.length,
      place: new Uint32Array(rows.length),
      kind: Uint16Array.from(rows, (at) => Math.floor(at / months.length)),
      month: Uint16Array.from(rows, (at) => number[at % months.length]),
      count: Uint32Array.from(rows, (at) => sums[at]),
    }
  }
}

import { cubeOf } from '../grid/cube.js'
import { cellToText } from '../grid/h3.js'
import { type Cube, NONE } from '../types.js'
import type { Analysis } from './analysis.js'

/** One geography of the cube; `unit` names a unit of its rows, `outside` for NONE. */
export interface CubePart {
  readonly geography: string
  readonly cube: Cube
  readonly unit: (unit: number) => string
}

/**
 * The cubes of a run in the order of cube.csv: cells, every layer, and `unlocated` (unit '') for rows without a location. Each but
 * the last adds up to the located rows of all months.
 */
export function cubeParts({ cells, layers, crimes }: Analysis): CubePart[] {
  const { study, cube } = cells
  const { places, tallies } = crimes
  const named = (name: (unit: number) => string) => (unit: number) => (unit === NONE ? 'outside' : name(unit))
  const unlocated = cubeOf(tallies, new Uint32Array(places.length), 1, (place) => Number.isNaN(places.lng[place]))
  return [
    { geography: 'cell', cube, unit: named((cell) => cellToText(study.cellHigh[cell], study.cellLow[cell])) },
    ...layers.map(({ areas, cube }) => ({ geography: areas.kind, cube, unit: named((area) => areas.code[area]) })),
    { geography: 'unlocated', cube: unlocated, unit: () => '' },
  ]
}

import { cubeOf } from '../grid/cube.js'
import { cellToText } from '../grid/h3.js'
import { monthsPresent } from '../score/period.js'
import { type AreaTable, type Crimes, type Cube, type KindTable, NONE, type StudyArea } from '../types.js'

/** What of a run the cube is taken from: there long before the rest of it. */
export interface CountedRun {
  readonly kinds: KindTable
  readonly crimes: Crimes
  readonly cells: { readonly study: StudyArea; readonly cube: Cube }
  readonly layers: readonly { readonly areas: AreaTable; readonly cube: Cube }[]
}

/** All that cube.csv and cube.parquet tell, as plain data. */
export interface Counted {
  /** Ids of the kinds. */
  readonly kinds: readonly string[]
  readonly months: readonly number[]
  readonly cells: Pick<StudyArea, 'cellHigh' | 'cellLow'> & { readonly cube: Cube }
  readonly layers: readonly (Pick<AreaTable, 'kind' | 'code'> & { readonly cube: Cube })[]
  readonly unlocated: Cube
}

/** One geography of the cube; `unit` names a unit of its rows, `outside` for NONE. */
export interface CubePart {
  readonly geography: string
  readonly cube: Cube
  readonly unit: (unit: number) => string
}

export function countedOf({ kinds, crimes, cells, layers }: CountedRun): Counted {
  const { places, tallies } = crimes
  const { cellHigh, cellLow } = cells.study
  return {
    kinds: kinds.id,
    months: monthsPresent(tallies),
    cells: { cellHigh, cellLow, cube: cells.cube },
    layers: layers.map(({ areas: { kind, code }, cube }) => ({ kind, code, cube })),
    unlocated: cubeOf(tallies, new Uint32Array(places.length), 1, (place) => Number.isNaN(places.lng[place])),
  }
}

/**
 * The cubes of a run in the order of cube.csv: cells, every layer, and `unlocated` (unit '') for rows without a location. Each but
 * the last adds up to the located rows of all months.
 */
export function cubeParts({ cells, layers, unlocated }: Counted): CubePart[] {
  const { cellHigh, cellLow } = cells
  const named = (name: (unit: number) => string) => (unit: number) => (unit === NONE ? 'outside' : name(unit))
  return [
    { geography: 'cell', cube: cells.cube, unit: named((cell) => cellToText(cellHigh[cell], cellLow[cell])) },
    ...layers.map(({ kind, code, cube }) => ({ geography: kind, cube, unit: named((area) => code[area]) })),
    { geography: 'unlocated', cube: unlocated, unit: () => '' },
  ]
}

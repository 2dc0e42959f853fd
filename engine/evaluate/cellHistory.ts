import { localPlane } from '../hotspot/localPlane.js'
import { metByPatrol, problemKinds } from '../hotspot/problem.js'
import type { ProblemProfile } from '../inputTables.js'
import { monthsPresent } from '../score/period.js'
import { type Crimes, type KindTable, NONE, PLACE_FLAG, type StudyArea } from '../types.js'
import type { OffencesLeft } from './appraised.js'
import type { History } from './expectation.js'
import { rowsWhere, valuesAt } from './rowsWhere.js'

/** By kind: 1 where it is of the problem, and where a patrol can meet it too. */
export interface TestedKinds {
  readonly wanted: Uint8Array
  readonly counted: Uint8Array
}

export interface CellHistoryInput {
  readonly crimes: Pick<Crimes, 'places' | 'tallies'>
  readonly study: StudyArea
  /** Row of the cell of each place; NONE outside. */
  readonly unitOfPlace: Uint32Array
  /** Keep police stations, prisons and hospitals. */
  readonly institutions: boolean
}

/** Offences by cell and month, which cell a place counts for, and what is left out. */
export interface CellHistory {
  readonly history: History
  /** Unit of each place; NONE of those left out. */
  readonly unitOfPlace: Uint32Array
  readonly offences: OffencesLeft
}

/**
 * The kinds a back-test counts: those that rank the places of a problem, are reported to police rather than found by them, and can be
 * met by a patrol.
 *
 * @param problem null: all crime, incidents of ASB left out
 */
export function testedKinds(kinds: KindTable, problem: ProblemProfile | null): TestedKinds {
  const wanted = problem === null ? kinds.asb.map((flag) => 1 - flag) : problemKinds(problem, kinds).rankBy
  return { wanted, counted: metByPatrol(wanted, kinds) }
}

/**
 * All months of offences of some kinds, in cells with any ground inside the study area. Police stations, prisons, hospitals and points
 * where records without a place are put are left out as they are of hotspots.
 *
 * @param cells `with any`: only those with an offence in any month, and no memory for the others
 */
export function cellHistory(
  input: CellHistoryInput,
  { wanted, counted }: TestedKinds,
  cells: 'all' | 'with any' = 'all',
): CellHistory {
  const { crimes, study, institutions } = input
  const { insideShare } = study
  const { places, tallies } = crimes
  const leftOut = PLACE_FLAG.byDefault | (institutions ? 0 : PLACE_FLAG.institution)
  const inside = input.unitOfPlace.map((cell) => (cell !== NONE && insideShare[cell] > 0 ? cell : NONE))
  const cellOfPlace = inside.map((cell, place) => ((places.flags[place] & leftOut) === 0 ? cell : NONE))

  const offences = { tested: 0, notPatrollable: 0, institutions: 0, unlocated: 0, outside: 0 }
  const ofCell = new Float64Array(study.length)
  for (let row = 0; row < tallies.length; row++) {
    const kind = tallies.kind[row]
    if (wanted[kind] === 0) continue
    const place = tallies.place[row]
    const cell = cellOfPlace[place]
    const count = tallies.count[row]
    if (counted[kind] === 0) offences.notPatrollable += count
    else if (Number.isNaN(places.lng[place])) offences.unlocated += count
    else if (inside[place] === NONE) offences.outside += count
    else if (cell === NONE) offences.institutions += count
    else {
      offences.tested += count
      ofCell[cell] += count
    }
  }

  const rows = rowsWhere(study.length, (cell) => insideShare[cell] > 0 && (cells === 'all' || ofCell[cell] > 0))
  const unitOfCell = new Uint32Array(study.length).fill(NONE)
  for (let unit = 0; unit < rows.length; unit++) unitOfCell[rows[unit]] = unit
  const unitOfPlace = cellOfPlace.map((cell) => (cell === NONE ? NONE : unitOfCell[cell]))
  const months = monthsPresent(tallies)
  const counts: Float64Array[] = []
  for (const month of months) counts[month] = new Float64Array(rows.length)
  for (let row = 0; row < tallies.length; row++) {
    const unit = unitOfPlace[tallies.place[row]]
    if (counted[tallies.kind[row]] !== 0 && unit !== NONE) counts[tallies.month[row]][unit] += tallies.count[row]
  }
  const of = (column: Float64Array) => valuesAt(column, rows)
  const { x, y } = localPlane(of(study.lng), of(study.lat))
  const history = {
    units: rows.length,
    months,
    count: (month: number) => counts[month] ?? new Float64Array(rows.length),
    areaKm2: of(study.areaKm2.map((km2, cell) => km2 * insideShare[cell])),
    x,
    y,
  }
  return { history, unitOfPlace, offences }
}

import type { TextTable } from '../inputTables.js'
import {
  CREW_HEADINGS,
  CREW_KINDS,
  type CrewKind,
  callSignsOf,
  officersAt,
  TRAVEL_MODES,
  type TravelMode,
  wordOf,
} from './crews.js'
import { tableFields } from './tableFields.js'

/** Who patrols under a call sign. */
export interface RosterCrew {
  readonly kind: CrewKind
  /** Null: the file does not say. */
  readonly mode: TravelMode | null
  /** NaN: the file does not say. */
  readonly officers: number
}

const WHAT = 'A roster needs call_sign and kind (PC, PCSO or special); mode (foot or vehicle) and officers where they are known.'

/**
 * Who was behind the call signs of a log or of pings, one row each: the file of crews that a plan is made with will do, its other columns
 * are not read.
 *
 * @returns by call sign
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for a call sign missing or twice, a kind or mode that is
 *         none, officers that are no whole number from 1
 */
export function readCrewRoster(table: TextTable): Map<string, RosterCrew> {
  const fields = tableFields(table, CREW_HEADINGS, ['callSign', 'kind'], WHAT)
  return new Map(
    callSignsOf(fields).map((callSign, row) => [
      callSign,
      {
        kind: wordOf(fields, row, 'kind', CREW_KINDS),
        mode: fields.text(row, 'mode') === '' ? null : wordOf(fields, row, 'mode', TRAVEL_MODES),
        officers: officersAt(fields, row),
      },
    ]),
  )
}

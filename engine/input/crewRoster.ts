import type { TextTable } from '../inputTables.js'
import { CREW_KINDS, type CrewKind, TRAVEL_MODES, type TravelMode } from './crews.js'
import { tableFields } from './tableFields.js'

/** Who patrols under a call sign. */
export interface RosterCrew {
  readonly kind: CrewKind
  /** Null: the file does not say. */
  readonly mode: TravelMode | null
  /** NaN: the file does not say. */
  readonly officers: number
}

const HEADINGS = {
  callSign: /^(call ?sign|crew)$/,
  kind: /^(kind|type|crew (kind|type))$/,
  mode: /^(mode|travel|by|foot or vehicle)$/,
  officers: /^officers$/,
} as const

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
  const fields = tableFields(table, HEADINGS, ['callSign', 'kind'], WHAT)
  const roster = new Map<string, RosterCrew>()
  table.rows.forEach((_, row) => {
    const callSign = fields.text(row, 'callSign')
    if (callSign === '') throw fields.refused(row, 'callSign', 'Every crew needs a call sign.')
    if (roster.has(callSign))
      throw fields.refused(row, 'callSign', 'This call sign stands above already. Give each crew one row.')
    const kind = CREW_KINDS.find((word) => word.toLowerCase() === fields.text(row, 'kind').toLowerCase())
    if (kind === undefined) throw fields.refused(row, 'kind', `Write one of: ${CREW_KINDS.join(', ')}.`)
    const written = fields.text(row, 'mode').toLowerCase()
    const mode = TRAVEL_MODES.find((word) => word === written) ?? null
    if (mode === null && written !== '')
      throw fields.refused(row, 'mode', `Write one of: ${TRAVEL_MODES.join(', ')}; or leave it blank.`)
    const officers = fields.number(row, 'officers')
    if (!Number.isNaN(officers) && !(Number.isInteger(officers) && officers >= 1))
      throw fields.refused(row, 'officers', 'Give a whole number from 1 up, or leave it blank.')
    roster.set(callSign, { kind, mode, officers })
  })
  return roster
}

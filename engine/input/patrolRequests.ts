import type { TextTable } from '../inputTables.js'
import { clockAt, LOCATION_HEADINGS, locationAt, tableFields } from './tableFields.js'

/** A visit somebody asks for: at a hotspot, or at a place of its own. */
export interface PatrolRequest {
  readonly id: string
  readonly name: string
  /** Id of a hotspot; '' for a place of its own, which then has a location. */
  readonly hotspot: string
  /** Degrees; NaN where it is a hotspot. */
  readonly lng: number
  readonly lat: number
  /** It comes before everything else; else it is preferred: worth something more. */
  readonly fixed: boolean
  /** On London's clocks, minutes since midnight; an end at or before its start is on the next day. NaN: no matter when. */
  readonly fromMinute: number
  readonly toMinute: number
  /** Call sign; '' no matter which. */
  readonly crew: string
  readonly why: string
}

const HEADINGS = {
  id: /^(id|request|request id|no|number)$/,
  name: /^(name|place)$/,
  hotspot: /^hotspot( id)?$/,
  fixed: /^(fixed|kind|type|fixed or preferred)$/,
  from: /^(from|not before|after)$/,
  to: /^(to|until|not after|before)$/,
  crew: /^(crew|call ?sign)$/,
  why: /^(why|reason|task|asked by)$/,
  ...LOCATION_HEADINGS,
} as const

const WHAT =
  'Requests need id, fixed (fixed or preferred), and hotspot (its id) or name with lng and lat (or easting, northing); from, to, crew and why where they are known.'

/**
 * Requests for visits, one row each.
 *
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for an id twice or missing, a word other than fixed
 *         or preferred, neither or both of hotspot and location, a time without its other end
 */
export function readPatrolRequests(table: TextTable): PatrolRequest[] {
  const fields = tableFields(table, HEADINGS, ['id', 'fixed'], WHAT)
  const lineOf = new Map<string, number>()
  return table.rows.map((_, row) => {
    const id = fields.text(row, 'id')
    const earlier = lineOf.get(id)
    if (id === '' || earlier !== undefined)
      throw fields.refused(row, 'id', id === '' ? 'Every request needs an id.' : `The id is already on line ${earlier}.`)
    lineOf.set(id, table.line[row])
    const word = fields.text(row, 'fixed').toLowerCase()
    if (word !== 'fixed' && word !== 'preferred') throw fields.refused(row, 'fixed', 'Write fixed or preferred.')
    const hotspot = fields.text(row, 'hotspot')
    const [lng, lat] = locationAt(fields, row)
    if ((hotspot === '') === Number.isNaN(lng)) {
      const hint = hotspot === '' ? 'Name a hotspot, or give lng and lat.' : 'Give the hotspot or a location, not both.'
      throw fields.refused(row, 'hotspot', hint)
    }
    const [fromMinute, toMinute] = [clockAt(fields, row, 'from'), clockAt(fields, row, 'to')]
    if (Number.isNaN(fromMinute) !== Number.isNaN(toMinute))
      throw fields.refused(row, Number.isNaN(fromMinute) ? 'from' : 'to', 'Give both from and to, or leave both blank.')
    const name = fields.text(row, 'name') || hotspot || id
    return {
      id,
      name,
      hotspot,
      lng,
      lat,
      fixed: word === 'fixed',
      fromMinute,
      toMinute,
      crew: fields.text(row, 'crew'),
      why: fields.text(row, 'why'),
    }
  })
}

import type { ColumnMapping } from '../../engine/input/columnMapping.js'

export const FORCE_HEADER =
  'Crime Ref,HO Code,Offence,Recorded Date,Committed From,Committed To,Easting,Northing,Beat Code,DA Flag,Online Flag,Premises Type,Location,Status'

export const FORCE_MAPPING: ColumnMapping = {
  fields: {
    id: 'Crime Ref',
    code: 'HO Code',
    offence: 'Offence',
    recorded: 'Recorded Date',
    from: 'Committed From',
    to: 'Committed To',
    easting: 'Easting',
    northing: 'Northing',
    beat: 'Beat Code',
    domestic: 'DA Flag',
    online: 'Online Flag',
    premises: 'Premises Type',
    text: 'Location',
    status: 'Status',
  },
  coordinates: 'national-grid',
  dates: 'dmy',
}

export interface ForceRow {
  id?: string
  code?: string
  offence?: string
  recorded?: string
  from?: string
  to?: string
  easting?: string
  northing?: string
  beat?: string
  domestic?: string
  online?: string
  premises?: string
  text?: string
  status?: string
}

/** One row of a force extract; what is not given is ordinary. */
export function forceRow(row: ForceRow = {}): string {
  const { id = '', code = '28E', offence = 'Burglary', recorded = '15/01/2024 10:00' } = row
  const { from = '14/01/2024 08:00', to = '14/01/2024 18:00', easting = '475300', northing = '260500' } = row
  const { beat = 'B1', domestic = 'N', online = 'N', premises = 'Dwelling', text = 'High Street', status = 'Finalised' } = row
  const fields = [id, code, offence, recorded, from, to, easting, northing, beat, domestic, online, premises, text, status]
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}

export function forceFile(rows: readonly ForceRow[]): Uint8Array {
  return new TextEncoder().encode([FORCE_HEADER, ...rows.map(forceRow), ''].join('\n'))
}

import type { CategoryLabel, ReferenceTables } from '../../engine/inputTables.js'
import type { CrimeSource } from '../../engine/types.js'

export const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

export interface StreetRow {
  id?: string
  month?: string
  force?: string
  lng?: string
  lat?: string
  location?: string
  lsoa?: string
  kind?: string
  outcome?: string
}

/** One row of a police.uk street file; what is not given is ordinary. */
export function streetRow(row: StreetRow = {}): string {
  const {
    id = '',
    month = '2024-01',
    force = 'Test Police',
    lng = '-0.900000',
    lat = '52.200000',
    location = 'On or near High Street',
  } = row
  const { lsoa = 'E01000001', kind = 'Burglary', outcome = '' } = row
  return [id, month, force, force, lng, lat, location, lsoa, 'Town 001A', kind, outcome, ''].join(',')
}

export function streetFile(rows: readonly string[], lineEnd = '\n'): Uint8Array {
  return new TextEncoder().encode([STREET_HEADER, ...rows, ''].join(lineEnd))
}

const category = (id: string, label: string, from = '', to = ''): CategoryLabel => ({
  id,
  label,
  asb: id === 'anti-social-behaviour',
  from,
  to,
  parts: [],
})

/** A few categories of the three eras, and two place phrases. */
export const TEST_TABLES: ReferenceTables = {
  categories: [
    category('anti-social-behaviour', 'Anti-social behaviour'),
    category('burglary', 'Burglary'),
    category('drugs', 'Drugs', '2011-09'),
    category('other-crime', 'Other crime', '2011-09'),
    category('other-crime-to-2011-08', 'Other crime', '', '2011-08'),
    category('other-theft', 'Other theft', '2013-06'),
    category('other-theft-to-2013-05', 'Other theft', '', '2013-05'),
    category('public-disorder-weapons', 'Public disorder and weapons', '', '2013-05'),
    category('violent-crime', 'Violence and sexual offences', '2013-06'),
    category('violent-crime', 'Violent crime', '', '2013-05'),
  ],
  recorded: [],
  offenceLabels: new Map(),
  harm: [],
  places: new Map([
    ['police station', 'institution'],
    ['supermarket', 'premises'],
  ]),
  proactive: { offences: new Map(), categories: new Set() },
  patrollable: { offences: new Map(), categories: new Set() },
  problems: [],
  breaks: [],
}

/** A source of the bytes in pieces of one size; its stand-in for a SHA-256 is the text itself. */
export function sourceOf(name: string, bytes: Uint8Array, piece = 1 << 16): CrimeSource {
  function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece)
  }
  return { name, bytes: pieces(), sha256: () => new TextDecoder().decode(bytes) }
}

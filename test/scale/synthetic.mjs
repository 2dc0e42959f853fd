// Twenty million rows of a county that is not there, in the layout of police.uk: the same bytes for the same seed.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const FORCE = 'Synthetic Police'
const MONTHS = 48
const PLACES = 60_000
const CATEGORIES = [
  'Violence and sexual offences',
  'Anti-social behaviour',
  'Shoplifting',
  'Criminal damage and arson',
  'Public order',
  'Other theft',
  'Vehicle crime',
  'Burglary',
  'Drugs',
  'Bicycle theft',
  'Theft from the person',
  'Robbery',
  'Possession of weapons',
  'Other crime',
]
/** One row in a thousand is one of these in turn: what a reader and a query must set aside, or must not. */
const ODD = [
  { lng: '-2.5', lat: '512.4' },
  { lng: 'NaN', lat: '51.5' },
  { lng: '-2.5', lat: '' },
  { lng: '12.5', lat: '51.5' },
  { month: '2020-13' },
  { category: 'Jaywalking' },
  { lng: '+1.5', lat: '5.15e1' },
  { lng: ' -2.25', lat: '51.25' },
  { lng: '-0', lat: '51.5' },
  { lng: '0x1', lat: '51.5' },
]
const PIECE_ROWS = 20_000

/** Writes `rows` rows in files of a month each. @returns the folder */
export async function makeSynthetic(folder, rows, seed) {
  await mkdir(folder, { recursive: true })
  const random = mulberry32(seed)
  const places = Array.from({ length: PLACES }, (_, p) => placeText(p, random))
  let row = 0
  for (let m = 0; m < MONTHS; m++) {
    const month = `${2020 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`
    const out = createWriteStream(join(folder, `${month}-synthetic-street.csv`))
    out.write(`${HEADER}\n`)
    const until = Math.round((rows * (m + 1)) / MONTHS)
    while (row < until) {
      let text = ''
      for (const end = Math.min(until, row + PIECE_ROWS); row < end; row++) text += rowText(row, month, places, random)
      if (!out.write(text)) await once(out, 'drain')
    }
    out.end()
    await once(out, 'close')
  }
  return folder
}

function rowText(row, month, places, random) {
  // few places hold much of the crime, few categories most of it
  const place = places[Math.floor(places.length * random() ** 4)]
  const category = CATEGORIES[Math.floor(CATEGORIES.length * random() ** 2)]
  if (row % 1000 === 999) {
    const odd = { month, category, lng: '-2.5', lat: '51.5', ...ODD[((row - 999) / 1000) % ODD.length] }
    return `,${odd.month},${FORCE},${FORCE},${odd.lng},${odd.lat},"Odd, and ""quoted""",,,${odd.category},,\n`
  }
  const at = random() < 0.08 ? ',,No Location,,' : place
  return `,${month},${FORCE},${FORCE},${at},${category},,\n`
}

function placeText(p, random) {
  const lng = (-3.2 + 1.2 * random()).toFixed(6)
  const lat = (50.9 + 0.8 * random()).toFixed(6)
  const name = p % 50 === 0 ? `"Bournemouth, Christchurch ${p}"` : `Synthetic ${String(p % 900).padStart(3, '0')}A`
  return `${lng},${lat},On or near Street ${p % 7000},E0109${String(p % 900).padStart(4, '0')},${name}`
}

/** Small generator by Tommy Ettinger: enough for places of no meaning. */
function mulberry32(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

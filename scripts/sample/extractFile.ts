import { britishTime } from './calendar.js'
import type { Chance } from './chance.js'
import { ASB, type Event } from './events.js'
import type { Places } from './places.js'
import { quoted } from './streetFile.js'

const HEADER =
  'Crime Ref,HO Code,Offence,Recorded Date,Committed From,Committed To,Easting,Northing,Beat Code,DA Flag,Online Flag,Premises Type,Status'

/** Statuses of records that are not counted as crimes; the published form leaves these rows out. */
const NOT_COUNTED = ['Cancelled', 'Crime Related Incident', 'Transferred', 'Non-notifiable'] as const

/**
 * The force's own form: exact National Grid metres, times, codes, flags; in order of recording. Every row of the published form is
 * here with the same month, category and location (or lack of one); about 2 % more rows carry a status that is not counted.
 *
 * @param beatCode beat code of each LSOA row
 */
export function makeExtract(events: readonly Event[], places: Places, beatCode: readonly string[], chance: Chance): string {
  const firsts: Event[] = []
  /** Rows that share a reference follow the event that opened it. */
  const others = new Map<Event, Event[]>()
  for (const event of events) {
    if (!event.repeat) firsts.push(event)
    else {
      const first = firsts[firsts.length - 1]
      const list = others.get(first)
      if (list === undefined) others.set(first, [event])
      else list.push(event)
    }
  }
  firsts.sort((a, b) => a.recorded - b.recorded)

  let rows = [HEADER]
  /** Rows joined so far: joining as we go keeps half a million short strings from piling up. */
  const blocks: string[] = []
  let number = 0
  const nextRef = () => `SYNTHETIC-${String(++number).padStart(7, '0')}`
  for (const event of firsts) {
    const ref = nextRef()
    rows.push(rowText(ref, event, places, beatCode, chance() < 0.2 ? 'Live' : 'Finalised', chance))
    for (const other of others.get(event) ?? []) rows.push(rowText(ref, other, places, beatCode, 'Finalised', chance))
    if (chance() < 0.02 && event.category !== ASB) {
      const status = NOT_COUNTED[Math.floor(NOT_COUNTED.length * chance())]
      rows.push(rowText(nextRef(), event, places, beatCode, status, chance))
    }
    if (rows.length > 4_096) {
      blocks.push(rows.join('\n'))
      rows = []
    }
  }
  blocks.push(rows.join('\n'))
  return `${blocks.join('\n')}\n`
}

function rowText(ref: string, event: Event, places: Places, beatCode: readonly string[], status: string, chance: Chance): string {
  const { offence } = event
  const place = event.located ? `${event.x},${event.y}` : ','
  const roll = chance()
  // a few records carry the beat of the officer rather than of the place, or none
  const beat =
    event.address < 0 || roll < 0.005
      ? ''
      : roll < 0.015
        ? beatCode[Math.floor(chance() * beatCode.length)]
        : beatCode[places.addressLsoa[event.address]]
  const until = event.to === event.from && chance() < 0.3 ? '' : britishTime(event.to)
  const times = `${britishTime(event.recorded)},${britishTime(event.from)},${until}`
  return `${ref},${offence.code},${quoted(offence.name)},${times},${place},${beat},${event.domestic ? 'Y' : 'N'},${event.online ? 'Y' : 'N'},${premisesType(event, places)},${status}`
}

const DWELLING: ReadonlySet<string> = new Set(['28E', '28F', '29A', '28G', '58A', '40'])
const BUSINESS: ReadonlySet<string> = new Set(['30C', '30D', '34A', '41', '58B'])

function premisesType(event: Event, places: Places): string {
  if (event.address < 0) return 'Not known'
  const use = places.pointUse[places.addressPoint[event.address]]
  if (use !== 'home' && use !== 'centre') return use
  if (event.domestic || event.online || DWELLING.has(event.offence.code)) return 'Dwelling'
  return BUSINESS.has(event.offence.code) ? 'Business' : 'Street'
}

import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { utcStamp } from './patrolClock.js'
import { patrolRun } from './patrolRun.js'
import { whyVisit } from './patrolWhy.js'
import { areaOf, DEMONSTRATION, PLACES_NOT_PEOPLE } from './patrolWords.js'
import type { RunDocument } from './resultFiles.js'

/** Octets of a line without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75

/**
 * patrol.ics (RFC 5545): an event for each visit window, in UTC, which needs no time zone table and tells apart the hour that comes
 * twice in autumn. Events are transparent: a window is longer than the visit in it. UIDs and stamps come from the plan, so the same
 * plan is the same file, and a new plan of the shift takes the place of the old one.
 */
export function patrolCalendar(analysis: Analysis, tasking: Tasking, { marking, version }: RunDocument): string {
  const { plan, crews, demo } = tasking
  const stamp = `${plan.date.replaceAll('-', '')}T000000Z`
  const title = `${demo ? `${DEMONSTRATION} ` : ''}Patrol of ${areaOf(tasking)}`
  const events = plan.visits.flatMap((visit) => {
    const { callSign } = crews[visit.crew]
    const name = `${callSign} ${visit.order}: ${visit.name}`
    const must = visit.mustDo === '' ? '' : ' Must-do.'
    return [
      'BEGIN:VEVENT',
      `UID:${plan.date}-${inUid(tasking.areaCode)}-${inUid(tasking.problem)}-${inUid(callSign)}-${visit.order}@hexbeat`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${utcStamp(visit.from)}`,
      `DTEND:${utcStamp(visit.to)}`,
      `SUMMARY:${escaped(demo ? `${DEMONSTRATION} ${name}` : name)}`,
      `LOCATION:${escaped(visit.name)}`,
      `GEO:${visit.lat.toFixed(6)};${visit.lng.toFixed(6)}`,
      `DESCRIPTION:${escaped(`${marking}\n${visit.minutes} minutes in this window.${must}\n${whyVisit(patrolRun(analysis), tasking, visit)}\n${PLACES_NOT_PEOPLE}`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]
  })
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//hexbeat//hexbeat ${version}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(title)}`,
    ...events,
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** TEXT of RFC 5545, 3.3.11; other control characters, which it forbids, become spaces. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')
}

/** What may stand in an identifier: other characters as their code points, so that different names stay different. */
function inUid(text: string): string {
  return text.replace(/[^A-Za-z0-9.]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)
}

/** Lines of at most 75 octets of UTF-8, the next beginning with a space; no character is cut. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const code = character.codePointAt(0) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets + size > LINE_OCTETS) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

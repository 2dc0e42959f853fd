import type { Tasking } from '../patrol/tasking.js'
import type { ByteWriter } from './byteWriter.js'
import { circleRing } from './circleRing.js'
import { geojson, point, polygonOfRing } from './geojson.js'
import { localIso } from './patrolClock.js'
import type { PatrolRun } from './patrolRun.js'
import { hotspotOf, marked, unmetRows } from './patrolTables.js'
import { whyVisit } from './patrolWhy.js'
import { noVisitWords } from './patrolWords.js'
import { number, text } from './table.js'
import { printedRadius } from './walkableWords.js'

/** A feature of patrol.geojson; what does not apply is '' or NaN, null in the file. */
interface Feature {
  readonly feature: 'hotspot' | 'visit' | 'request' | 'route'
  readonly crew: string
  readonly order: number
  readonly id: string
  readonly name: string
  readonly beat: string
  readonly radiusM: number
  readonly from: number
  readonly to: number
  readonly minutes: number
  readonly travelMinutes: number
  readonly mustDo: string
  readonly visits: number
  readonly unserved: string
  readonly why: string
  readonly geometry: (writer: ByteWriter) => void
}

const NOTHING = {
  crew: '',
  order: Number.NaN,
  beat: '',
  radiusM: Number.NaN,
  from: Number.NaN,
  to: Number.NaN,
  minutes: Number.NaN,
  travelMinutes: Number.NaN,
  mustDo: '',
  visits: Number.NaN,
  unserved: '',
} as const

/**
 * patrol.geojson: hotspots as circles of the radius that is printed, visits as points, requests that are not met as points, each crew's route as a
 * line from and to its start.
 */
export function patrolGeojson(run: PatrolRun, tasking: Tasking): Uint8Array {
  const features = [
    ...hotspotFeatures(run, tasking),
    ...visitFeatures(run, tasking),
    ...requestFeatures(tasking),
    ...routeFeatures(tasking),
  ]
  const instant = (at: (feature: Feature) => number) => (row: number) => {
    const minutes = at(features[row])
    return Number.isNaN(minutes) ? '' : localIso(minutes)
  }
  const columns = [
    text('feature', (row) => features[row].feature),
    text('crew', (row) => features[row].crew),
    number('order', (row) => features[row].order),
    text('id', (row) => features[row].id),
    text('name', (row) => features[row].name),
    text('beat', (row) => features[row].beat),
    number('radius_m', (row) => features[row].radiusM),
    text(
      'window_from',
      instant(({ from }) => from),
    ),
    text(
      'window_to',
      instant(({ to }) => to),
    ),
    number('minutes', (row) => features[row].minutes),
    number('travel_minutes', (row) => features[row].travelMinutes),
    text('must_do', (row) => features[row].mustDo),
    number('visits', (row) => features[row].visits),
    text('unserved', (row) => features[row].unserved),
    text('why', (row) => marked(tasking, features[row].why)),
  ]
  return geojson({ length: features.length, columns }, features.length, (writer, row) => features[row].geometry(writer))
}

function hotspotFeatures(run: PatrolRun, tasking: Tasking): Feature[] {
  const { hotspots, plan } = tasking
  return hotspots.map((hotspot, row) => {
    const { id, name, beat, lng, lat } = hotspot
    const radiusM = printedRadius(hotspot)
    const unserved = plan.unserved.find((one) => one.hotspot === row)
    return {
      ...NOTHING,
      feature: 'hotspot',
      id,
      name,
      beat,
      radiusM,
      visits: plan.visits.filter((visit) => visit.hotspot === row).length,
      unserved: unserved === undefined ? '' : noVisitWords(tasking, unserved),
      why: run.why(tasking, hotspot),
      geometry: (writer) => polygonOfRing(writer, circleRing(lng, lat, radiusM)),
    }
  })
}

function visitFeatures(run: PatrolRun, tasking: Tasking): Feature[] {
  const { visits, crews } = tasking.plan
  return visits.map((visit) => {
    const { order, id, name, from, to, minutes, travelMinutes, mustDo, lng, lat } = visit
    const crew = crews[visit.crew].callSign
    const beat = hotspotOf(tasking, visit)?.beat ?? ''
    const why = whyVisit(run, tasking, visit)
    const own = { crew, order, id, name, beat, from, to, minutes, travelMinutes, mustDo, why }
    return { ...NOTHING, ...own, feature: 'visit', geometry: (writer) => point(writer, lng, lat) }
  })
}

/** A must-do hotspot that is not met is among the hotspots. */
function requestFeatures(tasking: Tasking): Feature[] {
  return unmetRows(tasking)
    .filter(({ hotspot }) => hotspot === undefined)
    .map(({ id, name, kind, why: unserved, lng, lat }) => {
      const own = { id, name, unserved, why: `${kind}, not met` }
      return { ...NOTHING, ...own, feature: 'request', geometry: (writer) => point(writer, lng, lat) }
    })
}

function routeFeatures(tasking: Tasking): Feature[] {
  const { crews, plan } = tasking
  return crews.flatMap((crew, row): Feature[] => {
    const stops = routePoints(tasking, row)
    const { from, to, visits, visitMinutes: minutes, travelMinutes } = plan.crews[row]
    if (visits === 0) return []
    const own = { crew: crew.callSign, id: crew.callSign, name: crew.start, from, to, visits, minutes, travelMinutes }
    const why = 'Straight lines in the order of the visits, from the start and back: not the way to take.'
    return [{ ...NOTHING, ...own, feature: 'route', why, geometry: (writer) => lineString(writer, stops) }]
  })
}

/** `lng, lat` of a crew's start, its visits in order, and its start again. */
export function routePoints({ crews, plan }: Tasking, crew: number): (readonly [lng: number, lat: number])[] {
  const { lng, lat } = crews[crew]
  const stops = plan.visits.filter((visit) => visit.crew === crew).map((visit) => [visit.lng, visit.lat] as const)
  return [[lng, lat], ...stops, [lng, lat]]
}

function lineString(writer: ByteWriter, points: readonly (readonly [number, number])[]): void {
  writer.text('{"type":"LineString","coordinates":[')
  points.forEach(([lng, lat], k) => {
    writer.text(k === 0 ? '[' : ',[')
    writer.decimal(Math.round(lng * 1e6), 6)
    writer.text(',')
    writer.decimal(Math.round(lat * 1e6), 6)
    writer.text(']')
  })
  writer.text(']}')
}

import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { dayWords, visitWindow } from './patrolClock.js'
import { patrolRun } from './patrolRun.js'
import { marked } from './patrolTables.js'
import { whyVisit } from './patrolWhy.js'
import { areaOf, PLACES_NOT_PEOPLE } from './patrolWords.js'
import type { RunDocument } from './resultFiles.js'

/** What XML 1.0 cannot hold even escaped and `html` does not take out. */
const FORBIDDEN = /[\ufffe\uffff]/g

/**
 * patrol.gpx (GPX 1.1): a waypoint for each visit and a route for each crew, from its start over its visits and back. Elements stand in
 * the order of the schema, which navigation devices insist on.
 */
export function patrolGpx(analysis: Analysis, tasking: Tasking, { marking, version }: RunDocument): string {
  const { plan, crews } = tasking
  const title = `Patrol of ${areaOf(tasking)}, ${dayWords(plan.date)}`
  const visits = plan.visits.map((visit) => {
    const name = `${crews[visit.crew].callSign} ${visit.order} ${visit.name}`
    const when = `${visitWindow(visit, plan.date)}, ${visit.minutes} minutes${visit.mustDo === '' ? '' : ', must-do'}.`
    return { visit, name, desc: marked(tasking, `${when} ${whyVisit(patrolRun(analysis), tasking, visit)}`) }
  })
  const waypoints = visits.map(({ visit, name, desc }) => stop('wpt', visit, name, desc))
  const routes = crews.map((crew, row) => {
    const own = visits.filter(({ visit }) => visit.crew === row)
    if (own.length === 0) return html``
    const start = stop('rtept', crew, crew.start, '')
    const stops = own.map(({ visit, name }) => stop('rtept', visit, name, ''))
    return html`<rte>
<name>${marked(tasking, crew.callSign)}</name>
<desc>Straight lines in the order of the visits, from the start and back.</desc>
<number>${row + 1}</number>
${start}${stops}${start}</rte>
`
  })
  const document = html`<?xml version="1.0" encoding="UTF-8"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="hexbeat ${version}">
<metadata>
<name>${marked(tasking, title)}</name>
<desc>${marking}. ${PLACES_NOT_PEOPLE}</desc>
</metadata>
${waypoints}${routes}</gpx>
`
  return document.markup.replace(FORBIDDEN, '\ufffd')
}

function stop(
  element: 'wpt' | 'rtept',
  { lng, lat }: { readonly lng: number; readonly lat: number },
  name: string,
  desc: string,
): Html {
  const tag: Html = { markup: element }
  const about =
    desc === ''
      ? html``
      : html`<desc>${desc}</desc>
`
  return html`<${tag} lat="${lat.toFixed(7)}" lon="${lng.toFixed(7)}">
<name>${name}</name>
${about}</${tag}>
`
}

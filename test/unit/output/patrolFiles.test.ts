import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { patrolCalendar } from '../../../engine/output/patrolCalendar.js'
import { patrolGeojson } from '../../../engine/output/patrolGeojson.js'
import { patrolGpx } from '../../../engine/output/patrolGpx.js'
import { patrolRun } from '../../../engine/output/patrolRun.js'
import { crewOf } from '../../helpers/planInput.js'
import { documentOf, patrolAnalysis, taskedAt, taskingOf } from '../../helpers/tasking.js'
import { hasTool, runTool } from '../../helpers/tool.js'

const analysis = await patrolAnalysis()
const document = documentOf(analysis)
const HAS_XMLLINT = hasTool('xmllint')
if (!HAS_XMLLINT) console.log('SKIPPED GPX by xmllint: not found')

const AWKWARD = 'A & B <"C">, \\ ; line\nbreak \u0001 ￾ Ynys Môn 🏘'
const awkward = taskingOf({
  hotspots: [taskedAt('a', 0.3, 0, { name: AWKWARD }), taskedAt('b', 0, 0.4)],
  crews: [crewOf('T1'), crewOf('T2', { start: AWKWARD })],
})

/** Elements of GPX 1.1 we write, by parent, in the order of its schema. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  gpx: ['metadata', 'wpt', 'rte'],
  metadata: ['name', 'desc'],
  wpt: ['name', 'desc'],
  rtept: ['name', 'desc'],
  rte: ['name', 'desc', 'number', 'rtept'],
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

type Parsed = Record<string, unknown>

function elements(nodes: readonly Parsed[]): Element[] {
  return nodes.flatMap((node): Element[] => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const inner = node[name]
    const list: Parsed[] = Array.isArray(inner) ? inner : []
    const own = node[':@']
    const attributes = Object.fromEntries(Object.entries(own ?? {}).map(([key, value]) => [key, String(value)]))
    return [{ name, attributes, children: elements(list), text: list.map((child) => String(child['#text'] ?? '')).join('') }]
  })
}

function parsedGpx(markup: string): Element {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false })
  const root = elements(parser.parse(markup)).find(({ name }) => name === 'gpx')
  if (root === undefined) throw new Error('no gpx element')
  return root
}

function all({ children }: Element, wanted: string): Element[] {
  return children.filter(({ name }) => name === wanted)
}

describe('patrol.gpx', () => {
  it('has a waypoint for each visit and a route for each crew, from its start and back', () => {
    const tasking = taskingOf({ crews: [crewOf('T1'), crewOf('T2')] })
    const gpx = parsedGpx(patrolGpx(analysis, tasking, document))
    expect(gpx.attributes).toMatchObject({ xmlns: 'http://www.topografix.com/GPX/1/1', version: '1.1', creator: 'hexbeat 1.2.3' })
    expect(all(gpx, 'wpt')).toHaveLength(tasking.plan.visits.length)
    const counts = tasking.plan.crews.map(({ visits }) => visits + 2)
    expect(all(gpx, 'rte').map((route) => all(route, 'rtept').length)).toEqual(counts)
    const [first] = tasking.plan.visits
    expect(Number(all(gpx, 'wpt')[0].attributes.lon)).toBeCloseTo(first.lng, 6)
    expect(Number(all(gpx, 'wpt')[0].attributes.lat)).toBeCloseTo(first.lat, 6)
    expect(all(all(gpx, 'wpt')[0], 'name')[0].text).toBe(`T1 1 ${first.name}`)
  })

  it('keeps the order of elements the schema asks for, and writes no other element', () => {
    const check = ({ name, children }: Element) => {
      const order = children.map((child) => (ORDER[name] ?? []).indexOf(child.name))
      expect(order, name).not.toContain(-1)
      expect(order, name).toEqual(order.toSorted((a, b) => a - b))
      children.forEach(check)
    }
    check(parsedGpx(patrolGpx(analysis, awkward, document)))
  })

  it('says marking and demonstration', () => {
    const gpx = patrolGpx(analysis, taskingOf({ more: { demo: true } }), document)
    expect(gpx).toContain('<desc>OFFICIAL-SENSITIVE. Places, not people')
    expect(gpx).toContain('<name>DEMONSTRATION: Patrol of Town (beat B1), Fri 1 May 2026</name>')
    expect(gpx).toContain('<name>DEMONSTRATION: T12</name>')
  })

  it.skipIf(!HAS_XMLLINT)('is well-formed XML whatever names hold (skipped without xmllint)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hexbeat-gpx-'))
    try {
      writeFileSync(join(folder, 'patrol.gpx'), patrolGpx(analysis, awkward, document))
      expect(runTool('xmllint', ['--noout', 'patrol.gpx'], folder)).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** Lines of a calendar as they were before folding. */
function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)
}

describe('patrol.ics', () => {
  it('has an event for each visit window, in UTC', () => {
    const tasking = taskingOf()
    const lines = unfolded(patrolCalendar(analysis, tasking, document))
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(tasking.plan.visits.length)
    const [{ from, name }] = tasking.plan.visits
    expect(from).toBe(Date.UTC(2026, 4, 1, 13, 40) / 60_000)
    expect(lines).toContain('DTSTART:20260501T134000Z')
    expect(lines).toContain('DTEND:20260501T150000Z')
    expect(lines).toContain(`SUMMARY:T12 1: ${name}`)
    expect(lines.filter((line) => line === 'DTSTAMP:20260501T000000Z')).toHaveLength(tasking.plan.visits.length)
    expect(lines.filter((line) => line === 'TRANSP:TRANSPARENT')).toHaveLength(tasking.plan.visits.length)
  })

  it('ends every line in CRLF and keeps it to 75 octets without cutting a character', () => {
    const text = patrolCalendar(analysis, awkward, document)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const lines = text.split('\r\n').slice(0, -1)
    expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBe(75)
    for (const line of lines) expect(line).not.toMatch(/\p{Cs}/u)
  })

  it('escapes what RFC 5545 says', () => {
    const lines = unfolded(patrolCalendar(analysis, awkward, document))
    expect(lines).toContain('LOCATION:A & B <"C">\\, \\\\ \\; line\\nbreak   ￾ Ynys Môn 🏘')
  })

  it('gives each event an identifier of its own, the same every time', () => {
    const uids = unfolded(patrolCalendar(analysis, awkward, document)).filter((line) => line.startsWith('UID:'))
    expect(new Set(uids).size).toBe(awkward.plan.visits.length)
    expect(uids[0]).toBe('UID:2026-05-01-B1-asb-T1-1@hexbeat')
    expect(patrolCalendar(analysis, awkward, document)).toBe(patrolCalendar(analysis, awkward, document))
  })

  it('says DEMONSTRATION in every summary of one', () => {
    const lines = unfolded(patrolCalendar(analysis, taskingOf({ more: { demo: true } }), document))
    const summaries = lines.filter((line) => line.startsWith('SUMMARY:'))
    expect(summaries.every((line) => line.startsWith('SUMMARY:DEMONSTRATION '))).toBe(true)
    expect(summaries.length).toBeGreaterThan(0)
  })
})

describe('patrol.geojson', () => {
  it('draws hotspots as circles of their radius, visits as points, routes as lines', () => {
    const tasking = taskingOf({
      hotspots: [taskedAt('a', 0.4, 0.2, { radiusM: 140 }), taskedAt('b', 0, 0.3, { excluded: 'works' })],
    })
    const { features } = JSON.parse(new TextDecoder().decode(patrolGeojson(patrolRun(analysis), tasking)))
    const of = (feature: string) =>
      features.filter((one: { properties: { feature: string } }) => one.properties.feature === feature)
    const [circle, excluded] = of('hotspot')
    const [ring] = circle.geometry.coordinates
    expect(ring).toHaveLength(65)
    expect(ring[0]).toEqual(ring[64])
    const [{ lng, lat }] = tasking.hotspots
    // as hotspots.csv has it: whole metres on the National Grid that hold every place of 140 m
    for (const [x, y] of ring) expect(Math.abs(distanceM(lng, lat, x, y) - 142)).toBeLessThan(0.5)
    expect(circle.properties).toMatchObject({
      id: 'a',
      radius_m: 142,
      visits: tasking.plan.visits.length,
      unserved: null,
      beat: 'B1',
    })
    expect(excluded.properties).toMatchObject({ id: 'b', visits: 0, unserved: 'left out: works' })
    expect(of('visit')).toHaveLength(tasking.plan.visits.length)
    expect(of('visit')[0].properties).toMatchObject({ crew: 'T12', order: 1, window_from: '2026-05-01T14:40:00+01:00' })
    const [route] = of('route')
    expect(route.geometry).toMatchObject({ type: 'LineString' })
    expect(route.geometry.coordinates).toHaveLength(tasking.plan.visits.length + 2)
    expect(route.geometry.coordinates[0]).toEqual([-1.9, 52.48])
  })
})

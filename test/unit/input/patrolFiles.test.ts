import { describe, expect, it } from 'vitest'
import { readCrews } from '../../../engine/input/crews.js'
import { readTextTable } from '../../../engine/input/csv.js'
import { readHotspotList } from '../../../engine/input/hotspotList.js'
import { readHubs } from '../../../engine/input/hubs.js'
import { readPatrolRequests } from '../../../engine/input/patrolRequests.js'
import { readPings } from '../../../engine/input/pings.js'
import { readVisitLog } from '../../../engine/input/visitLog.js'
import { zonedTime } from '../../../engine/input/zonedTime.js'
import { londonToUtc } from '../../../engine/londonTime.js'

const table = (lines: readonly string[], file = 'made.csv') =>
  readTextTable(new TextEncoder().encode(`${lines.join('\n')}\n`), file)
const NOW = londonToUtc(2026, 5, 2, 12, 0).minutes
/** What a call throws, as text; '' where it throws nothing. */
const message = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return String(error)
  }
  return ''
}

describe('readCrews', () => {
  const header = 'Call sign,Kind,Mode,Start,lng,lat,Shift start,Shift end,Officers'
  const hubs = readHubs(table(['hub,name,lng,lat', 'LO,Longton,-2.133,52.988', 'XX,Unplaced,,'], 'hubs.csv'))
  const crews = (...rows: string[]) => readCrews(table([header, ...rows]), hubs)

  it('reads crews that start at a point or at a hub, over midnight too', () => {
    expect(crews('A1,pc,Foot,,-2.1,53,14:00,22:00,2', 'B2,PCSO,vehicle,Longton,,,2200,06:00,')).toEqual([
      {
        callSign: 'A1',
        kind: 'PC',
        mode: 'foot',
        officers: 2,
        start: 'A1',
        lng: -2.1,
        lat: 53,
        startMinute: 840,
        endMinute: 1320,
      },
      {
        callSign: 'B2',
        kind: 'PCSO',
        mode: 'vehicle',
        officers: 1,
        start: 'Longton',
        lng: -2.133,
        lat: 52.988,
        startMinute: 1320,
        endMinute: 360,
      },
    ])
    expect(crews('A1,special,foot,LO,,,16:00,24:00,1')[0].endMinute).toBe(0)
  })

  it('names line and column of what cannot be', () => {
    expect(message(() => crews('A,PC,foot,,-2,53,14:00,22:00,', 'A,PC,foot,,-2,53,14:00,22:00,'))).toMatch(
      /line 3, column Call sign.*already on line 2/,
    )
    expect(message(() => crews(',PC,foot,,-2,53,14:00,22:00,'))).toMatch(/line 2, column Call sign.*needs a call sign/)
    expect(message(() => crews('A,DC,foot,,-2,53,14:00,22:00,'))).toMatch(/column Kind.*"DC".*PC, PCSO, special/)
    expect(message(() => crews('A,PC,horse,,-2,53,14:00,22:00,'))).toMatch(/column Mode.*foot, vehicle/)
    expect(message(() => crews('A,PC,foot,,-2,53,14:00,25:00,'))).toMatch(/column Shift end.*"25:00"/)
    expect(message(() => crews('A,PC,foot,,-2,53,18:00,18:00,'))).toMatch(/column Shift end.*whole day/)
    expect(message(() => crews('A,PC,foot,,-2,53,,22:00,'))).toMatch(/column Shift start.*start and the end/)
    expect(message(() => crews('A,PC,foot,,-2,,14:00,22:00,'))).toMatch(/column lat.*Half a location/)
    expect(message(() => crews('A,PC,foot,Hanley,,,14:00,22:00,'))).toMatch(/column Start.*No hub of hubs.csv/)
    expect(message(() => crews('A,PC,foot,XX,,,14:00,22:00,'))).toMatch(/hubs.csv.*"XX".*has no location/)
    expect(message(() => crews('A,PC,foot,,-2,53,14:00,22:00,0'))).toMatch(/column Officers.*from 1/)
    expect(message(() => crews('A,PC,foot,,53,-2,14:00,22:00,'))).toMatch(
      /coordinates-swapped.*line 2, column lng.*Exchange the two/,
    )
    expect(message(() => readCrews(table(['call_sign,kind', 'A,PC']), null))).toMatch(/column-missing.*column mode/)
    expect(message(() => readCrews(table([header]), null))).toMatch(/file-empty/)
    expect(message(() => readCrews(table([header, 'A,PC,foot,LO,,,14:00,22:00,']), null))).toMatch(/or the hubs file/)
  })
})

describe('readPatrolRequests', () => {
  const header = 'id,fixed,hotspot,name,lng,lat,from,to,crew,why'
  const requests = (...rows: string[]) => readPatrolRequests(table([header, ...rows]))

  it('reads requests for a hotspot and for a place of its own', () => {
    expect(requests('R1,Fixed,H3,,,,15:00,16:00,A1,school gates', 'R2,preferred,,Park,-2,53,,,,')).toEqual([
      {
        id: 'R1',
        name: 'H3',
        hotspot: 'H3',
        lng: Number.NaN,
        lat: Number.NaN,
        fixed: true,
        fromMinute: 900,
        toMinute: 960,
        crew: 'A1',
        why: 'school gates',
      },
      {
        id: 'R2',
        name: 'Park',
        hotspot: '',
        lng: -2,
        lat: 53,
        fixed: false,
        fromMinute: Number.NaN,
        toMinute: Number.NaN,
        crew: '',
        why: '',
      },
    ])
  })

  it('names line and column of what cannot be', () => {
    expect(message(() => requests('R,fixed,H,,,,,,,', 'R,fixed,H,,,,,,,'))).toMatch(/line 3, column id.*already on line 2/)
    expect(message(() => requests('R,maybe,H,,,,,,,'))).toMatch(/column fixed.*"maybe"/)
    expect(message(() => requests('R,fixed,,,,,,,,'))).toMatch(/column hotspot.*Name a hotspot/)
    expect(message(() => requests('R,fixed,H,,-2,53,,,,'))).toMatch(/not both/)
    expect(message(() => requests('R,fixed,H,,,,15:00,,,'))).toMatch(/column to.*both from and to/)
  })
})

describe('zonedTime', () => {
  it('reads times to the second with their zone, and tells a missing zone from nonsense', () => {
    const noon = londonToUtc(2026, 5, 1, 13, 0).minutes
    expect(zonedTime('2026-05-01T12:00:30Z')).toBe(noon + 0.5)
    expect(zonedTime('2026-05-01 13:00:15.5 +01:00')).toBeCloseTo(noon + 15.5 / 60, 9)
    expect(zonedTime('2026-05-01T12:00Z')).toBe(noon)
    expect(['2026-05-01T12:00:30', '2026-05-01 12:00'].map(zonedTime)).toEqual(['no-zone', 'no-zone'])
    expect(['2026-02-30T12:00Z', '2026-05-01T12:00:60Z', '12:00Z', ''].map(zonedTime)).toEqual(Array(4).fill('unreadable'))
  })
})

describe('readPings', () => {
  const pings = (...rows: string[]) => readPings(table(['time,call_sign,lng,lat', ...rows]), NOW)

  it('puts pings in order of call sign and time, and counts those that were not', () => {
    const read = pings(
      '2026-05-01T14:02:00Z,B,-2,53',
      '2026-05-01T14:01:00Z,A,-2,53',
      '2026-05-01T14:01:00Z,B,-2.1,53',
      '2026-05-01T14:03:00Z,B,-2.2,53',
    )
    expect(read.callSigns).toEqual(['A', 'B'])
    expect([...read.crew]).toEqual([0, 1, 1, 1])
    expect([...read.lng]).toEqual([-2, -2.1, -2, -2.2])
    expect(read.issues).toMatchObject([{ code: 'pings-unordered', count: 1, examples: [{ line: 4, value: 'B' }] }])
    expect(pings('2026-05-01T14:02:00Z,B,-2,53').issues).toEqual([])
  })

  it('names the line of a time without zone, in the future or unreadable, and of a ping without place or call sign', () => {
    const first = '2026-05-01T14:02:00Z,B,-2,53'
    expect(message(() => pings(first, '2026-05-01T14:02:00,B,-2,53'))).toMatch(/time-without-zone.*line 3, column time/)
    expect(message(() => pings(first, '2026-05-02T12:00:01+01:00,B,-2,53'))).toMatch(/time-in-future.*line 3, column time/)
    expect(message(() => pings('2026-05-02T12:00:00+01:00,B,-2,53'))).toBe('')
    expect(message(() => pings('yesterday,B,-2,53'))).toMatch(/table-invalid.*line 2, column time/)
    expect(message(() => pings('2026-05-01T14:02:00Z,B,,'))).toMatch(/line 2, column lng.*needs a location/)
    expect(message(() => pings('2026-05-01T14:02:00Z,,-2,53'))).toMatch(/line 2, column call_sign/)
    expect(message(() => readPings(table(['time,call_sign', '2026-05-01T14:02:00Z,A']), NOW))).toMatch(/column lng/)
  })
})

describe('readVisitLog', () => {
  const log = (...rows: string[]) => readVisitLog(table(['hotspot,arrive,leave,crew', ...rows]), NOW)

  it('reads visits on London clocks, with a zone, and over midnight', () => {
    const read = log('H1,2026-05-01 14:05,14:20,A', 'H2,2026-05-01T13:05Z,2026-05-01T13:20Z,B', 'H1,01 May 2026 23:50,00:05,A')
    expect([...read.arrive]).toEqual([
      londonToUtc(2026, 5, 1, 14, 5).minutes,
      londonToUtc(2026, 5, 1, 14, 5).minutes,
      londonToUtc(2026, 5, 1, 23, 50).minutes,
    ])
    expect(Array.from(read.leave, (leave, row) => leave - read.arrive[row])).toEqual([15, 15, 15])
    expect([read.hotspot, read.callSign, read.line]).toEqual([
      ['H1', 'H2', 'H1'],
      ['A', 'B', 'A'],
      [2, 3, 4],
    ])
  })

  it('says how many visits have a time without a zone, which is of London', () => {
    const issues = (...rows: string[]) => log(...rows).issues.map(({ code, count, message: words }) => [code, count, words])
    expect(
      issues('H1,2026-05-01 14:05,14:20,A', 'H1,2026-05-01T13:05Z,2026-05-01 14:20,B', 'H2,2026-05-01T13:05Z,14:20,B'),
    ).toEqual([
      ['times-of-london', 2, "Times of 2 of 3 visits of made.csv state no zone: read as London's clocks (GMT or BST by the day)"],
    ])
    expect(issues('H2,2026-05-01T13:05Z,2026-05-01T13:20Z,B', 'H2,2026-05-01 14:05+01:00,14:20,B')).toEqual([])
  })

  it('names line and column of what cannot be', () => {
    expect(message(() => log('H,2026-05-01 14:05,2026-05-01 14:00,A'))).toMatch(/line 2, column leave.*before it arrived/)
    expect(message(() => log('H,2026-04-01 14:05,2026-04-03 14:00,A'))).toMatch(/over 24 hours/)
    expect(message(() => log('H,2026-05-02 11:50,12:05,A'))).toMatch(/time-in-future.*column leave/)
    expect(message(() => log('H,01/05/2026 14:05,14:20,A'))).toMatch(/column arrive.*year first/)
    expect(message(() => log('H,2026-05-01,14:20,A'))).toMatch(/column arrive/)
    expect(message(() => log('H,2026-05-01 14:05,14:61,A'))).toMatch(/column leave/)
    expect(message(() => log('H,2026-03-29 01:30,02:10,A'))).toMatch(/column arrive.*did not exist/)
    expect(message(() => log('H,2025-10-26 01:30,02:10,A'))).toMatch(/time-without-zone.*showed this time twice/)
    expect(message(() => log('H,2026-05-01 14:05,14:20,'))).toMatch(/column crew/)
    expect(message(() => log(',2026-05-01 14:05,14:20,A'))).toMatch(/column hotspot/)
  })
})

describe('readHotspotList', () => {
  const list = (header: string, ...rows: string[]) => readHotspotList(table([header, ...rows]))

  it('reads a list of our own back, decisions and all, and a plain one', () => {
    const header = 'id,name,beat,lng,lat,radius_m,problem,offences_12m,include,reason_changed,decided_by'
    expect(list(header, "H1,'=Road,B1,-2,53,120,asb,34,no,works finished,SH")).toEqual([
      {
        id: 'H1',
        name: '=Road',
        beat: 'B1',
        lng: -2,
        lat: 53,
        radiusM: 120,
        problem: 'asb',
        offences12m: 34,
        include: false,
        reasonChanged: 'works finished',
        decidedBy: 'SH',
        publishedPoint: false,
      },
    ])
    // the list of published points has names where this one has a radius
    expect(list('id,lng,lat,distinct_names', 'H3,-2,53,1')[0].publishedPoint).toBe(true)
    expect(list('id,lng,lat', 'H2,-2,53')[0]).toMatchObject({ name: 'H2', radiusM: 150, offences12m: Number.NaN, include: true })
    expect(list('id,easting,northing', 'H2,392244,323167')[0].lat).toBeCloseTo(52.806, 3)
  })

  it('names line and column of what cannot be', () => {
    expect(message(() => list('id,lng,lat', 'H,-2,53', 'H,-2,53'))).toMatch(/line 3, column id.*already on line 2/)
    expect(message(() => list('id,lng,lat', 'H,,'))).toMatch(/line 2, column lng.*no location/)
    expect(message(() => list('id,lng,lat,radius_m', 'H,-2,53,500'))).toMatch(/column radius_m.*at most 150/)
    expect(message(() => list('id,lng,lat,include', 'H,-2,53,perhaps'))).toMatch(/column include.*yes or no/)
    expect(message(() => list('id,lng,lat', 'H,391169,343415'))).toMatch(/Metres go under easting/)
    expect(message(() => list('id,easting,northing', 'H,323167,1392244'))).toMatch(/no land/)
  })
})

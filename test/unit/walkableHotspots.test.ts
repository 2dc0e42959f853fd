import { describe, expect, it } from 'vitest'
import { localPlane } from '../../engine/hotspot/localPlane.js'
import type { RoadTable } from '../../engine/input/roads.js'
import type { ProblemProfile } from '../../engine/inputTables.js'
import { londonToUtc } from '../../engine/londonTime.js'
import type { EventTable } from '../../engine/types.js'
import { walkableHotspots as allHotspots, type WalkableInput } from '../../engine/walkableHotspots.js'
import { areaTable, categoryKinds, placeTable } from '../helpers/tables.js'

const PROBLEM: ProblemProfile = { id: 'p', label: 'P', rankBy: ['robbery'], beside: [], note: '', offences: null }
const MONTHS = Array.from({ length: 24 }, (_, month) => 276 + month)
const { toDegrees } = localPlane([-1.5], [52.5])
const SPOTS = 24
const APART = 500
/** The two that are last lie in a beat of their own. */
const BORDER = toDegrees((SPOTS - 2.5) * APART, 0)[0]
const BEATS = areaTable('beat', [
  { code: 'EAST', box: [BORDER, 52.4, BORDER + 1, 52.6] },
  { code: 'WEST', box: [-2, 52.4, BORDER, 52.6] },
])

interface Row {
  readonly spot: number
  readonly minutes: number
}

/** Spot k, from the west on, has 30 - k offences in every month, those of spot 0 on Fridays from 20:00. */
function rows(): Row[] {
  return MONTHS.flatMap((month) =>
    Array.from({ length: SPOTS }, (_, spot) =>
      Array.from({ length: 30 - spot }, (_, k) => {
        const [year, ofYear] = [2000 + Math.floor(month / 12), (month % 12) + 1]
        const first = londonToUtc(year, ofYear, 1, 0, 0).minutes
        const day = Math.floor(first / 1440)
        const friday = (8 - ((day + 6) % 7)) % 7
        const spread = first + ((k * 7919 + spot * 104_729) % 40_000)
        return { spot, minutes: spot === 0 ? (day + friday + 7 * (k % 4)) * 1440 + 19 * 60 + (k % 60) : spread }
      }),
    ).flat(),
  )
}

/** Times make work: without them the day of recording counts. */
function input(given: Partial<WalkableInput> = {}, of: readonly Row[] = rows(), timed = false): WalkableInput {
  const sorted = [...of].sort((a, b) => a.spot - b.spot || a.minutes - b.minutes)
  const recorded = Float64Array.from(sorted, ({ minutes }) => minutes)
  const from = recorded.map((minutes) => (timed ? minutes : Number.NaN))
  const events: EventTable = {
    length: sorted.length,
    place: Uint32Array.from(sorted, ({ spot }) => spot),
    kind: new Uint16Array(sorted.length),
    from,
    to: from.map((minutes) => minutes + 30),
    recorded,
    count: new Uint32Array(sorted.length).fill(1),
  }
  const places = placeTable(
    Array.from({ length: SPOTS }, (_, spot) => {
      const [lng, lat] = toDegrees(spot * APART, 0)
      return { lng, lat }
    }),
  )
  return {
    places,
    events,
    kinds: categoryKinds(['robbery']),
    inside: new Uint8Array(SPOTS).fill(1),
    snapped: false,
    institutions: false,
    months: MONTHS,
    period: MONTHS.slice(12),
    beats: BEATS,
    roads: null,
    seed: 1,
    ...given,
  }
}

const ROADS: RoadTable = {
  length: 1,
  name: ['High Street'],
  xy: Float64Array.from([...toDegrees(-100, 20), ...toDegrees(100, 20)]),
  wayStart: Uint32Array.of(0, 2),
}

const walkableHotspots = (...args: Parameters<typeof allHotspots>) => allHotspots(...args).listed

describe('walkableHotspots', () => {
  const list = walkableHotspots(input(), PROBLEM)

  it('gives the further ones of the force too, standing among the first five of their beat', () => {
    const { listed, further } = allHotspots(input(), PROBLEM)
    expect([...listed, ...further].map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(
      Array.from({ length: listed.length + further.length }, (_, k) => k + 1),
    )
    expect(further.map(({ rank }) => rank)).toEqual([21, 22])
    expect(further.every(({ heldShare }) => heldShare < 0.5)).toBe(true)
    expect(allHotspots(input({ beats: null }), PROBLEM).further).toHaveLength(4)
  })

  it('lists the first 20 of the force, and the first 5 of each beat with their rank in the force', () => {
    expect(list.map(({ rank }) => rank)).toEqual([...Array.from({ length: 20 }, (_, k) => k + 1), 23, 24])
    expect(walkableHotspots(input({ beats: null }), PROBLEM)).toHaveLength(20)
  })

  it('says how firmly each holds its place: of the 20, or of its beat', () => {
    expect(list[0]).toMatchObject({ standing: 'clear', heldShare: 1 })
    // 11, 10 and 9 a month are hard to tell apart
    expect(list[19].heldShare).toBeGreaterThan(0.4)
    expect(list[19].heldShare).toBeLessThan(0.9)
    expect(list.slice(-2).map(({ standing, heldShare }) => [standing, heldShare])).toEqual([
      ['clear', 1],
      ['clear', 1],
    ])
    expect(walkableHotspots(input(), PROBLEM)).toEqual(list)
    const other = walkableHotspots(input({ seed: 2 }), PROBLEM)
    expect(other.map(({ heldShare }) => heldShare)).not.toEqual(list.map(({ heldShare }) => heldShare))
  })

  it('tells when it is busiest where there is a favourite time, and why not elsewhere', () => {
    const some = rows().filter(({ spot }) => spot < 3)
    const timed = walkableHotspots(input({}, some, true), PROBLEM)
    expect(timed[0].peak?.share).toBeGreaterThan(0.8)
    expect(timed[0].noPeak).toBe('')
    for (const { peak, noPeak } of timed) expect(peak === null).toBe(noPeak !== '')
    expect(list[0]).toMatchObject({ peak: null, noPeak: 'no-times' })
  })

  it('counts nothing committed after its last month', () => {
    const months = MONTHS.slice(0, 23)
    const before = { months, period: months.slice(-12) }
    const cut = rows().filter(({ minutes }) => minutes < londonToUtc(2024, 12, 1, 0, 0).minutes)
    expect(walkableHotspots(input(before), PROBLEM)).toEqual(walkableHotspots(input(before, cut), PROBLEM))
  })

  it('goes by the nearest street, unless the data names a place that is nearer', () => {
    const [named, other] = walkableHotspots(input({ roads: ROADS }), PROBLEM)
    expect([named.name, named.streets, other.name, other.streets]).toEqual(['High Street', ['High Street'], '', []])
    expect(named.nameM).toBeCloseTo(20, 1)
    const plain = input({ roads: ROADS })
    const places = {
      ...plain.places,
      texts: ['The Cross'],
      text: plain.places.text.map((_, k) => (k === 0 ? 0 : plain.places.text[k])),
    }
    expect(walkableHotspots({ ...plain, places }, PROBLEM)[0]).toMatchObject({ name: 'The Cross', streets: ['High Street'] })
  })

  it('has none without events, months or offences, and refuses points of a public map', () => {
    expect(walkableHotspots(input({ events: null }), PROBLEM)).toEqual([])
    expect(walkableHotspots(input({ months: [] }), PROBLEM)).toEqual([])
    expect(walkableHotspots(input(), { ...PROBLEM, rankBy: ['burglary'] })).toEqual([])
    expect(() => walkableHotspots(input({ snapped: true }), PROBLEM)).toThrowError(/points-snapped/)
  })
})

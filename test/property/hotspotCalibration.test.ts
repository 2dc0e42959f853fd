import { describe, expect, it } from 'vitest'
import { committed } from '../../engine/hotspot/pointHistory.js'
import { londonOf } from '../../engine/londonTime.js'
import type { ExactHotspot } from '../../engine/types.js'
import { rankedHotspots } from '../../engine/walkableHotspots.js'
import { type HotspotWorld, hotspotWorld } from '../helpers/hotspotWorlds.js'

/**
 * HEXBEAT_WORLDS=4 for the whole experiment; HEXBEAT_PRINT=1 prints it. What is expected of the hotspots listed, against what came: the
 * last six months are held out one after the other, each expected from those before it. In 4 worlds, of the first 20 and of these with the
 * first 5 of each beat: 5,944 expected and 6,009 came, 17,043 and 16,770; of robbery 315 and 320, 340 and 344.
 */
const WORLDS = Number(process.env.HEXBEAT_WORLDS ?? 1)
const SIX = [1, 2, 3, 4, 5, 6]
const FIRST_OF_FORCE = 20
const FIRST_OF_BEAT = 5
/** Offences by which a sum of counts may be off by chance, in standard deviations. */
const BY_CHANCE = 2
const FIRST = hotspotWorld(1)

describe('offences expected in hotspots', () => {
  it.each([
    ['all that a patrol can meet', null, [3]],
    ['a rare problem', ['Robbery'], [1, 3, 5]],
  ] as const)('are what comes, within a tenth and chance: %s', { timeout: 3_600_000 }, (_, rankBy, few) => {
    const sums = { first: { expected: 0, came: 0 }, listed: { expected: 0, came: 0 } }
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = seed === 1 ? FIRST : hotspotWorld(seed)
      const problem = rankBy === null ? world.problem : { ...world.problem, rankBy }
      for (const back of WORLDS > 1 ? SIX : few) {
        const months = world.input.months.slice(0, -back)
        const last = months[months.length - 1]
        const { all, history } = rankedHotspots({ ...world.input, months, period: months.slice(-12) }, problem, last)
        const came = offencesIn(world, history.counted, last + 1)
        const ofBeat = new Map<number, number>()
        for (const hotspot of all) {
          const before = ofBeat.get(world.beatOf(hotspot)) ?? 0
          ofBeat.set(world.beatOf(hotspot), before + 1)
          const add = (sum: { expected: number; came: number }) => {
            sum.expected += hotspot.expectedMonthly
            sum.came += came(hotspot)
          }
          if (hotspot.rank <= FIRST_OF_FORCE) add(sums.first)
          if (hotspot.rank <= FIRST_OF_FORCE || before < FIRST_OF_BEAT) add(sums.listed)
        }
      }
    }
    if (process.env.HEXBEAT_PRINT) console.log(JSON.stringify(sums))
    for (const { expected, came } of Object.values(sums)) {
      expect(came).toBeGreaterThan(20)
      expect(Math.abs(expected - came)).toBeLessThan(0.1 * came + BY_CHANCE * Math.sqrt(came))
    }
  })
})

/** Offences of a month inside a hotspot. */
function offencesIn({ input: { events, places } }: HotspotWorld, counted: Uint8Array, month: number) {
  const ofPlace = new Float64Array(places.length)
  if (events !== null)
    for (let row = 0; row < events.length; row++) {
      const date = londonOf(committed(events, row))
      if (counted[events.kind[row]] === 1 && 12 * (date.year - 2000) + date.month - 1 === month)
        ofPlace[events.place[row]] += events.count[row]
    }
  return ({ places: inside }: ExactHotspot) => inside.reduce((sum, place) => sum + ofPlace[place], 0)
}

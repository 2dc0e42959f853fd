import { describe, expect, it } from 'vitest'
import { crewShift } from '../../engine/patrol/crewShift.js'
import { patrolTravel, SPEED_DEFAULTS } from '../../engine/patrol/patrolTravel.js'
import { PLAN_DEFAULTS, type PlanInput, travelPlaces } from '../../engine/patrol/planInput.js'
import { planPatrols } from '../../engine/patrol/planPatrols.js'
import { type PlanProblem, planProblem } from '../../engine/patrol/planProblem.js'
import { lateMinutes, routeMinutes, worthOfVisits, worthOfWishes } from '../../engine/patrol/visitProblem.js'
import { visitSearch } from '../../engine/patrol/visitSearch.js'
import { type Random, random } from '../../engine/random.js'
import { bestVisits } from '../helpers/bestVisits.js'
import { crewOf, hotspotAt, planInput, requestOf } from '../helpers/planInput.js'

const CASES = 200
const KINDS = ['scattered', 'clustered', 'one-way', 'with requests'] as const
const between = (draw: Random, low: number, high: number) => low + (high - low) * draw.uniform()

function smallCase(n: number): PlanProblem {
  const kind = KINDS[n % KINDS.length]
  const draw = random(6, `small case ${n}`)
  const crews = Array.from({ length: 1 + draw.integer(2) }, (_, c) =>
    crewOf(`C${c}`, { mode: draw.integer(2) === 0 ? 'foot' : 'vehicle', endMinute: 840 + 200 + 15 * draw.integer(6) }),
  )
  const centres = [0, 1].map(() => [between(draw, -1.5, 1.5), between(draw, -1.5, 1.5)])
  const hotspots = Array.from({ length: (crews.length === 1 ? 4 : 3) + draw.integer(2) }, (_, k) => {
    const [x, y] = kind === 'clustered' ? centres[k % 2] : [0, 0]
    const reach = kind === 'clustered' ? 0.3 : 1.2
    const rate = between(draw, 0.2, 5)
    const expected = Float64Array.from({ length: 168 }, () => rate * between(draw, 0.3, 1.7))
    const more = { expected, mustDo: kind === 'with requests' && k === 1, lastWeekMinutes: 60 * draw.integer(4) }
    return hotspotAt(`H${k}`, x + between(draw, -reach, reach), y + between(draw, -reach, reach), more)
  })
  const requests =
    kind === 'with requests' ? [requestOf('R', { hotspot: 'H0', fixed: false, fromMinute: 930, toMinute: 1020 })] : []
  const straight = planInput(hotspots, crews, requests)
  const input: PlanInput = kind === 'one-way' ? { ...straight, travel: oneWay(straight, draw) } : straight
  const options = { ...PLAN_DEFAULTS, windowMinutes: crews.length === 1 ? 60 : 90 }
  return planProblem(
    input,
    crews.map((crew) => crewShift(crew, input.date, options)),
    options,
  )
}

/** Every second way takes up to five times as long one way as the other. */
function oneWay(input: PlanInput, draw: Random) {
  const ids = travelPlaces(input).map(({ id }) => id)
  const pairs = ids.flatMap((from) => ids.map((to) => [from, to] as const)).filter(([from, to]) => from !== to)
  const rows = {
    file: 'ways.csv',
    line: pairs.map((_, k) => k + 2),
    from: pairs.map(([from]) => from),
    to: pairs.map(([, to]) => to),
    minutes: Float64Array.from(pairs, () => between(draw, 2, 8) * (draw.integer(2) === 0 ? 1 : between(draw, 1, 5))),
  }
  return patrolTravel(travelPlaces(input), SPEED_DEFAULTS, { foot: rows, vehicle: rows })
}

describe('visit search', () => {
  it('comes near the best of all choices, scattered, clustered, with one-way travel and with requests', {
    timeout: 120_000,
  }, () => {
    const shares: number[] = []
    for (let n = 0; n < CASES; n++) {
      const problem = smallCase(n)
      const routes = visitSearch(problem, n)
      const slotsOf: number[][] = Array.from({ length: problem.places }, () => [])
      routes.forEach(({ places, slots }, crew) => {
        expect(routeMinutes(problem, crew, { places, slots }).fits).toBe(true)
        expect(lateMinutes(problem, crew, { places, slots })).toBe(0)
        for (const [k, place] of places.entries()) slotsOf[place].push(slots[k])
      })
      const worth = slotsOf.reduce(
        (sum, slots, place) => sum + worthOfVisits(problem, place, slots) + worthOfWishes(problem, place, slots),
        0,
      )
      // what must be done is worth more than all else: with it in, every share would be near one
      const best = bestVisits(problem)
      const asked = problem.wishes.reduce((sum, wish) => (wish.kind === 'must-do' ? sum + wish.worth : sum), 0)
      expect(worth >= asked).toBe(best >= asked)
      const besides = best >= asked ? asked : 0
      shares.push((worth - besides) / (best - besides))
    }
    shares.sort((a, b) => a - b)
    expect(shares[CASES - 1]).toBeLessThanOrEqual(1 + 1e-9)
    expect(shares[0]).toBeGreaterThanOrEqual(0.9)
    expect(shares[CASES / 2]).toBeGreaterThanOrEqual(0.97)
  })

  it('lets no visit end after its time where all of the shift is free, though times are rounded', () => {
    for (let n = 0; n < 80; n++) {
      const draw = random(7, `free shift ${n}`)
      const mode = draw.integer(2) === 0 ? 'foot' : 'vehicle'
      const startMinute = 840 - draw.integer(120)
      const hotspots = Array.from({ length: 4 + draw.integer(6) }, (_, k) => {
        const expected = new Float64Array(168).fill(between(draw, 1, 2))
        return hotspotAt(`H${k}`, between(draw, -1.5, 1.5), between(draw, -1.5, 1.5), { expected })
      })
      const straight = planInput(hotspots, [crewOf('C', { mode, startMinute, endMinute: 960 + draw.integer(300) })])
      const input: PlanInput = n % 2 === 0 ? straight : { ...straight, travel: oneWay(straight, draw) }
      const free = { available: between(draw, 0.8, 1), breakMinutes: 0, gapMinutes: 60, briefingMinutes: draw.integer(40) }
      const plan = planPatrols(input, {
        ...free,
        visitMinutes: 10 + draw.integer(6),
        windowMinutes: 60 + 30 * draw.integer(3),
        seed: n,
      })
      expect(plan.visits.length).toBeGreaterThan(0)
      expect(plan.crews[0].lateMinutes, String(n)).toBe(0)
    }
  })
})

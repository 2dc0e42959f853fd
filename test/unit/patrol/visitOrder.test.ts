import { describe, expect, it } from 'vitest'
import { crewShift } from '../../../engine/patrol/crewShift.js'
import { PLAN_DEFAULTS } from '../../../engine/patrol/planInput.js'
import { planPatrols } from '../../../engine/patrol/planPatrols.js'
import { planProblem } from '../../../engine/patrol/planProblem.js'
import { drawOrder } from '../../../engine/patrol/visitOrder.js'
import { lateMinutes } from '../../../engine/patrol/visitProblem.js'
import { random } from '../../../engine/random.js'
import { crewOf, hotspotAt, planInput, requestOf } from '../../helpers/planInput.js'

const school = requestOf('school', { lng: -1.895, lat: 52.483, fromMinute: 20 * 60, toMinute: 20 * 60 + 30 })
const near = [hotspotAt('N', 0, 0.4), hotspotAt('E', 0.4, 0)]

describe('drawOrder', () => {
  const input = planInput(near, [crewOf('A', { mode: 'vehicle' })], [school])
  const shifts = input.crews.map((crew) => crewShift(crew, input.date, PLAN_DEFAULTS))
  const problem = planProblem(input, shifts, PLAN_DEFAULTS)
  const [n, e, asked] = ['N', 'E', 'school'].map((id) => problem.list.findIndex((place) => place.id === id))
  // 19:00 to 20:30
  const slots = [3, 3]

  it('counts how late visits end', () => {
    // school 20:00 to 20:15, then the way and 15 minutes of a window that ends at 20:30
    const way = problem.crews[0].travel[asked * problem.nodes + n]
    expect(lateMinutes(problem, 0, { places: [asked, n], slots })).toBeCloseTo(way, 6)
    expect(lateMinutes(problem, 0, { places: [n, asked], slots })).toBe(0)
  })

  it('puts a visit that is asked for at a time where it can be kept, and the others in an order that is drawn', () => {
    const drawn = [1, 2, 3, 4, 5, 6].map(
      (seed) => drawOrder(problem, 0, { places: [asked, n, e], slots: [3, 3, 3] }, random(seed, 'order')).places,
    )
    for (const places of drawn) expect(places.at(-1)).toBe(asked)
    expect(new Set(drawn.map(([first]) => first))).toEqual(new Set([n, e]))
  })

  it('sends a crew to one of two places that are asked for at one time, and to nothing that would make it late', () => {
    const away = { lng: -1.905, lat: 52.477, fromMinute: 20 * 60, toMinute: 20 * 60 + 20 }
    const requests = [{ ...school, toMinute: 20 * 60 + 20 }, requestOf('church', away)]
    const { visits, unmet, crews } = planPatrols(planInput(near, [crewOf('A')], requests))
    expect(visits.filter(({ id }) => id === 'school' || id === 'church')).toHaveLength(1)
    expect(unmet.map(({ kind, why }) => [kind, why])).toEqual([['fixed', 'clash']])
    expect(crews[0].lateMinutes).toBe(0)
  })
})

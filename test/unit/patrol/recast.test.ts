import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { planPatrols } from '../../../engine/patrol/planPatrols.js'
import { recast } from '../../../engine/patrol/recast.js'
import { codeOf } from '../../helpers/codeOf.js'
import { crewOf, hotspotAt, planInput } from '../../helpers/planInput.js'

const hotspots = [
  hotspotAt('busy', 0, 0.4, { expected: new Float64Array(168).fill(5) }),
  hotspotAt('must', 0.4, 0, { mustDo: true }),
  hotspotAt('calm', 0, -0.5),
  hotspotAt('other', -0.4, 0),
]
const input = planInput(hotspots, [crewOf('A'), crewOf('B', { mode: 'vehicle' })])
const plan = planPatrols(input)
const own = plan.visits.filter(({ crew }) => crew === 0)
const at = (hour: number) => londonToUtc(2026, 5, 1, hour, 0).minutes

describe('recast', () => {
  it('leaves the plan as it is where nothing is lost', () => {
    const { visits, moved, dropped } = recast(input, plan, { callSign: 'A', from: at(14), minutes: 0 })
    expect(visits.map(({ id, window, order }) => [id, window, order])).toEqual(
      own.map(({ id, window, order }) => [id, window, order]),
    )
    expect([moved, dropped]).toEqual([[], []])
  })

  it('keeps what is worth most within the time that is left, and adds nothing', () => {
    const answer = recast(input, plan, { callSign: 'A', from: at(16), minutes: 120 })
    expect(answer.usefulMinutes).toBeCloseTo((243 / 450) * 240, 9)
    expect(answer.plannedMinutes).toBeLessThanOrEqual(answer.usefulMinutes)
    const left = own.filter(({ to }) => to > at(16))
    expect(answer.visits.length + answer.dropped.length).toBe(left.length)
    expect(
      answer.visits.every(
        ({ id, from, to, crew }) => left.some((visit) => visit.id === id) && to > at(18) && from < to && crew === 0,
      ),
    ).toBe(true)
    expect(answer.moved.every((visit) => answer.visits.includes(visit))).toBe(true)
  })

  it('keeps what was asked for longest', () => {
    const single = planInput(hotspots, [crewOf('A')])
    const alone = planPatrols(single)
    // one visit still fits after half past eight
    const { visits } = recast(single, alone, { callSign: 'A', from: at(14), minutes: 390 })
    expect(visits.map(({ id, window, mustDo }) => [id, window, mustDo])).toEqual([['must', 4, 'asked']])
  })

  it('drops everything where no time is left, and refuses an unknown crew', () => {
    const { visits, dropped } = recast(input, plan, { callSign: 'A', from: at(14), minutes: 480 })
    expect([visits.length, dropped.length]).toEqual([0, own.length])
    expect(dropped.map(({ worth }) => worth)).toEqual(dropped.map(({ worth }) => worth).toSorted((a, b) => b - a))
    expect(codeOf(() => recast(input, plan, { callSign: 'Z', from: at(14), minutes: 1 }))).toBe('option-invalid')
    expect(codeOf(() => recast(input, plan, { callSign: 'A', from: at(14), minutes: -1 }))).toBe('option-invalid')
  })
})

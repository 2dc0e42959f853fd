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

  it('goes on from the last place visited, not from the start', () => {
    // from the start an hour's walk, which half an hour of useful time does not hold
    const away = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, k) => hotspotAt(id, 0.1 * k, 1.6))
    const single = planInput(away, [crewOf('A')])
    const alone = planPatrols(single)
    const lost = { callSign: 'A', from: at(19), minutes: 30 }
    const done = alone.visits.findLast(({ to }) => to <= lost.from)
    const answer = recast(single, alone, lost)
    expect(done).toBeDefined()
    expect(answer.setsOut).toBe(done?.id)
    expect(answer.visits[0].travelMinutes).toBeLessThan(10)
    expect(answer.plannedMinutes).toBeLessThanOrEqual(answer.usefulMinutes)
    expect(recast(single, alone, { ...lost, from: at(13) }).setsOut).toBeNull()
  })

  it('keeps what was to be done first longest, and the gap to visits that are made', () => {
    // the later visit to the place just left takes no way, and counts less than one to the other
    const evening = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 20 ? 1.2 : 1))
    const two = [hotspotAt('back', 0, 1.6, { expected: evening }), hotspotAt('other', 0.3, 1.6, { expected: evening })]
    const single = planInput(two, [crewOf('A')])
    const alone = planPatrols(single)
    const lost = { callSign: 'A', from: at(19), minutes: 75 }
    const open = alone.visits.filter(({ to }) => to > lost.from)
    const marked = open.map((visit) => ({ ...visit, mustDo: visit.id === 'back' ? ('worth' as const) : ('' as const) }))
    const visits = [...alone.visits.filter((visit) => !open.includes(visit)), ...marked]
    const { visits: kept } = recast(single, { ...alone, visits }, lost)
    expect(open.map(({ id }) => id).toSorted()).toEqual(['back', 'other'])
    expect(kept.map(({ id }) => id)).toEqual(['back'])
  })

  it('drops everything where no time is left, and refuses an unknown crew', () => {
    const { visits, dropped } = recast(input, plan, { callSign: 'A', from: at(14), minutes: 480 })
    expect([visits.length, dropped.length]).toEqual([0, own.length])
    expect(dropped.map(({ worth }) => worth)).toEqual(dropped.map(({ worth }) => worth).toSorted((a, b) => b - a))
    expect(codeOf(() => recast(input, plan, { callSign: 'Z', from: at(14), minutes: 1 }))).toBe('option-invalid')
    expect(codeOf(() => recast(input, plan, { callSign: 'A', from: at(14), minutes: -1 }))).toBe('option-invalid')
  })
})

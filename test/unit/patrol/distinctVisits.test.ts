import { describe, expect, it } from 'vitest'
import { distinctVisits } from '../../../engine/patrol/distinctVisits.js'

const made = (hotspot: number, from: number, to: number, callSign = 'A', errorMinutes = 0) => {
  const stay = { hotspot, callSign, from, to, errorMinutes, footMinutes: to - from, vehicleMinutes: 0 }
  return { ...stay, arrive: from, leave: to, minutes: to - from, stays: [stay] }
}
const amounts = (visits: ReturnType<typeof distinctVisits>) =>
  visits.map(({ hotspot, callSign, arrive, leave, minutes, inPlanMinutes, footMinutes }) => [
    ...[hotspot, callSign, arrive, leave],
    ...[minutes, inPlanMinutes, footMinutes],
  ])
const first = (hotspot: number) => hotspot === 0

describe('distinctVisits', () => {
  it('makes visits that overlap by half of the shorter one, of the hotspot in the plan', () => {
    expect(amounts(distinctVisits([made(1, 0, 30), made(0, 20, 32)], first))).toEqual([[0, 'A', 0, 32, 32, 12, 32]])
    expect(amounts(distinctVisits([made(1, 0, 30), made(2, 10, 20)], first))).toEqual([[1, 'A', 0, 30, 30, 0, 30]])
  })

  it('keeps others apart, the shared minutes with the plan, else with the one before', () => {
    expect(amounts(distinctVisits([made(1, 0, 30), made(0, 25, 55)], first))).toEqual([
      [1, 'A', 0, 25, 25, 0, 25],
      [0, 'A', 25, 55, 30, 30, 30],
    ])
    expect(amounts(distinctVisits([made(1, 0, 30), made(2, 25, 55)], first))).toEqual([
      [1, 'A', 0, 30, 30, 0, 30],
      [2, 'A', 30, 55, 25, 0, 25],
    ])
  })

  it('counts what the pings cannot tell once, and other crews by themselves', () => {
    const visits = distinctVisits([made(0, 0, 10, 'B', 2), made(1, 0, 10, 'B', 2), made(0, 0, 10, 'A', 1)], () => false)
    expect(visits.map(({ callSign, minutes, errorMinutes }) => [callSign, minutes, errorMinutes])).toEqual([
      ['A', 10, 1],
      ['B', 10, 2],
    ])
  })
})

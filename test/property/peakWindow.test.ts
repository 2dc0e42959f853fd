import { describe, expect, it } from 'vitest'
import { PEAK_LEVEL, peakWindows } from '../../engine/evaluate/peakWindow.js'
import { type Random, random } from '../../engine/random.js'
import { eventTable, type Happening, london } from '../helpers/hours.js'

const WEEK = 168 * 60
const MONDAY = london('2024-01-01T00:00')
const WEEKS = 12

/** So many events a week at the times drawn, lasting up to three hours. */
function worldOf(stream: Random, perWeek: number, minuteOfWeek: (stream: Random) => number) {
  const rows: Happening[] = []
  for (let week = 0; week < WEEKS; week++) {
    for (let k = 0; k < perWeek; k++) {
      const from = MONDAY + week * WEEK + minuteOfWeek(stream)
      rows.push({ from, to: from + stream.integer(180) })
    }
  }
  return eventTable(rows)
}

const anyTime = (stream: Random) => stream.integer(WEEK)

/** Share of worlds in which a window of each length is called a peak. */
function found(worlds: number, id: string, make: (stream: Random) => ReturnType<typeof eventTable>) {
  const peaks = [0, 0, 0]
  for (let world = 0; world < worlds; world++) {
    const { windows } = peakWindows(make(random(world, id)), { hours: {}, seed: world })
    windows.forEach(({ peak }, k) => {
      if (peak) peaks[k]++
    })
  }
  return peaks.map((count) => count / worlds)
}

const WORLDS = 200
const ALLOWED = PEAK_LEVEL + 3 * Math.sqrt((PEAK_LEVEL * (1 - PEAK_LEVEL)) / WORLDS)

describe('peakWindows', () => {
  it('calls no more than the stated share of even weeks a peak', () => {
    for (const share of found(WORLDS, 'even', (stream) => worldOf(stream, 4, anyTime))) expect(share).toBeLessThanOrEqual(ALLOWED)
  })

  it('calls no more than that a peak where offences come in runs, which a binomial test would', () => {
    const runs = (stream: Random) => {
      const rows: Happening[] = []
      for (let week = 0; week < WEEKS; week++) {
        const from = MONDAY + week * WEEK + anyTime(stream)
        for (let k = 0; k < 6; k++) rows.push({ from: from + 10 * k, to: from + 10 * k + 5 })
      }
      return eventTable(rows)
    }
    for (const share of found(WORLDS, 'runs', runs)) expect(share).toBeLessThanOrEqual(ALLOWED)
  })

  it('finds a planted evening that holds a third of the events, and the hours it was planted in', () => {
    // Friday 20:00 to 23:00, over half of it in most windows of four hours
    const friday = (4 * 24 + 20) * 60
    let inside = 0
    for (let world = 0; world < 50; world++) {
      const events = worldOf(random(world, 'planted'), 6, (stream) =>
        stream.uniform() < 1 / 3 ? friday + stream.integer(120) : anyTime(stream),
      )
      const [, four] = peakWindows(events, { hours: {}, seed: world }).windows
      const starts = [four.start, ...four.halves]
      if (four.peak && starts.every((start) => Math.abs(start - friday / 60) <= 2)) inside++
    }
    expect(inside).toBeGreaterThanOrEqual(45)
  })

  it('measures without flattery: on even weeks the share is the even one, where the weeks that chose say three times as much', () => {
    let [measured, apparent] = [0, 0]
    for (let world = 0; world < 100; world++) {
      const [two] = peakWindows(worldOf(random(world, 'flattery'), 4, anyTime), { hours: {}, seed: world }).windows
      measured += two.share / 100
      apparent += two.apparentShare / 100
    }
    expect(Math.abs(measured - 2 / 168)).toBeLessThan(0.005)
    expect(apparent).toBeGreaterThan(3 * (2 / 168))
  })
})

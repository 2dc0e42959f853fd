import { describe, expect, it } from 'vitest'
import { lastYear } from '../../engine/evaluate/expected/lastYear.js'
import { recencyWeighted } from '../../engine/evaluate/expected/recencyWeighted.js'
import type { PointHistory } from '../../engine/hotspot/pointHistory.js'
import { rankedHotspots } from '../../engine/walkableHotspots.js'
import { hotspotWorld, type Recall, recall, recallOf } from '../helpers/hotspotWorlds.js'

/**
 * HEXBEAT_WORLDS=20 for the whole experiment; HEXBEAT_PRINT=1 prints it. Found: among the first 20 places of its beat, the centre within
 * one planted radius. Oracle: the same builder told the true rates; it misses what lies within 400 m of a place with more.
 * Of 80 planted at each of 3, 5 and 10 times the local rate in 20 worlds, the oracle finds 58, 74 and 77, the recency-weighted count 56, 73 and 77.
 */
const WORLDS = Number(process.env.HEXBEAT_WORLDS ?? 1)
const TIMES = [3, 5, 10] as const

describe('recovery of planted hotspots', () => {
  it('finds them nearly as well as one told the truth, and far better than last month', { timeout: 3_600_000 }, () => {
    const methods: Record<string, (truth: (history: PointHistory) => Float64Array) => (history: PointHistory) => Float64Array> = {
      'oracle': (truth) => truth,
      'recency': () => (history) => recencyWeighted.expect(history, (history.months.at(-1) ?? 0) + 1),
      'last year': () => (history) => lastYear.expect(history, (history.months.at(-1) ?? 0) + 1),
      'last month': () => (history) => history.count(history.months.at(-1) ?? 0),
    }
    const found: Record<string, { 3: number; 5: number; 10: number }> = {}
    const planted = { 3: 0, 5: 0, 10: 0 }
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = hotspotWorld(seed)
      const add = (name: string, result: Recall) => {
        found[name] ??= { 3: 0, 5: 0, 10: 0 }
        for (const times of TIMES) found[name][times] += result[times].found
        if (name === 'oracle') for (const times of TIMES) planted[times] += result[times].planted
      }
      for (const [name, expected] of Object.entries(methods)) add(name, recall(world, expected(world.truth)))
      add('listed', recallOf(world, rankedHotspots(world.input, world.problem, world.input.months.at(-1) ?? 0).all))
    }
    const all = (name: string) => TIMES.reduce((sum, times) => sum + found[name][times], 0)
    if (process.env.HEXBEAT_PRINT) console.log(JSON.stringify({ planted, found }))
    expect(all('recency')).toBeGreaterThan(all('last month'))
    expect(all('listed')).toBeGreaterThan(all('last month'))
    expect(found.recency[10]).toBeGreaterThanOrEqual(found.recency[3])
    if (WORLDS < 20) return
    for (const name of ['recency', 'listed']) {
      expect(found[name][3] / planted[3]).toBeGreaterThanOrEqual(0.5)
      expect(found[name][5] / planted[5]).toBeGreaterThanOrEqual(0.85)
      expect(found[name][10] / planted[10]).toBeGreaterThanOrEqual(0.95)
      expect(all(name) / all('oracle')).toBeGreaterThanOrEqual(0.95)
    }
  })
})

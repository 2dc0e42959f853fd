import { describe, expect, it } from 'vitest'
import { closePairs } from '../../../engine/stats/closePairs.js'
import { pointGrid } from '../../../engine/stats/pointGrid.js'
import { scattered } from '../../helpers/scattered.js'

describe('closePairs', () => {
  it.each([
    [
      [0, 0.1, 100, 250, 500],
      [0, 1, 7, 14],
    ],
    [
      [5, 13, 100],
      [2, 30],
    ],
    [
      [0, 50, 50.001, 3000],
      [0, 1, 400],
    ],
    [
      [0, 1e-180, 1e200],
      [0, 5],
    ],
  ])('counts what all pairs one by one give: %s m, %s days', (space, time) => {
    const events = scattered(500, 60)
    const bands = time.length - 1
    const plain = new Array((space.length - 1) * bands).fill(0)
    for (let i = 0; i < 500; i++) {
      for (let j = 0; j < i; j++) {
        const metres = Math.sqrt((events.x[i] - events.x[j]) ** 2 + (events.y[i] - events.y[j]) ** 2)
        const gap = Math.abs(events.time[i] - events.time[j])
        const s = space.findLastIndex((edge) => metres >= edge)
        const t = time.findLastIndex((edge) => gap >= edge)
        if (s >= 0 && s < space.length - 1 && t >= 0 && t < bands) plain[s * bands + t]++
      }
    }
    expect(plain.some((count) => count > 0)).toBe(true)
    for (const side of [20, 125, 4000]) {
      const grid = pointGrid(events, events.time, side)
      const days = Int32Array.from(grid.row, (row) => events.time[row])
      expect([...closePairs(grid, days, space, time)]).toEqual(plain)
    }
  })
})

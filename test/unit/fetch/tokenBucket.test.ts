import { expect, it } from 'vitest'
import { type Clock, tokenBucket } from '../../../scripts/fetch/tokenBucket.js'

function clock(): Clock & { at: number; waits: number[] } {
  const made = {
    at: 0,
    waits: [] as number[],
    now: () => made.at,
    sleep: async (ms: number) => {
      made.waits.push(ms)
      made.at += ms
    },
  }
  return made
}

const { signal } = new AbortController()

it('lets the burst through at once and the rest at the rate', async () => {
  const time = clock()
  const take = tokenBucket({ perSecond: 15, burst: 30 }, time)
  for (let k = 0; k < 30; k++) await take(signal)
  expect(time.waits).toEqual([])
  for (let k = 0; k < 150; k++) await take(signal)
  // 150 requests at 15 a second, each wait rounded up to a millisecond
  expect(time.at).toBeGreaterThanOrEqual(10_000)
  expect(time.at).toBeLessThanOrEqual(10_150)
})

it('never holds more than the burst, however long the pause', async () => {
  const time = clock()
  const take = tokenBucket({ perSecond: 15, burst: 30 }, time)
  time.at = 3_600_000
  for (let k = 0; k < 31; k++) await take(signal)
  expect(time.waits).toEqual([67])
})

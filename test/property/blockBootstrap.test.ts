import { describe, expect, it } from 'vitest'
import { blockLength, blockResamples } from '../../engine/evaluate/blockBootstrap.js'
import { pooledRatio } from '../../engine/evaluate/pooledRatio.js'
import { rivalVerdict } from '../../engine/evaluate/rivalVerdict.js'
import { random } from '../../engine/random.js'

const WINDOWS = 30
const WORLDS = 400
const crimes = new Float64Array(WINDOWS).fill(100)
const plain = new Float64Array(WINDOWS).fill(20)

/** Windows around 20 crimes held, each with so much in common with the one before. */
function heldOf(world: number, common: number): Float64Array {
  const stream = random(world, 'windows')
  const normal = () => Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform())
  let last = normal()
  return plain.map((mean) => {
    last = common * last + Math.sqrt(1 - common * common) * normal()
    return mean + last
  })
}

describe('block bootstrap of 30 windows', () => {
  const resamples = blockResamples(WINDOWS, blockLength(WINDOWS), 1, 'test')

  // what the doc comments of pooledRatio and rivalVerdict say
  it.each([
    [0, 0.86, 0.11],
    [0.4, 0.78, 0.16],
    [0.8, 0.56, 0.27],
  ])('with %d in common covers %d of worlds, and lets %d of rivals that are no better pass', (common, covers, passes) => {
    let [covered, passed] = [0, 0]
    for (let world = 0; world < WORLDS; world++) {
      const held = heldOf(world, common)
      const { low, high } = pooledRatio(held, crimes, resamples)
      if (low <= 0.2 && high >= 0.2) covered++
      if (rivalVerdict(held, plain, crimes, resamples).replaces) passed++
    }
    expect(Math.abs(covered / WORLDS - covers)).toBeLessThan(0.06)
    expect(Math.abs(passed / WORLDS - passes)).toBeLessThan(0.06)
  })
})

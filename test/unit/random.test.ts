import { describe, expect, it } from 'vitest'
import { philox, random, streamKey, threefry } from '../../engine/random.js'

describe('philox', () => {
  // kat_vectors of Random123 1.14, lines philox4x32 10
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the published words for counter %j', (counter, [key0, key1], published) => {
    const words = Uint32Array.from(counter)
    philox(words, key0, key1)
    expect([...words]).toEqual(published)
  })
})

describe('threefry', () => {
  // kat_vectors of Random123 1.14, lines threefry4x32 13
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xc4189358, 0x1c9cc83a, 0xd5881c67, 0x6a0a89e0],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
      [0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1],
    ],
  ])('gives the published words for counter %j', (counter, key, published) => {
    const words = new Uint32Array(4)
    threefry(Uint32Array.from(key), counter, words)
    expect([...words]).toEqual(published)
  })

  it('fills with the blocks of the counters that follow, so that any of them can be had alone', () => {
    const key = streamKey(1, 'cell')
    const many = new Uint32Array(12)
    const third = new Uint32Array(4)
    threefry(key, [7, 0, 5, 0], many)
    threefry(key, [9, 0, 5, 0], third)
    expect([...many.subarray(8)]).toEqual([...third])
  })

  it('has a key of its own for each seed, its upper half included, and each id', () => {
    const keys = [0, 1, 2 ** 32].flatMap((seed) => ['', 'a', 'b'].map((id) => streamKey(seed, id).join()))
    expect(new Set(keys).size).toBe(9)
  })
})

describe('random', () => {
  it('keeps to the stream it always gave: published numbers depend on it', () => {
    const stream = random(1, '89195d2a8cbffff')
    const drawn = [
      stream.uniform(),
      stream.integer(1_000),
      stream.integer(3 * 2 ** 30),
      stream.integer(2 ** 32 - 1),
      stream.uniform(),
    ]
    expect(drawn).toEqual([0.7891128466484412, 392, 3138337183, 888409015, 0.9597985759284378])
  })

  const take = (seed: number, id: string) => {
    const stream = random(seed, id)
    return Array.from({ length: 6 }, () => stream.uniform())
  }

  it('gives the same stream for the same seed and id, whatever was drawn elsewhere', () => {
    const first = take(1, '89195d2a8cbffff')
    random(1, 'other').uniform()
    expect(take(1, '89195d2a8cbffff')).toEqual(first)
  })

  it('gives another stream for another seed, its upper half included, or another id', () => {
    const ids = ['', 'a', 'b', 'a\0', 'abcd', 'abcde', 'E01000001', 'E01000010']
    const firsts = [0, 1, 2 ** 32, 2 ** 53 - 1].flatMap((seed) => ids.map((id) => take(seed, id)[0]))
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('draws uniform numbers in [0, 1) with mean 1/2 and variance 1/12', () => {
    const stream = random(7, 'uniform')
    const draws = Array.from({ length: 100_000 }, () => stream.uniform())
    const mean = draws.reduce((sum, u) => sum + u, 0) / draws.length
    const variance = draws.reduce((sum, u) => sum + (u - mean) ** 2, 0) / draws.length
    expect(draws.every((u) => u >= 0 && u < 1)).toBe(true)
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / draws.length))
  })

  it('draws every whole number below the bound equally often', () => {
    const stream = random(7, 'integer')
    const counts = new Float64Array(7)
    for (let draw = 0; draw < 70_000; draw++) counts[stream.integer(7)]++
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(22.5) // 99.9 % point with 6 degrees of freedom
    expect(stream.integer(1)).toBe(0)
  })

  it('is not biased for a bound that does not divide 2^32, where a remainder or a plain product would be by a half', () => {
    const stream = random(7, 'large bound')
    const bound = 3 * 2 ** 30
    let lowThird = 0
    let multiplesOf3 = 0
    for (let draw = 0; draw < 30_000; draw++) {
      const number = stream.integer(bound)
      if (number < 2 ** 30) lowThird++
      if (number % 3 === 0) multiplesOf3++
    }
    const allowed = 4 * Math.sqrt((30_000 * 2) / 9)
    expect(Math.abs(lowThird - 10_000)).toBeLessThan(allowed)
    expect(Math.abs(multiplesOf3 - 10_000)).toBeLessThan(allowed)
  })
})

import { describe, expect, it } from 'vitest'
import { crimeDraws } from '../../../engine/priority/posterior.js'
import { recordedDraws } from '../../../engine/priority/recordedDraws.js'

const DRAWS = 4000
const ids = (length: number) => Array.from({ length }, (_, unit) => `U${unit}`)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('recordedDraws', () => {
  it('have the mean that was recorded and phi times its variance, in volume and in harm by offence', () => {
    const offences = [Float64Array.of(30, 0), Float64Array.of(10, 0)]
    const group = { id: 'g', count: Float64Array.of(40, 0), phi: 3, harm: { count: offences, harm: [[1, 100]] } }
    const next = recordedDraws({ groups: [group], schemes: 1 }, ids(2), 1)
    const drawn = Array.from({ length: DRAWS }, () => {
      const { volume, harm } = next()
      return [volume[0], harm[0][0], volume[1], harm[0][1]]
    })
    const [volume, harm] = [0, 1].map((column) => drawn.map((row) => row[column]))
    const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2))
    expect(mean(volume) / 40).toBeCloseTo(1, 1)
    expect(variance(volume) / (3 * 40)).toBeCloseTo(1, 0.7)
    expect(mean(harm) / 1030).toBeCloseTo(1, 1)
    expect(variance(harm) / (3 * (30 + 10 * 100 ** 2))).toBeCloseTo(1, 0.7)
    // what has no event has none in any draw
    expect(drawn.every((row) => row[2] === 0 && row[3] === 0)).toBe(true)
  })

  it('leave an area of many quiet units where it was, which rates drawn towards the mean of all do not', () => {
    // 26 units of a quiet area beside 10 of a busy one
    const count = Float64Array.from({ length: 36 }, (_, unit) => (unit < 26 ? 1 : 40))
    const crime = { groups: [{ id: 'g', count, phi: 1.5, harm: [] }], schemes: 0, exposure: new Float64Array(36).fill(1) }
    const quiet = (draw: () => { readonly volume: Float64Array }) =>
      mean(
        Array.from({ length: 500 }, () =>
          draw()
            .volume.subarray(0, 26)
            .reduce((sum, value) => sum + value, 0),
        ),
      )
    expect(Math.abs(quiet(recordedDraws(crime, ids(36), 1)) - 26)).toBeLessThan(1.5)
    expect(quiet(crimeDraws(crime, ids(36), 1))).toBeGreaterThan(28)
  })
})

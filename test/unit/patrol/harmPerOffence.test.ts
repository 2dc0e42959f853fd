import { describe, expect, it } from 'vitest'
import { harmPerOffence, type PlaceHarm } from '../../../engine/patrol/harmPerOffence.js'

const place = (harms: readonly number[], oneEvent = false): PlaceHarm => ({
  offences: harms.length,
  sum: harms.reduce((sum, harm) => sum + harm, 0),
  squares: harms.reduce((sum, harm) => sum + harm * harm, 0),
  oneEvent,
})

describe('harmPerOffence', () => {
  it('draws means of places that differ towards that of the force', () => {
    // within (50 + 50) / 2 = 50; between (2 x 225 + 2 x 225 - 50) / (4 - 8 / 4) = 425; own share 850 / 900
    const [low, high] = harmPerOffence([place([10, 20]), place([40, 50])], 20)
    expect(low).toBeCloseTo((17 / 18) * 15 + (1 / 18) * 20, 12)
    expect(high).toBeCloseTo((17 / 18) * 45 + (1 / 18) * 20, 12)
  })

  it('is that of the force where places differ no more than chance, and where there is nothing to tell', () => {
    expect([...harmPerOffence([place([10, 50]), place([20, 40])], 30)]).toEqual([30, 30])
    expect([...harmPerOffence([place([10]), place([90])], 30)]).toEqual([30, 30])
    expect([...harmPerOffence([place([10, 20, 30])], 30)]).toEqual([30])
    expect([...harmPerOffence([], 30)]).toEqual([])
  })

  it('is that of the force at a place of one event, and at one without offences', () => {
    const [, , one, none] = harmPerOffence([place([10, 20]), place([40, 50]), place([1, 9000], true), place([])], 20)
    expect([one, none]).toEqual([20, 20])
  })
})

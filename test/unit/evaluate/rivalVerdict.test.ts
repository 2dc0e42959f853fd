import { describe, expect, it } from 'vitest'
import { blockLength, blockResamples } from '../../../engine/evaluate/blockBootstrap.js'
import { methodChoice, prequentialChoices } from '../../../engine/evaluate/methodChoice.js'
import { rivalVerdict } from '../../../engine/evaluate/rivalVerdict.js'

const filled = (windows: number, of: (window: number) => number) => Float64Array.from({ length: windows }, (_, w) => of(w))
const verdict = (windows: number, more: (window: number) => number) => {
  const plain = filled(windows, () => 20)
  const resamples = windows < 24 ? null : blockResamples(windows, blockLength(windows), 1, 'test')
  return rivalVerdict(
    plain.map((held, window) => held + more(window)),
    plain,
    filled(windows, () => 100),
    resamples,
  )
}

describe('rivalVerdict', () => {
  it('never replaces the plain count under 12 windows, however much better', () => {
    expect(verdict(11, () => 50)).toMatchObject({ windows: 11, better: 11, difference: 0.5, limit: Number.NaN, replaces: false })
  })

  it('asks for three quarters of 12 to 23 windows; a tie is no win', () => {
    expect(verdict(12, (w) => (w < 9 ? 9 : -1))).toMatchObject({ better: 9, equal: 0, replaces: true })
    expect(verdict(12, (w) => (w < 8 ? 9 : 0))).toMatchObject({ better: 8, equal: 4, replaces: false })
    expect(verdict(23, (w) => (w < 18 ? 1 : 0)).replaces).toBe(true)
    expect(verdict(23, (w) => (w < 17 ? 1 : 0)).replaces).toBe(false)
  })

  it('asks for a limit above 0 from 24: a small steady gain passes, a large unsteady one does not', () => {
    const steady = verdict(24, (w) => 1 + (w % 3))
    expect(steady.limit).toBeGreaterThan(0)
    expect(steady).toMatchObject({ difference: 0.02, replaces: true })
    const unsteady = verdict(24, (w) => (w === 5 ? 80 : w % 2 === 0 ? -1 : 0))
    expect(unsteady.difference).toBeCloseTo(0.0283, 4)
    expect(unsteady).toMatchObject({ replaces: false })
    expect(verdict(24, () => 0)).toMatchObject({ equal: 24, limit: 0, replaces: false })
  })

  it('keeps the plain count for a difference under 0.1 points, however steady, and says that it is too small', () => {
    expect(verdict(24, () => 0.09)).toMatchObject({ better: 24, replaces: false, tooSmall: true })
    expect(verdict(24, () => 0.11)).toMatchObject({ better: 24, replaces: true, tooSmall: false })
    expect(verdict(12, () => 0.09)).toMatchObject({ better: 12, replaces: false, tooSmall: true })
    expect(verdict(11, () => 0.09).tooSmall).toBe(false)
    // won often, and lost more than it won
    expect(verdict(12, (w) => (w < 9 ? 1 : -9))).toMatchObject({ better: 9, replaces: false, tooSmall: true })
  })

  it('takes rounding for a tie', () => {
    expect(verdict(12, () => 1e-13)).toMatchObject({ better: 0, equal: 12, replaces: false })
  })
})

describe('methodChoice', () => {
  it('is the plain count, or of the rivals that pass the one that held most', () => {
    const plain = filled(12, () => 20)
    const crimes = filled(12, () => 100)
    const some = plain.map((held) => held + 1)
    const more = plain.map((held) => held + 2)
    expect(methodChoice([plain], crimes, 12, 1)).toEqual({ method: 0, verdicts: [] })
    expect(methodChoice([plain, some, more], crimes, 12, 1).method).toBe(2)
    expect(methodChoice([plain, more, some], crimes, 12, 1).method).toBe(1)
    expect(methodChoice([plain, some, some.slice()], crimes, 12, 1).method).toBe(1)
    expect(methodChoice([plain, more], crimes, 11, 1).method).toBe(0)
  })
})

describe('prequentialChoices', () => {
  it('chooses on the windows whose month was known at the origin, and on no later one', () => {
    const plain = filled(16, () => 20)
    const crimes = filled(16, () => 100)
    const rival = plain.map((held) => held + 1)
    const months = Array.from({ length: 16 }, (_, k) => 100 + k)
    expect([...prequentialChoices([plain, rival], crimes, months, 0, 1)]).toEqual([...Array(12).fill(0), 1, 1, 1, 1])
    // two months later, as the last two are not known
    expect([...prequentialChoices([plain, rival], crimes, months, 2, 1)]).toEqual([...Array(14).fill(0), 1, 1])
    // a gap in the months gives the time
    const gap = months.map((month, k) => (k < 12 ? month : month + 5))
    expect([...prequentialChoices([plain, rival], crimes, gap, 2, 1)]).toEqual([...Array(12).fill(0), 1, 1, 1, 1])
  })
})

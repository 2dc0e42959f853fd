import { describe, expect, it } from 'vitest'
import { PERSISTENCE_PATTERNS, persistence } from '../../../engine/stats/persistence.js'

const steps = (text: string) => Int8Array.from(text, (step) => (step === 'h' ? 1 : step === 'c' ? -3 : 0))
const mirrored = (text: string) => text.replace(/[hc]/g, (step) => (step === 'h' ? 'c' : 'h'))
const patternOf = (text: string) => PERSISTENCE_PATTERNS[persistence(steps(text), text.length).pattern[0]]

describe('persistence', () => {
  // 10 steps: the last two are recent, eight are older, of which one is over a tenth
  it.each([
    ['hhhhhhhh..', 'persistent'],
    ['..hhhhhhhh', 'persistent'],
    ['........h.', 'emerging'],
    ['........hh', 'emerging'],
    ['hhhhhhh...', 'former'],
    ['.......h..', 'former'],
    // of 14 steps too, two are recent
    ['.........hhh..', 'former'],
    ['h........h', 'intermittent'],
    // 20 steps, four recent: one of 16 older ones is under a tenth
    ['h..................h', 'emerging'],
    ['hh.................h', 'intermittent'],
  ])('calls %s %s, hot and mirrored cold', (text, name) => {
    expect(patternOf(text)).toBe(`${name} hot`)
    expect(patternOf(mirrored(text))).toBe(`${name} cold`)
  })

  it('finds no pattern in under a tenth, and a mixed one in hot and cold', () => {
    expect(patternOf('h...................')).toBe('no pattern')
    expect(patternOf('hhhh....cc')).toBe('mixed')
  })

  it('gives the shares of all steps, cell by cell', () => {
    const { hotShare, coldShare } = persistence(steps('hh.ccch...'), 5)
    expect([...hotShare, ...coldShare]).toEqual([0.4, 0.2, 0.4, 0.2])
  })

  it('refuses under two steps, broken steps and part of a cell', () => {
    expect(() => persistence(steps('h'), 1)).toThrow(/series-too-short/)
    expect(() => persistence(steps('hh'), 1.5)).toThrow(/option-invalid/)
    expect(() => persistence(steps('hhh'), 2)).toThrow(/length-mismatch/)
  })
})

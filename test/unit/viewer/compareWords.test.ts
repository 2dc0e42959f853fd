import { describe, expect, it } from 'vitest'
import { concentrationCaveats, concentrationWords } from '../../../viewer/concentrationWords.js'
import {
  countedWords,
  fewWords,
  firmWords,
  harmPartWords,
  oneEventWords,
  rangeWords,
  ratioWords,
  standingWords,
} from '../../../viewer/inspectorWords.js'
import { sparkPoints } from '../../../viewer/panels/SparkLine.js'
import { axisOf, nearestDot } from '../../../viewer/state/scatter.js'
import { changeOfFirst } from '../../../viewer/whatIfWords.js'
import type { Concentrated } from '../../../viewer/worker/protocol.js'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('words of the inspector', () => {
  it('say a rank among all cells', () => {
    expect(standingWords({ rank: 3, equal: 0, of: 9871, without: null }, 'Crimes')).toBe('3rd of 9,871 cells by crimes')
    expect(standingWords({ rank: 12, equal: 1, of: 40, without: null }, 'ASB incidents')).toBe(
      '12th equal (with 1 other) of 40 cells by ASB incidents',
    )
  })
  it('say what was counted under a filter of categories', () => {
    const by = (title: string, column: string, categories: readonly string[], left = ['crimes', 'harm', 'volume']) => {
      const numbers = Object.fromEntries(left.map((name) => [name, new Float64Array()]))
      return countedWords(title, column, { under: { months: false, categories }, cells: { numbers } })
    }
    expect(by('Crimes and ASB incidents', 'volume', ['Burglary'])).toBe('burglary')
    expect(by('Crimes', 'crimes', ['Burglary', 'Robbery'])).toBe('burglary and robbery')
    expect(by('Crimes and ASB incidents', 'volume', ['A', 'B', 'C'])).toBe('records of 3 categories')
    expect(by('Crimes and ASB incidents per km²', 'volume_per_km2', ['Burglary'])).toBe('burglary per km²')
    expect(by('Average severity (ONS CSS 2020-21)', 'harm', ['Burglary'])).toBe('average severity (ONS CSS 2020-21) of burglary')
    const both = ['crimes', 'asb', 'volume']
    expect(by('Crimes', 'crimes', ['Burglary', 'Anti-social behaviour'], both)).toBe(
      'crimes of burglary and anti-social behaviour',
    )
    expect(by('ASB incidents', 'asb', ['Anti-social behaviour'], ['asb', 'volume'])).toBe('anti-social behaviour')
    expect(by('Crimes', 'crimes', [], both)).toBe('crimes')
  })
  it('say how firm a rank is, and the rank itself once', () => {
    const sentence = '1st of 75 wards; clear: among the first 5 in 990 of 1,000 re-runs; harm contributes most'
    expect(firmWords(sentence, 1)).toBe('Clear: among the first 5 in 990 of 1,000 re-runs; harm contributes most')
    expect(firmWords(sentence, 2)).toBe(sentence)
    expect(firmWords(sentence, null)).toBe(sentence)
  })
  it('say a range as two places', () => {
    expect(rangeWords(2, 6)).toBe('likely 2nd to 6th')
    expect(rangeWords(1, 1)).toBe('likely 1st')
    expect(rangeWords(null, 6)).toBe('')
  })
  it('say what most of the harm is of', () => {
    expect(plain(harmPartWords({ category: 'Violence and sexual offences', share: 0.614 }))).toBe(
      '61 % from violence and sexual offences',
    )
    expect(harmPartWords({ category: 'Burglary', share: 1 })).toBe('all of it from burglary')
  })
  it('warn of one event only where single events are told and one dominates', () => {
    expect(oneEventWords(null, null)).toBe('')
    expect(oneEventWords(0.5, null)).toBe('')
    expect(oneEventWords(0.9, { rank: 1, equal: 0, of: 400, without: 310 })).toBe(
      'Dominated by one incident: check the record before tasking. Without it, this cell ranks 310th by harm.',
    )
  })
  it('say that few records tell no place', () => {
    expect([fewWords(null), fewWords(0), fewWords(10)]).toEqual(['', '', ''])
    expect(fewWords(9)).toMatch(/^Fewer than 10 records/)
  })
  it('say whether two counts can be told apart', () => {
    expect(ratioWords(5, 4, { ratio: 1.25, low: 0.3, high: 5 })).toBe('5 and 4: too few to tell apart.')
    expect(ratioWords(100, 90, { ratio: 1.111, low: 0.84, high: 1.47 })).toBe(
      'A has 1.1 times as many as B (likely 0.84 to 1.5): too close to tell apart.',
    )
    expect(ratioWords(200, 100, { ratio: 2, low: 1.57, high: 2.54 })).toBe('A has 2 times as many as B (likely 1.6 to 2.5).')
    expect(ratioWords(900, 800, { ratio: 1.125, low: 1.03, high: 1.23 })).toBe(
      'A has 1.1 times as many as B (likely 1.03 to 1.2).',
    )
    expect(ratioWords(20, 0, { ratio: Number.NaN, low: 5, high: Infinity })).toBe('A has 20, B none.')
  })
})

describe('words of concentration', () => {
  const found: Concentrated = {
    units: 1000,
    total: 5000,
    km2: 105,
    heldBy: [{ percent: 50, units: 29, share: 0.029, km2Share: 0.03, chance: 0.4 }],
    across: [0, 1],
    held: [0, 1],
    chance: [0, 1],
    mark: null,
  }
  it('give half of it in its unit of ground', () => {
    expect(plain(concentrationWords(found, 'Crimes'))).toBe(
      'Half of all crimes lie in 3.0 % of the ground: 3.2 km², the busiest 29 of 1,000 cells.',
    )
    expect(plain(concentrationWords({ ...found, km2: null, chance: null }, 'Average severity (ONS CSS 2020-21)'))).toBe(
      'Half of the average severity (ONS CSS 2020-21) lies in the busiest 29 of 1,000 cells.',
    )
  })
  it('say what publishing does to it, where points are published', () => {
    const resolution = { used: 9, snapped: true, singlePointShare: 0.1, finest: 9 }
    expect(concentrationCaveats(found, { resolution })).toHaveLength(2)
    expect(concentrationCaveats(found, { resolution: { ...resolution, snapped: false } })).toHaveLength(1)
    expect(concentrationCaveats({ ...found, total: 900 }, { resolution })[2]).toMatch(/chance/)
  })
})

describe('words of two weightings', () => {
  const ranks = Uint32Array.of(1, 2, 3, 4)
  it('count who comes in', () => {
    const entered = { first: 3, own: ranks, against: Uint32Array.of(1, 2, 4, 3), enter: [2], leave: [3] }
    expect(changeOfFirst(entered)).toBe('1 of the first 3 changes.')
    expect(changeOfFirst({ ...entered, enter: [1, 2], leave: [3, 4] })).toBe('2 of the first 3 change.')
  })
  it('say it where none does', () => {
    expect(changeOfFirst({ first: 3, own: ranks, against: ranks, enter: [], leave: [] })).toBe('The first 3 stay as they are.')
    const order = { first: 3, own: ranks, against: Uint32Array.of(2, 1, 3, 4), enter: [], leave: [] }
    expect(changeOfFirst(order)).toBe('The same 3 are first; 2 of them have another rank.')
  })
})

describe('charts', () => {
  it('leave a gap where a month is missing, and draw a month alone', () => {
    const runs = sparkPoints([1, 2, 0, 4], [true, true, false, true], 4, 13, 10)
    expect(runs).toHaveLength(2)
    expect(runs[0].split(' ')).toHaveLength(2)
    expect(new Set(runs[1].split(' ')).size).toBe(1)
  })
  it('have round ticks around every value', () => {
    expect(axisOf([3, 71])).toEqual({ from: 0, to: 80, ticks: [0, 20, 40, 60, 80] })
    const { from, to } = axisOf([-4, 5])
    expect([from <= -4, to >= 5]).toEqual([true, true])
    expect(axisOf([7, 7]).to).toBeGreaterThan(axisOf([7, 7]).from)
  })
  it('take the nearest dot within reach', () => {
    const dot = (id: string, across: number) => ({ row: 0, id, name: id, across, up: 0, score: null })
    const dots = [dot('a', 0), dot('b', 10)]
    const place = ({ across }: { across: number }) => [across, 0] as const
    expect(nearestDot(dots, place, [7, 0], 5)?.id).toBe('b')
    expect(nearestDot(dots, place, [30, 0], 5)).toBeNull()
  })
})

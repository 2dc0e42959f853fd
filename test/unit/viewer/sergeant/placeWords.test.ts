import { describe, expect, it } from 'vitest'
import type { Document } from '../../../../viewer/load/document.js'
import type { Properties, Unit } from '../../../../viewer/load/results.js'
import {
  dataWords,
  daysSince,
  placeTitle,
  placeWords,
  premisesWords,
  rankWords,
  targetWords,
  whenWords,
} from '../../../../viewer/sergeant/placeWords.js'

const YEAR = Array.from({ length: 12 }, (_, k) => `2024-${String(k + 1).padStart(2, '0')}`)
const DOCUMENT = {
  period: { from: '2024-01', to: '2024-12', months: YEAR, missing: [], seasonal: false, dataTo: '2024-12' },
  resolution: { used: 9, snapped: false, singlePointShare: 0, finest: 9 },
  statistics: { within: 'lpa' },
} as unknown as Document
const PROBLEM = {
  id: 'asb',
  label: 'Anti-social behaviour',
  note: '',
  counted: 'anti-social behaviour',
  task: 'Be seen on foot.',
  look: 'damage, litter, lights out.',
}
const ROW: Properties = {
  rank: 2,
  offences_12m: 36,
  months_active: 11,
  last_28d: 3,
  expected_monthly: 2.74,
  trend: 'no clear change',
  standing: 'close call',
  peak_window: 'Fri 20:00-00:00 (31 %, 24-38 %; 2023-10 to 2026-09)',
  premises_note: '20 of 36 at one premises (Supermarket): problem-solve with the premises first',
  one_event_flag: 'one-event',
  decided_by: 'A. Person',
}
const told = (properties: Properties, few = false, hotClass: number | null = 3) =>
  placeWords({ properties }, { within: {}, few, hotClass }, PROBLEM, DOCUMENT, 20)

describe('what a place is called', () => {
  it('is its name, or where the data has none its area and the square of the grid it lies in', () => {
    expect(placeTitle('near High Street', 'Castle ward')).toBe('Near High Street')
    expect(placeTitle('at 401393, 301570', 'Falmere ward')).toBe('In Falmere ward, grid reference SK 013 015')
    expect(placeTitle('at 453012, 1201999', '')).toBe('Grid reference HP 530 019')
    expect(placeTitle('at 4 Mill Lane', 'Castle ward')).toBe('At 4 Mill Lane')
  })
})

describe('the words on a place', () => {
  it('say what happens, when, to what kind of target and why here', () => {
    expect(told(ROW)).toEqual({
      what: '36 recorded as anti-social behaviour in 12 months, in 11 of them. 3 in the last 28 days. No clear change.',
      when: 'Busiest on Fridays, 20:00 to 00:00 (31\u00a0% of them, likely 24 to 38\u00a0%).',
      target: '20 of 36 at one premises (Supermarket).',
      why: '2nd of the 20 places listed for anti-social behaviour, a close call: it often drops out of the list when the counts are drawn again. About 2.7 expected in the next month. Its cell is hot: strong evidence (above the average of its own local policing area).',
      premises: 'Problem-solve with the premises first.',
    })
  })
  it('tell bands and no other number of the records where few people live', () => {
    const words = told(ROW, true)
    expect(words.what).toBe(
      '20 to 49 recorded as anti-social behaviour in 12 months, in 11 of them. 1 to 4 in the last 28 days. No clear change.',
    )
    expect(words.target).toBe('One of the premises there has over half of it.')
    expect(words.why).not.toContain('expected')
    expect(Object.values(words).join(' ')).not.toMatch(/\b(36|3 in|2\.74)\b/)
  })
  it('say nothing of a single event or of a person, whatever the row has', () => {
    expect(Object.values(told(ROW)).join(' ')).not.toMatch(/incident|check the record|Person/)
  })
  it('leave out what the row does not have, and heat that is none', () => {
    expect(told({ offences_12m: 12, months_active: 12, rank: 1 }, false, 0)).toMatchObject({
      what: '12 recorded as anti-social behaviour in 12 months, in every month.',
      when: 'Months only: times of day are not in these results.',
      why: '1st of the 20 places listed for anti-social behaviour.',
      premises: '',
    })
    expect(told({ ...ROW, last_28d: 0 }).what).toContain('None in the last 28 days.')
  })
  it('say why no hours are told', () => {
    expect(whenWords({ peak_window: 'no hours stand out' })).toBe('No hours stand out.')
    expect(whenWords({ peak_window: 'too few' })).toBe('Hours: too few to say.')
    expect(whenWords({})).toContain('Months only')
  })
  it('give no count of one address, and of a published point no more than its name', () => {
    const address = { premises_note: '92 of 92 at one address: problem-solve there first' }
    expect(targetWords(address, false, false)).toBe('One address has over half of it.')
    expect(targetWords({ premises_note: '12 of 92 at shops, stations or venues' }, false, false)).toBe(
      '12 of 92 at shops, stations or venues.',
    )
    expect(targetWords({ premises_note: '12 of 92 at shops, stations or venues' }, true, false)).toBe(
      'Some of it at shops, stations or venues.',
    )
    expect(targetWords({ premises_note: '' }, false, true)).toContain('a published point stands for the places around it')
    expect(premisesWords('12 of 92 at shops, stations or venues')).toBe('')
    expect(premisesWords('published as "Supermarket": problem-solve with the premises first')).toBe(
      'Published as "Supermarket": problem-solve with the premises first.',
    )
  })
})

describe('the age of the data', () => {
  it('is counted from the end of the last month', () => {
    expect(daysSince('2024-12', new Date('2025-01-01T12:00:00Z'))).toBe(0)
    expect(daysSince('2024-12', new Date('2025-02-01T00:00:00Z'))).toBe(31)
    expect(daysSince('2024-12', new Date('2024-11-01T00:00:00Z'))).toBe(0)
  })
  it('is old over 28 days; published data tasks nobody', () => {
    expect(dataWords(DOCUMENT, new Date('2025-01-29T00:00:00Z'))).toEqual({ words: 'Data to Dec 2024, 28 days ago', old: false })
    const published = { ...DOCUMENT, resolution: { ...DOCUMENT.resolution, snapped: true } }
    expect(dataWords(published, new Date('2025-01-30T00:00:00Z'))).toEqual({
      words: 'Published data to Dec 2024, 29 days ago: background, not tasking',
      old: true,
    })
  })
})

it('gives a rank with its range', () => {
  const unit = (properties: Properties) => ({ properties }) as Unit
  expect(rankWords(unit({ rank: 3, rank_low: 2, rank_high: 6 }), 36, 'beats', 'need')).toBe(
    '3rd of 36 beats by need, likely 2nd to 6th',
  )
  expect(rankWords(unit({ rank: 1, rank_low: 1, rank_high: 1 }), 36, 'beats', 'need')).toBe('1st of 36 beats by need, likely 1st')
  expect(rankWords(unit({ rank: 3 }), 36, 'beats', 'volume')).toBe('3rd of 36 beats by volume')
  expect(rankWords(unit({}), 36, 'beats', 'need')).toBe('')
})

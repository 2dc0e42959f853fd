import { describe, expect, it } from 'vitest'
import type { Document } from '../../../viewer/load/document.js'
import {
  about,
  activeWords,
  countWords,
  harmHead,
  harmTitle,
  harmWords,
  heatWords,
  inSentence,
  measured,
  monthName,
  ordinal,
  percent,
  periodWords,
  problemCount,
  prose,
} from '../../../viewer/words.js'

const year: Document['period'] = {
  from: '2024-01',
  to: '2024-12',
  months: Array.from({ length: 12 }, (_, k) => `2024-${String(k + 1).padStart(2, '0')}`),
  missing: [],
  seasonal: false,
  dataTo: '2024-12',
}
const winter: Document['period'] = { ...year, to: '2024-04', months: year.months.slice(0, 4), seasonal: true, dataTo: '2024-04' }
const harm: Document['harm'] = {
  id: 'css',
  label: 'severity (ONS CSS 2020-21)',
  unit: 'weight',
  source: 'ONS',
  licence: 'OGL',
  average: true,
}

describe('words of the inspector', () => {
  it('says crimes and ASB incidents with the months they were counted in', () => {
    expect(countWords(214, 61, year)).toBe('214 crimes and 61 ASB incidents in 12 months')
    expect(countWords(1, 1, year)).toBe('1 crime and 1 ASB incident in 12 months')
  })
  it('leaves out a count the file does not have rather than saying zero', () => {
    expect(countWords(1214, null, year)).toBe('1,214 crimes in 12 months')
  })
  it('says of a period that is not whole years that it is seasonal', () => {
    expect(periodWords(winter)).toBe('Jan 2024 to Apr 2024 · 4 months, seasonal: not annual')
    expect(periodWords(year)).toBe('Jan 2024 to Dec 2024 · 12 months')
  })
  it('puts the number between severity and its scheme, and says average where harm is of categories', () => {
    expect(harmWords(12430.4, harm)).toBe('average severity 12,430 (ONS CSS 2020-21)')
    expect(harmWords(12430, { ...harm, average: false })).toBe('severity 12,430 (ONS CSS 2020-21)')
    expect(harmTitle({ ...harm, label: 'average severity (X)' })).toBe('Average severity (X)')
    expect(harmHead({ ...harm, label: 'average severity (X)' })).toBe('Average severity')
  })
  it('never says significant or confident of a hot cell', () => {
    expect(heatWords(3, 'force')).toBe('Hot: strong evidence (above the average of the whole area)')
    expect(heatWords(1, 'lpa')).toBe('Hot: some evidence (above the average of its own local policing area)')
    expect(heatWords(-2, 'force')).toBe('Cold: good evidence (below the average of the whole area)')
    expect(heatWords(0, 'force')).toBe('No clear difference from the average of the whole area')
  })
  it('counts incidents where the problem is ASB and offences where it is crime', () => {
    expect(problemCount(57, 'asb')).toBe('57 ASB incidents')
    expect(problemCount(1, 'serious-violence')).toBe('1 offence')
  })
  it('names months in three letters and lists inside a sentence in small ones', () => {
    expect(monthName('2026-09')).toBe('Sep 2026')
    expect(['Wards', 'LSOAs', 'Local policing areas'].map(inSentence)).toEqual(['wards', 'LSOAs', 'local policing areas'])
  })
  it('keeps a number and its percent sign on one line', () => {
    expect(prose('in 1.2 % of the ground')).toBe('in 1.2\u00a0% of the ground')
  })
  it('gives months active of the months of the period', () => {
    expect(activeWords(11, year)).toBe('active in 11 of 12 months')
  })
  it('writes 11th, 12th, 13th and 111th, and 21st, 22nd, 23rd', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 111, 1001].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '23rd',
      '111th',
      '1,001st',
    ])
  })
  it('keeps estimates to two figures, marks and limits to three, and never rounds a small share to nothing', () => {
    expect([0, 0.01234, 1.2345, 41.26, 1234.4].map(about)).toEqual(['0', '0.012', '1.2', '41', '1,234'])
    expect(about(8.66)).toBe('8.7')
    expect([0, 0.01234, 1.2345, 41.26, 1234.4].map(measured)).toEqual(['0', '0.0123', '1.23', '41.3', '1,234'])
    expect([0, 0.0002, 0.031, 0.5].map(percent)).toEqual(['0\u00a0%', 'under 0.1\u00a0%', '3.1\u00a0%', '50\u00a0%'])
    expect([0.994, 0.9999, 1].map(percent)).toEqual(['99\u00a0%', 'over 99\u00a0%', '100\u00a0%'])
  })
})

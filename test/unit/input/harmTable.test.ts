import { describe, expect, it } from 'vitest'
import { offenceCode, readHarmScheme, readSeverityScore } from '../../../engine/input/harmTable.js'
import type { CategoryLabel } from '../../../engine/inputTables.js'
import { textTable } from '../../helpers/tables.js'

const label = (id: string, text: string, parts: readonly string[] = []): CategoryLabel => ({
  id,
  label: text,
  asb: false,
  from: '',
  to: '',
  parts,
})
const categories = [
  label('burglary', 'Burglary'),
  label('drugs', 'Drugs'),
  label('robbery', 'Robbery'),
  label('old-theft', 'Theft and burglary', ['burglary', 'robbery']),
]
const recorded = [
  { offenceCode: '28E', category: 'burglary', count: 30 },
  { offenceCode: '30C', category: 'burglary', count: 10 },
  { offenceCode: '34B', category: 'robbery', count: 60 },
]
const tables = { categories, recorded }

describe('offenceCode', () => {
  it('reads one code however it is written', () => {
    expect([' 4/3', '4.3', '8n ', '28E'].map(offenceCode)).toEqual(['4.3', '4.3', '8N', '28E'])
  })
})

describe('readSeverityScore', () => {
  const offences = textTable('css-offences.csv', ['offence_code,weight', '28E,465.5', '4/3,10', '34B,800'])
  const subgroups = textTable('css-subgroups.csv', [
    'category,recorded_2024_25,weight',
    'burglary,300,400',
    'burglary,100,120',
    'robbery,200,800',
  ])

  it('averages a category over its subgroups by what was recorded', () => {
    const scheme = readSeverityScore(offences, subgroups, categories)
    expect(scheme.category.get('burglary')).toBe((300 * 400 + 100 * 120) / 400)
    expect(scheme.category.get('robbery')).toBe(800)
    expect(scheme.category.has('drugs')).toBe(false)
  })

  it('averages an older, wider category over all subgroups of its parts, not over the averages of the parts', () => {
    const scheme = readSeverityScore(offences, subgroups, categories)
    expect(scheme.category.get('old-theft')).toBe((300 * 400 + 100 * 120 + 200 * 800) / 600)
  })

  it('keeps the weight of each code under its dotted name', () => {
    const { offence } = readSeverityScore(offences, subgroups, categories)
    expect([...offence]).toEqual([
      ['28E', 465.5],
      ['4.3', 10],
      ['34B', 800],
    ])
  })

  it.each(['', 'many', '-1', 'Infinity'])('refuses the weight "%s" by line and column', (weight) => {
    const broken = textTable('css-offences.csv', ['offence_code,weight', '28E,465.5', `34B,${weight}`])
    expect(() => readSeverityScore(broken, subgroups, categories)).toThrow(
      expect.objectContaining({ code: 'table-invalid', file: 'css-offences.csv', line: 3, column: 'weight', value: weight }),
    )
  })

  it('names the column that is missing and those that are there', () => {
    expect(() => readSeverityScore(offences, textTable('s.csv', ['category,weight']), categories)).toThrow(
      expect.objectContaining({ code: 'column-missing', column: 'recorded_2024_25', hint: 'The columns are: category, weight' }),
    )
  })
})

describe('readHarmScheme', () => {
  it('takes the median of the notifiable rows of a code in the Cambridge layout', () => {
    const sheet = textTable('cchi.csv', [
      'classification_code,cchi_days,notifiable',
      '28E,19,Notifiable',
      '28E,365,Notifiable',
      '28E,126,Notifiable',
      '28E,9999,Non-Notifiable',
      '34B,300,Notifiable',
      '34B,400,Notifiable',
    ])
    const scheme = readHarmScheme(sheet, tables)
    expect(scheme.offence.get('28E')).toBe(126)
    expect(scheme.offence.get('34B')).toBe(350)
    expect(scheme).toMatchObject({ id: 'cchi', label: 'harm (Cambridge CHI, days)', unit: 'days' })
  })

  it('averages categories over the codes it has, by the offences recorded, and leaves codes it lacks out of both sums', () => {
    const scheme = readHarmScheme(textTable('mine.csv', ['ho_code,days', '28E,20', '34B,100']), tables)
    expect(scheme.category.get('burglary')).toBe(20)
    expect(scheme.category.get('old-theft')).toBe((30 * 20 + 60 * 100) / 90)
    expect(scheme.label).toBe('harm (mine)')
  })

  it('reads a table by category, by slug or by label, and prefers it to the average over codes', () => {
    const bySlug = readHarmScheme(textTable('a.csv', ['category,weight', 'burglary,5', 'ROBBERY,7']), tables)
    expect([...bySlug.category]).toEqual([
      ['burglary', 5],
      ['robbery', 7],
    ])
    const both = readHarmScheme(textTable('a.csv', ['offence_code,category,weight', '28E,,20', ',burglary,5']), tables)
    expect(both.category.get('burglary')).toBe(5)
    expect(both.offence.get('28E')).toBe(20)
  })

  it('refuses a category police.uk does not have, by line', () => {
    expect(() => readHarmScheme(textTable('a.csv', ['category,weight', 'burglary,5', 'arson,7']), tables)).toThrow(
      expect.objectContaining({ code: 'table-invalid', line: 3, column: 'category', value: 'arson' }),
    )
  })

  it('refuses a table without weights, or with neither codes nor categories', () => {
    expect(() => readHarmScheme(textTable('a.csv', ['category', 'burglary']), tables)).toThrow(
      expect.objectContaining({ code: 'column-missing', column: 'weight or harm or harm_days or days' }),
    )
    expect(() => readHarmScheme(textTable('a.csv', ['offence,weight', 'x,1']), tables)).toThrow(
      expect.objectContaining({ code: 'column-missing', column: 'offence_code or category' }),
    )
  })
})

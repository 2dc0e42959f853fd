import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { offenceCode } from '../../engine/input/harmTable.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { dataFile } from '../helpers/tables.js'

const FILES = [
  'breaks.csv',
  'categories.csv',
  'downloads.csv',
  'forces.csv',
  'harm/css-offences.csv',
  'harm/css-subgroups.csv',
  'patrollable.csv',
  'places.csv',
  'proactive.csv',
  'problems.csv',
]

function rowsOf(name: string): Record<string, string>[] {
  const { header, rows } = readTextTable(dataFile(name), name)
  return rows.map((row) => Object.fromEntries(header.map((column, c) => [column, row[c]])))
}

const categories = new Set(rowsOf('categories.csv').map(({ id }) => id))
const offences = new Set(rowsOf('harm/css-offences.csv').map((row) => row.offence_code))
const today = rowsOf('categories.csv').filter(({ to }) => to === '')

describe.each(FILES)('data/%s', (name) => {
  const { header, rows } = readTextTable(dataFile(name), name)

  it('names a source in the last column of every row', () => {
    expect(header.at(-1)).toBe('source')
    expect(rows.filter((row) => row.at(-1) === '')).toEqual([])
  })

  it('has no two equal rows and no blanks around a field', () => {
    expect(new Set(rows.map((row) => row.join('\u0000'))).size).toBe(rows.length)
    expect(rows.flat().filter((field) => field !== field.trim())).toEqual([])
  })

  it('names only known categories', () => {
    const column = header.indexOf('category')
    const named = column === -1 ? [] : rows.map((row) => row[column]).filter((category) => category !== '')
    expect(named.filter((category) => !categories.has(category))).toEqual([])
  })
})

describe('categories of data/', () => {
  it('are the fourteen of today, and anti-social behaviour is the only incident', () => {
    expect(today).toHaveLength(14)
    expect(today.filter(({ asb }) => asb === '1').map(({ id }) => id)).toEqual(['anti-social-behaviour'])
  })

  it('have six labels in December 2010, eleven in 2012 and fourteen in 2024', () => {
    const labels = (month: string) =>
      new Set(
        rowsOf('categories.csv')
          .filter(({ from, to }) => (from === '' || from <= month) && (to === '' || month <= to))
          .map(({ label }) => label),
      )
    expect([...labels('2010-12')].sort()).toEqual([
      'Anti-social behaviour',
      'Burglary',
      'Other crime',
      'Robbery',
      'Vehicle crime',
      'Violent crime',
    ])
    expect(labels('2012-06').size).toBe(11)
    expect(labels('2024-01').size).toBe(14)
  })

  it('are made of parts that exist today', () => {
    const known = new Set(today.map(({ id }) => id))
    const parts = rowsOf('categories.csv').flatMap((row) => (row.parts === '' ? [] : row.parts.split(';')))
    expect(parts).not.toEqual([])
    expect(parts.filter((part) => !known.has(part))).toEqual([])
  })
})

function decidedYes(table: 'proactive' | 'patrollable'): string[] {
  const { offences: codes, categories: slugs } = referenceTables()[table]
  return [...slugs, ...[...codes].flatMap(([code, yes]) => (yes ? [code] : []))]
}

describe('offences of data/', () => {
  it.each(['proactive.csv', 'patrollable.csv'])('%s gives a known offence code or a category, never both or neither', (name) => {
    for (const row of rowsOf(name)) {
      expect(row.offence_code === '', JSON.stringify(row)).not.toBe(row.category === '')
      if (row.offence_code !== '') expect(offences).toContain(row.offence_code)
    }
  })

  it.each(['proactive.csv', 'patrollable.csv'])(
    '%s decides on every offence code and on every category of today, once',
    (name) => {
      const listed = rowsOf(name).map((row) => row.offence_code || row.category)
      const all = [...offences, ...today.map(({ id }) => id)]
      expect(all.filter((each) => !listed.includes(each))).toEqual([])
      expect(listed).toHaveLength(all.length)
    },
  )

  it('have one weight each, above zero', () => {
    const rows = rowsOf('harm/css-offences.csv')
    expect(offences.size).toBe(rows.length)
    expect(new Set(rows.map((row) => offenceCode(row.offence_code))).size).toBe(rows.length)
    expect(rows.filter(({ weight }) => !(Number(weight) > 0))).toEqual([])
  })

  it('weigh most for homicide, and homicide has the recorded offences of all its codes', () => {
    const rows = rowsOf('harm/css-offences.csv')
    const most = Math.max(...rows.map(({ weight }) => Number(weight)))
    expect(rows.filter(({ weight }) => Number(weight) === most).map((row) => row.offence_code)).toEqual([
      '1',
      '4.1',
      '4.10',
      '4.2',
    ])
    expect(rows.find((row) => row.offence_code === '1')?.recorded_2017_18).toBe('728')
  })

  it('include what the rules call proactive, and leave what they call reactive', () => {
    const proactive = decidedYes('proactive')
    for (const each of ['drugs', 'possession-of-weapons', '92A', '92D', '92E', '10C', '33', '83', '8S', '104', '802', '814'])
      expect(proactive).toContain(each)
    for (const each of ['burglary', 'robbery', 'shoplifting', 'violent-crime', '28E', '34B', '46', '19C'])
      expect(proactive).not.toContain(each)
  })

  it('keep domestic, sexual, stalking, harassment, communications and fraud offences out of the patrollable ones', () => {
    const patrollable = decidedYes('patrollable')
    const out = ['violent-crime', 'shoplifting', 'drugs', '8L', '8M', '8Q', '8R', '17A', '19C', '19D', '20A', '22B', '53C', '814']
    const children = ['11A', '13', '21', '71', '86']
    for (const each of [...out, ...children, '33A', '61']) expect(patrollable).not.toContain(each)
    for (const each of [
      'robbery',
      'vehicle-crime',
      '34B',
      '39',
      '44',
      '45',
      '48',
      '8N',
      '105A',
      '5D',
      '10D',
      '9A',
      '28E',
      '56B',
      '58D',
    ])
      expect(patrollable).toContain(each)
  })
})

describe('problem profiles of data/', () => {
  const { problems } = referenceTables()
  const proactive = decidedYes('proactive')

  it('are the six of the rules', () => {
    expect(problems.map(({ id }) => id).sort()).toEqual([
      'asb',
      'neighbourhood-crime',
      'night-time-economy',
      'retail',
      'rural',
      'serious-violence',
    ])
  })

  it('rank by categories of today that are not found by police activity, and list none twice', () => {
    const known = new Set(today.map(({ id }) => id))
    for (const { id, rankBy, beside } of problems) {
      expect(rankBy, id).not.toEqual([])
      expect(
        rankBy.filter((category) => proactive.includes(category) || !known.has(category)),
        id,
      ).toEqual([])
      expect(new Set([...rankBy, ...beside]).size, id).toBe(rankBy.length + beside.length)
    }
  })

  it('rank by known codes that are reactive and patrollable, and list none twice', () => {
    const patrollable = decidedYes('patrollable')
    for (const { id, offences: byCode } of problems) {
      const { rankBy, beside } = byCode ?? { rankBy: [], beside: [] }
      expect(
        rankBy.filter((code) => !offences.has(code) || proactive.includes(code) || !patrollable.includes(code)),
        id,
      ).toEqual([])
      expect(beside.filter((code) => !offences.has(code))).toEqual([])
      expect(new Set([...rankBy, ...beside]).size, id).toBe(rankBy.length + beside.length)
    }
  })

  it('rank by code what the Serious Violence Duty and neighbourhood crime mean', () => {
    const codes = (id: string) => problems.find((row) => row.id === id)?.offences?.rankBy
    expect(codes('serious-violence')).toEqual(['1', '2', '4.1', '5D', '5E', '34A', '34B'])
    expect(codes('neighbourhood-crime')).toEqual(expect.arrayContaining(['28E', '28F', '34B', '39', '45', '48']))
    for (const other of ['30C', '30D', '34A', '46']) expect(codes('neighbourhood-crime')).not.toContain(other)
  })

  it('rank serious violence by robbery with violence beside it, and say so', () => {
    const found = problems.find(({ id }) => id === 'serious-violence')
    expect(found?.rankBy).toEqual(['robbery'])
    expect(found?.beside).toEqual(['violent-crime'])
    expect(found?.note).toContain('robbery with violence and sexual offences beside it')
  })
})

describe('places and breaks of data/', () => {
  it('write place phrases in lower case, whole, without "on or near"', () => {
    for (const phrase of referenceTables().places.keys()) {
      expect(phrase).toBe(phrase.toLowerCase())
      expect(phrase).not.toMatch(/^on or near/)
    }
  })

  it('flag police stations, prisons and hospitals as institutions, supermarkets as premises, and no street word', () => {
    const { places } = referenceTables()
    for (const phrase of ['police station', 'prison', 'hospital']) expect(places.get(phrase)).toBe('institution')
    for (const phrase of ['supermarket', 'shopping area', 'petrol station', 'nightclub'])
      expect(places.get(phrase)).toBe('premises')
    for (const phrase of ['parking area', 'park/open space']) expect(places.get(phrase)).toBe('generic')
    for (const phrase of ['court', 'station', 'park']) expect(places.has(phrase)).toBe(false)
  })

  it('list the lockdowns, the burglary change, the counting rules of May 2023, each ending no earlier than it starts', () => {
    const { breaks } = referenceTables()
    expect(breaks.filter(({ from, to }) => from > to)).toEqual([])
    expect(breaks.map(({ from, to, categories: of }) => [from, to, ...of])).toEqual(
      expect.arrayContaining([
        ['2020-03', '2021-07'],
        ['2017-04', '2017-04', 'burglary'],
        ['2023-05', '2023-05', 'violent-crime'],
      ]),
    )
  })
})

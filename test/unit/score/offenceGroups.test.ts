import { describe, expect, it } from 'vitest'
import { kindTable } from '../../../engine/score/kinds.js'
import { inseparable, offenceGroups } from '../../../engine/score/offenceGroups.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const kindsOf = (ids: readonly string[]) => kindTable(ids.toSorted(), tables, tables.harm[0])
const idsIn = (ids: readonly string[], group: string) => {
  const kinds = kindsOf(ids)
  const { member } = offenceGroups(kinds, tables).find(({ id }) => id === group) ?? { member: new Uint8Array(0) }
  return kinds.id.filter((_, kind) => member[kind] === 1)
}

const PUBLISHED = ['anti-social-behaviour', 'burglary', 'drugs', 'robbery', 'shoplifting', 'violent-crime']
const CODES = ['104', '105A', '16', '17A', '19C', '28E', '30C', '34A', '34B', '56A', '58C', '71', '88E', '8N', '92D', '1']

describe('offenceGroups', () => {
  it('has total crime without ASB, ASB, then the tree as far as categories reach', () => {
    expect(offenceGroups(kindsOf(PUBLISHED), tables).map(({ id }) => id)).toEqual([
      'crime',
      'asb',
      'violent-crime',
      'robbery',
      'theft',
      'burglary',
      'shoplifting',
      'drugs',
    ])
    expect(idsIn(PUBLISHED, 'crime')).toEqual(PUBLISHED.slice(1))
    expect(idsIn(PUBLISHED, 'theft')).toEqual(['burglary', 'shoplifting'])
  })

  it('tells apart with codes what categories do not', () => {
    expect(idsIn(CODES, 'robbery-personal')).toEqual(['34B'])
    expect(idsIn(CODES, 'robbery-business')).toEqual(['34A'])
    expect(idsIn(CODES, 'sexual-offences')).toEqual(['17A', '19C', '71', '88E'])
    expect(idsIn(CODES, 'violence')).toEqual(['1', '104', '105A', '8N'])
    expect(idsIn(CODES, 'burglary-residential')).toEqual(['28E'])
    expect(idsIn(CODES, 'arson')).toEqual(['56A'])
  })

  it('does not where one crime of the category has no code', () => {
    const mixed = kindsOf([...CODES, 'robbery'])
    expect(offenceGroups(mixed, tables).some(({ id }) => id === 'robbery-personal')).toBe(false)
    expect(inseparable('robbery-personal', mixed)).toMatch(/does not separate personal from business robbery/)
    expect(inseparable('robbery-personal', kindsOf(CODES))).toBeNull()
    expect(inseparable('nonsense', mixed)).toBeNull()
  })

  it('makes a row of a category of an older era, so that every crime is in a group', () => {
    const ids = ['burglary', 'other-crime-to-2011-08', 'public-disorder-weapons']
    expect(offenceGroups(kindsOf(ids), tables).map(({ id }) => id)).toEqual([
      'crime',
      'theft',
      'burglary',
      'other-crime-to-2011-08',
      'public-disorder-weapons',
    ])
  })

  it('puts each crime of the data into one group of the first level', () => {
    for (const ids of [PUBLISHED, CODES]) {
      const kinds = kindsOf(ids)
      const first = offenceGroups(kinds, tables).filter(({ level, id }) => level === 1 || id === 'asb')
      kinds.id.forEach((id, kind) => {
        expect(`${id} ${first.reduce((sum, { member }) => sum + member[kind], 0)}`).toBe(`${id} 1`)
      })
    }
  })
})

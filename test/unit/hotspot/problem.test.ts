import { describe, expect, it } from 'vitest'
import { problemKinds, problemOf } from '../../../engine/hotspot/problem.js'
import type { ProblemProfile } from '../../../engine/inputTables.js'
import { kindTable } from '../../../engine/score/kinds.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const ids = [
  '105A',
  '28E',
  '30C',
  '34A',
  '34B',
  '34B+domestic',
  '8N',
  'burglary',
  'burglary+historic',
  'robbery',
  'violent-crime',
]
const kinds = kindTable(ids, tables, tables.harm[0])

function chosen(profile: ProblemProfile) {
  const { rankBy, beside } = problemKinds(profile, kinds)
  const named = (flags: Uint8Array) => ids.filter((_, k) => flags[k] === 1)
  return { rankBy: named(rankBy), beside: named(beside) }
}

describe('problemKinds', () => {
  const profile: ProblemProfile = {
    id: 'p',
    label: 'P',
    rankBy: ['burglary', 'robbery'],
    beside: ['violent-crime'],
    note: '',
    offences: null,
  }

  it('goes by categories where the profile lists no codes, without what is domestic, online or historic', () => {
    expect(chosen(profile)).toEqual({
      rankBy: ['28E', '30C', '34A', '34B', 'burglary', 'robbery'],
      beside: ['105A', '8N', 'violent-crime'],
    })
  })

  it('goes by the codes for crimes that have one, and by category for the others', () => {
    const byCode = { ...profile, offences: { rankBy: ['28E', '34B'], beside: ['8N'], note: '' } }
    expect(chosen(byCode)).toEqual({ rankBy: ['28E', '34B', 'burglary', 'robbery'], beside: ['8N', 'violent-crime'] })
  })

  it('leaves published categories to the profiles of data/ as they were', () => {
    const serious = tables.problems.find(({ id }) => id === 'serious-violence')
    expect(serious && chosen(serious)).toEqual({ rankBy: ['34A', '34B', 'robbery'], beside: ['8N', 'violent-crime'] })
  })
})

describe('what a patrol can meet of a problem', () => {
  it('is neither found by police nor out of its reach', () => {
    const profile: ProblemProfile = {
      id: 'p',
      label: 'P',
      rankBy: ['drugs', 'burglary'],
      beside: [],
      note: '',
      offences: null,
    }
    const own = { ...kindTable(['burglary', 'drugs'], tables, tables.harm[0]), patrollable: Uint8Array.of(1, 1) }
    expect([...problemKinds(profile, own).rankBy]).toEqual([1, 1])
    // drugs are recorded by what police find
    expect([...problemKinds(profile, own).counted]).toEqual([1, 0])
    expect([...problemKinds(profile, { ...own, patrollable: Uint8Array.of(0, 1) }).counted]).toEqual([0, 0])
  })
})

describe('problemOf', () => {
  it('refuses a problem that is not known and names those that are', () => {
    expect(problemOf(tables.problems, 'retail').id).toBe('retail')
    expect(() => problemOf(tables.problems, 'noise')).toThrow(/Known: .*retail/)
  })
})

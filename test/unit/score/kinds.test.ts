import { describe, expect, it } from 'vitest'
import { kindTable, kindWeights } from '../../../engine/score/kinds.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const [css] = tables.harm
const ids = ['anti-social-behaviour', 'burglary', 'drugs', 'other-theft-to-2013-05', 'violent-crime', 'zebra']

describe('kindTable', () => {
  const kinds = kindTable(ids, tables, css)

  it('gives each category its average harm, and anti-social behaviour and unknown categories none', () => {
    expect(kinds.harm[1]).toBeCloseTo(370.19, 2)
    expect([kinds.harm[0], kinds.harm[5]]).toEqual([Number.NaN, Number.NaN])
    expect(kinds.basis).toEqual(['none', 'category average', 'category average', 'category average', 'category average', 'none'])
  })

  it('gives anti-social behaviour no harm under a scheme that has a weight for it', () => {
    const scheme = { ...css, category: new Map([['anti-social-behaviour', 1]]) }
    expect(kindTable(ids, tables, scheme).harm[0]).toBeNaN()
  })

  it('marks incidents, what police activity finds, and what a patrol can meet', () => {
    expect([...kinds.asb]).toEqual([1, 0, 0, 0, 0, 0])
    expect([...kinds.reactive]).toEqual([1, 1, 0, 1, 1, 1])
    expect([...kinds.patrollable]).toEqual([1, 1, 0, 0, 0, 0])
  })

  it('shows today’s label of a category that was renamed, and the id of one it does not know', () => {
    expect(kinds.label[4]).toBe('Violence and sexual offences')
    expect(kinds.label[5]).toBe('zebra')
  })
})

describe('kindWeights', () => {
  it('counts a crime, an incident and harm once each; a kind without a weight adds no harm', () => {
    const weights = kindWeights(kindTable(['anti-social-behaviour', 'drugs', 'robbery'], tables, css))
    const drugs = css.category.get('drugs')
    const robbery = css.category.get('robbery')
    expect([...weights.crimes]).toEqual([0, 1, 1])
    expect([...weights.asb]).toEqual([1, 0, 0])
    expect([...weights.volume]).toEqual([1, 1, 1])
    expect([...weights.volumeReactive]).toEqual([1, 0, 1])
    expect([...weights.harm]).toEqual([0, drugs, robbery])
    expect([...weights.harmReactive]).toEqual([0, 0, robbery])
  })
})

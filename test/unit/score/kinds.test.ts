import { describe, expect, it } from 'vitest'
import { hasOffenceCodes, kindTable, kindWeights, mostByOffence } from '../../../engine/score/kinds.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { tallyTable } from '../../helpers/tables.js'

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

describe('kindTable of offence codes', () => {
  const codes = [
    '10C',
    '28E',
    '46',
    '5D+domestic',
    '8N',
    '8N+domestic',
    '8N+historic',
    '8T',
    '9A+online',
    '999',
    'anti-social-behaviour+domestic',
  ]
  const kinds = kindTable(codes, tables, css)
  const column = (values: ArrayLike<unknown>) => Object.fromEntries(codes.map((id, k) => [id, values[k]]))

  it('gives each code its weight, a code without one the average of its category, and an unknown code none', () => {
    expect(column(kinds.harm)).toMatchObject({
      '28E': 465.3814732,
      '46': 11.85553905,
      '5D+domestic': 2034.74186,
      '8N': 189.1538871,
    })
    expect(kinds.harm[codes.indexOf('8T')]).toBe(css.category.get('violent-crime'))
    expect([kinds.harm[9], kinds.harm[10]]).toEqual([Number.NaN, Number.NaN])
    expect(column(kinds.basis)).toMatchObject({
      '8N': 'offence',
      '8T': 'category average',
      '999': 'none',
      'anti-social-behaviour+domestic': 'none',
    })
  })

  it('reads code, category, flags and label from the id', () => {
    expect(kinds.offenceCode).toEqual(['10C', '28E', '46', '5D', '8N', '8N', '8N', '8T', '9A', '999', ''])
    expect(column(kinds.category)).toMatchObject({
      '28E': 'burglary',
      '8T': 'violent-crime',
      '9A+online': 'public-order',
      '999': '',
    })
    expect(column(kinds.label)).toMatchObject({
      '28E': 'Burglary Residential',
      '8N+domestic': 'Assault with injury, domestic',
      '8T': '8T',
      '999': '999',
      'anti-social-behaviour+domestic': 'Anti-social behaviour, domestic',
    })
    const flagged = (flags: Uint8Array) => codes.filter((_, k) => flags[k] === 1)
    expect(flagged(kinds.domestic)).toEqual(['5D+domestic', '8N+domestic', 'anti-social-behaviour+domestic'])
    expect(flagged(kinds.historic)).toEqual(['8N+historic'])
    expect(flagged(kinds.online)).toEqual(['9A+online'])
    expect(flagged(kinds.asb)).toEqual(['anti-social-behaviour+domestic'])
  })

  it('takes violence as patrollable unless domestic, historic or online, and never by its category alone', () => {
    expect(codes.filter((_, k) => kinds.patrollable[k] === 1)).toEqual(['10C', '28E', '8N'])
  })

  it('takes weapons found by searches as proactive, and a code that is not listed by its category', () => {
    expect(codes.filter((_, k) => kinds.reactive[k] === 0)).toEqual(['10C'])
    expect([...kindTable(['92Z', '56Z'], tables, css).reactive]).toEqual([0, 1])
    expect([...kindTable(['92Z', '56Z'], tables, css).patrollable]).toEqual([0, 1])
  })

  it('knows data with codes from published data', () => {
    expect([hasOffenceCodes(kinds), hasOffenceCodes(kindTable(ids, tables, css))]).toEqual([true, false])
  })
})

describe('mostByOffence', () => {
  const kinds = kindTable(['28E', 'anti-social-behaviour', 'burglary'], tables, css)
  const most = (coded: number, incidents: number, categories: number) =>
    mostByOffence(
      kinds,
      tallyTable([
        [0, 0, 100, coded],
        [0, 1, 100, incidents],
        [1, 2, 101, categories],
      ]),
    )

  it('needs more than half of the crimes, and does not count incidents', () => {
    expect([most(6, 0, 5), most(6, 900, 5), most(5, 0, 5), most(0, 9, 0)]).toEqual([true, true, false, false])
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
    expect([...weights.averaged]).toEqual([0, 1, 1])
    expect([...weights.event]).toEqual([0, 0, 0])
  })

  it('knows the harm of one event by its code only', () => {
    const weights = kindWeights(kindTable(['34B', '8T', '999'], tables, css))
    expect([...weights.event]).toEqual([799.6288702, 0, 0])
    expect([...weights.averaged]).toEqual([0, 1, 0])
  })
})

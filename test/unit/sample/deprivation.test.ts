import { describe, expect, it } from 'vitest'
import { stream } from '../../../scripts/sample/chance.js'
import { makeDeprivation, NATIONAL_LSOAS } from '../../../scripts/sample/deprivation.js'

const need = Float64Array.from({ length: 200 }, (_, lsoa) => (lsoa - 100) / 50)
const none = new Float64Array(200)
const made = makeDeprivation({ need, residents: none, children: none, workingAge: none, older: none }, stream(1, 'deprivation'))

describe('deprivation of the sample', () => {
  it('ranks on the national scale, 1 most deprived, none twice', () => {
    for (const ranks of made.ranks) {
      expect(new Set(ranks).size).toBe(200)
      for (const rank of ranks) expect(Number.isInteger(rank) && rank >= 1 && rank <= NATIONAL_LSOAS).toBe(true)
    }
    const income = made.ranks[made.names.indexOf('Income')]
    expect(income[199]).toBeLessThan(income[0])
  })

  it('gives the index the order of its scores: highest score, rank nearest 1', () => {
    const order = [...need.keys()].sort((a, b) => made.scores[0][b] - made.scores[0][a])
    const ranks = order.map((lsoa) => made.ranks[0][lsoa])
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  })

  it('makes the index of its seven domain ranks by the official formula, weights per hundred', () => {
    const weights = {
      Income: 22.5,
      Employment: 22.5,
      'Education, Skills and Training': 13.5,
      'Health Deprivation and Disability': 13.5,
      Crime: 9.3,
      'Barriers to Housing and Services': 9.3,
      'Living Environment': 9.3,
    }
    let score = 0
    for (const [name, weight] of Object.entries(weights)) {
      const share = (NATIONAL_LSOAS + 1 - made.ranks[made.names.indexOf(name)][50]) / NATIONAL_LSOAS
      score += (weight / 100) * -23 * Math.log(1 - share * (1 - Math.exp(-100 / 23)))
    }
    expect(made.scores[0][50]).toBeCloseTo(score, 10)
  })
})

import { describe, expect, it } from 'vitest'
import { csv } from '../../../engine/output/csv.js'
import { outcomeTable } from '../../../engine/output/outcomeTable.js'

describe('outcomeTable', () => {
  it('is a row a category, outcome and month', () => {
    const rows = [{ category: 'burglary', outcome: 'Suspect charged', month: 263, count: 81 }]
    const table = outcomeTable({ rows, outcomes: 81, joined: 81, unjoined: {}, crimes: 80 })
    expect(new TextDecoder().decode(csv(table, false))).toBe(
      'category,outcome,month,count\nburglary,Suspect charged,2021-12,81\n',
    )
  })
})

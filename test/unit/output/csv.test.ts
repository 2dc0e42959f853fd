import { describe, expect, it } from 'vitest'
import { csvText } from '../../../engine/output/csv.js'

describe('a text in a CSV file', () => {
  it.each(['=1+1', '+44 1234', '@SUM(A1)', '-1+1', '-cmd', '- 5', '\tx', '-5;6', '-1e5'])(
    'cannot run as a formula: %j',
    (text) => {
      expect(csvText(text).replaceAll('"', '')).toBe(`'${text}`)
    },
  )

  it.each(['-656.1', '-5', 'N25', '1 - 2', ''])('is left as it is where it runs nothing: %j', (text) => {
    expect(csvText(text)).toBe(text)
  })

  it('is quoted where it must be', () => {
    expect(csvText('a "b", c')).toBe('"a ""b"", c"')
  })
})

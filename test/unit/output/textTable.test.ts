import { describe, expect, it } from 'vitest'
import { paragraph } from '../../../engine/output/paragraph.js'
import { textTable } from '../../../engine/output/textTable.js'

describe('textTable', () => {
  it('aligns text left and numbers right under their heads', () => {
    const table = textTable(
      [
        { head: 'name', align: 'left' },
        { head: 'n', align: 'right' },
      ],
      [
        ['Castle', '1'],
        ['X', '12'],
      ],
      40,
    )
    expect(table).toBe('name     n\nCastle   1\nX       12')
  })

  it('cuts the widest flexible column until the table fits', () => {
    const table = textTable(
      [
        { head: 'name', align: 'left', flexible: true },
        { head: 'n', align: 'right' },
      ],
      [['A very long name of a ward', '123']],
      20,
    )
    expect(table.split('\n').every((line) => line.length <= 20)).toBe(true)
    expect(table).toContain('A very long nam… 123')
  })
})

describe('paragraph', () => {
  it('breaks at spaces, keeps every word, and indents the lines after the first', () => {
    const text = Array.from({ length: 60 }, (_, k) => `word${k}`).join(' ')
    const lines = paragraph(text, 2).split('\n')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.every((line, k) => line.length <= 110 && line.startsWith(k === 0 ? '  word' : '    word'))).toBe(true)
    expect(paragraph(text, 2).replace(/\s+/g, ' ').trim()).toBe(text)
  })
})

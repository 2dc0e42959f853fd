import { describe, expect, it } from 'vitest'
import { codePointOrder, createByteDictionary, textOfRow } from '../../../engine/input/byteDictionary.js'

/** The row of each text, read from a place that is no multiple of four, and the dictionary's texts. */
function rowsOf(texts: readonly string[]) {
  const dictionary = createByteDictionary()
  const rows = texts.map((text) => {
    const bytes = new TextEncoder().encode(`#${text}#`)
    return dictionary.row(new DataView(bytes.buffer), 1, bytes.length - 1)
  })
  return { rows, kept: dictionary.texts() }
}

describe('createByteDictionary', () => {
  it('numbers texts as they are met, the empty one too, and gives them back', () => {
    const { rows, kept } = rowsOf(['Park Street', '', 'é→😀', 'Park Street', '', 'Park Streeu'])
    expect(rows).toEqual([0, 1, 2, 0, 1, 3])
    expect([0, 1, 2, 3].map((row) => textOfRow(kept, row))).toEqual(['Park Street', '', 'é→😀', 'Park Streeu'])
    expect([...codePointOrder(kept)]).toEqual([1, 0, 3, 2])
  })

  it('tells texts apart that differ in any one byte, or in length', () => {
    const text = 'Avon and Somerset'
    const others = Array.from(text, (_, k) => `${text.slice(0, k)}#${text.slice(k + 1)}`)
    const shorter = Array.from(text, (_, k) => text.slice(0, k))
    // each beside the text itself, which is looked at first
    const { rows } = rowsOf([...others, ...shorter].flatMap((other) => [text, other]))
    expect(rows).toEqual([...others, ...shorter].flatMap((_, k) => [0, k + 1]))
  })

  it('keeps every text however many and long they are', () => {
    const texts = Array.from({ length: 9000 }, (_, k) => `${k} ${'long '.repeat(k % 30)}`)
    const { rows, kept } = rowsOf([...texts, ...texts])
    expect(rows).toEqual([...texts.keys(), ...texts.keys()])
    expect(texts.every((text, row) => textOfRow(kept, row) === text)).toBe(true)
  })
})

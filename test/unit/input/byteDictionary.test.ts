import { describe, expect, it } from 'vitest'
import { codePointOrder, createByteDictionary, type Lead, rowAt, textOfRow } from '../../../engine/input/byteDictionary.js'

/** The row of each text, read from a place that is no multiple of four, and the dictionary's texts. */
function rowsOf(texts: readonly string[], lead: Lead | null = null) {
  const dictionary = createByteDictionary(lead)
  const rows = texts.map((text) => {
    const bytes = new TextEncoder().encode(`#${text}#`)
    return dictionary.row(new DataView(bytes.buffer), 1, bytes.length - 1)
  })
  return { rows, kept: dictionary.texts(), live: dictionary.live() }
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

  it('finds texts by their first bytes, those among many that begin alike by all of their bytes', () => {
    const lead: Lead = { bytes: 4, of: (words, start) => words.getInt32(start, true) }
    const alike = Array.from({ length: 3000 }, (_, k) => `same ${k}`)
    const texts = ['abc', '', ...alike, 'other']
    const { rows, kept, live } = rowsOf([...texts, ...texts], lead)
    expect(rows).toEqual([...texts.keys(), ...texts.keys()])
    expect(texts.every((text, row) => textOfRow(kept, row) === text)).toBe(true)
    const at = (text: string) => {
      const words = new DataView(new TextEncoder().encode(text).buffer)
      return rowAt(live, lead.of(words, 0), words, 0)
    }
    expect([at('other,more'), at('same 0,more'), at('another')]).toEqual([3002, 2, -1])
    // where a text ends is not looked at: same 2 stands there too
    expect(at('same 2999,more')).toBe(4)
  })
})

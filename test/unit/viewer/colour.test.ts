import { describe, expect, it } from 'vitest'
import { colourClasses, colourOf, type Theme } from '../../../viewer/layers/colour.js'
import type { Document } from '../../../viewer/load/document.js'

const analysis = { breaks: { volume: [2, 4, 5, 21, 112, 261], harm: [116.2, 928, 11368] } } as unknown as Document
const THEMES: readonly Theme[] = ['light', 'dark']

describe('colour classes', () => {
  it('are those of analysis.json, said in whole numbers for counts', () => {
    expect(colourClasses('volume', analysis, 'light').map((one) => one.label)).toEqual([
      '1 to 2',
      '3 to 4',
      '5',
      '6 to 21',
      '22 to 112',
      '113 to 261',
    ])
  })
  it('are said as touching ranges for harm', () => {
    expect(colourClasses('harm', analysis, 'light').map((one) => one.label)).toEqual(['up to 116', '116 to 928', '928 to 11,368'])
  })
  it('paint a value on a limit in the class it closes, and the next value in the next', () => {
    const classes = colourClasses('volume', analysis, 'light')
    expect(colourOf(4, 'volume', classes)).toBe(classes[1].colour)
    expect(colourOf(5, 'volume', classes)).toBe(classes[2].colour)
    expect(colourOf(261, 'volume', classes)).toBe(classes[5].colour)
  })
  it('leave zero and unknown unpainted', () => {
    const classes = colourClasses('volume', analysis, 'light')
    expect(colourOf(0, 'volume', classes)).toBeNull()
    expect(colourOf(Number.NaN, 'volume', classes)).toBeNull()
  })
  it('paint a score of nought, which is a known score', () => {
    const classes = colourClasses('score', analysis, 'light')
    expect(colourOf(0, 'score', classes)).toBe(classes[0].colour)
  })
  it('paint no cell whose Gi* says nothing, and seven classes in words', () => {
    const classes = colourClasses('gistar_class', { ...analysis, measure: { id: 'volume', label: 'volume' } }, 'dark')
    expect(colourOf(0, 'gistar_class', classes)).toBeNull()
    expect(classes.map((one) => one.label)).toEqual([
      'Hot: strong evidence',
      'Hot: good evidence',
      'Hot: some evidence',
      'No clear difference',
      'Cold: some evidence',
      'Cold: good evidence',
      'Cold: strong evidence',
    ])
  })
  it('rise in lightness one way only, so that they read without hue', () => {
    for (const theme of THEMES)
      for (const measure of ['volume', 'score'] as const) {
        const light = colourClasses(measure, analysis, theme).map(({ colour }) =>
          colour === null ? 0 : 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2],
        )
        expect(light).toEqual(light.toSorted((a, b) => (theme === 'light' ? b - a : a - b)))
      }
  })
})

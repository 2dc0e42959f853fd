import { describe, expect, it } from 'vitest'
import { seen } from '../../../../viewer/export/readLegend.js'

describe('colours of a legend', () => {
  it('are seen though they have no blue', () => {
    for (const colour of ['rgb(179, 73, 0)', 'rgba(179, 73, 0, 0.5)', 'rgb(0 0 0 / 0.4)']) expect(seen(colour)).toBe(colour)
  })
  it('are nothing where they are fully clear', () => {
    for (const colour of ['none', 'transparent', 'rgba(0, 0, 0, 0)', 'rgb(0 0 0 / 0)', 'color(srgb 1 1 1 / 0)'])
      expect(seen(colour)).toBeNull()
  })
})

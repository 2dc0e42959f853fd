import { describe, expect, it } from 'vitest'
import { moveSheet, nearestStop } from '../../../viewer/state/sheet.js'
import { useStore } from '../../../viewer/state/store.js'

describe('the sheet of a phone', () => {
  it('stops at the nearest of a strip, half and all of the height', () => {
    const stops = [0, 56, 200, 205, 350, 520, 530, 700].map((height) => nearestStop(height, 700))
    expect(stops).toEqual(['peek', 'peek', 'peek', 'half', 'half', 'half', 'full', 'full'])
  })
  it('moves one stop at a time and no further than there are', () => {
    const seen = ([1, 1, 1, -1, -1, -1] as const).map((step) => {
      moveSheet(step)
      return useStore.getState().sheet
    })
    expect(seen).toEqual(['half', 'full', 'full', 'half', 'peek', 'peek'])
  })
})

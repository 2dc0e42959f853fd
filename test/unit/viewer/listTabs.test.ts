import { describe, expect, it } from 'vitest'
import { nextTab } from '../../../viewer/panels/ListTabs.js'

describe('tabs', () => {
  it('are walked by the arrows in a ring, and by Home and End', () => {
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'ArrowDown'].map((key) => nextTab(key, 0, 3))).toEqual([1, 2, 0, 2, null])
    expect(nextTab('ArrowRight', 2, 3)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { visitorPlaces } from '../../../engine/output/layerTable.js'
import { areaTable } from '../../helpers/tables.js'

describe('visitorPlaces', () => {
  const areas = areaTable(
    'ward',
    [1000, 1200, 900, 100, 0].map((residents, i) => ({ code: `W${i}`, box: [i, 0, i + 1, 1] as const, residents })),
  )
  const columns = (volume: number[]) => {
    const column = Float64Array.from([...volume, 0])
    return {
      crimes: column,
      asb: column,
      volume: column,
      harm: column,
      harmReactive: column,
      volumeReactive: column,
      averaged: column,
      topEvent: column,
      previous12m: column,
      monthsActive: column,
      volumeAllMonths: column,
    }
  }

  it('marks few residents with over ten times the median rate, and nothing else', () => {
    // rates 0.1, 0.1, 0.1, 2; the empty area has none
    expect([...visitorPlaces({ areas, columns: columns([100, 120, 90, 200, 50]) })]).toEqual([0, 0, 0, 1, 0])
    expect([...visitorPlaces({ areas, columns: columns([100, 120, 90, 60, 50]) })]).toEqual([0, 0, 0, 0, 0])
  })

  it('does not mark a busy area where many live', () => {
    expect([...visitorPlaces({ areas, columns: columns([100, 9000, 90, 10, 0]) })]).toEqual([0, 0, 0, 0, 0])
  })
})

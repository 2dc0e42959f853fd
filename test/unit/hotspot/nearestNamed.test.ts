import { describe, expect, it } from 'vitest'
import { nearestNamed } from '../../../engine/hotspot/nearestNamed.js'
import { PLACE_FLAG } from '../../../engine/types.js'
import { placeTable } from '../../helpers/tables.js'

describe('nearestNamed', () => {
  const places = placeTable([
    { lng: -1.5, lat: 52.5, text: 'Supermarket', flags: PLACE_FLAG.premises },
    { lng: -1.499, lat: 52.5 },
    { lng: -1.498, lat: 52.5, text: 'High Street' },
    { lng: -1.49, lat: 52.5, text: 'Mill Lane' },
  ])

  it('names the nearest street, not premises and not places without a name', () => {
    const near = nearestNamed(places, -1.5, 52.5)
    expect(near?.name).toBe('High Street')
    expect(near?.metres).toBeCloseTo(135.4, 0)
  })

  it('finds none beyond 4 km', () => {
    expect(nearestNamed(places, -1.4, 52.5)).toBeNull()
  })
})

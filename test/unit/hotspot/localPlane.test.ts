import { describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { localPlane } from '../../../engine/hotspot/localPlane.js'

describe('localPlane', () => {
  const lng = [-1.9, -1.898, -0.3, 0.4]
  const lat = [52.1, 52.101, 51.2, 53.1]
  const plane = localPlane(lng, lat)

  it('keeps distances to 1 in 2,000, far from its middle too', () => {
    for (const [lngB, latB] of [
      [-1.898, 52.101],
      [-0.3, 51.2],
    ] as const) {
      const [x, y] = plane.toMetres(lngB, latB)
      const great = distanceM(lng[0], lat[0], lngB, latB)
      expect(Math.abs(Math.hypot(x - plane.x[0], y - plane.y[0]) / great - 1)).toBeLessThan(5e-4)
    }
  })

  it('leads back to the degrees', () => {
    for (let row = 0; row < lng.length; row++) {
      const [east, north] = plane.toDegrees(plane.x[row], plane.y[row])
      expect(Math.abs(east - lng[row]) + Math.abs(north - lat[row])).toBeLessThan(1e-11)
    }
  })
})

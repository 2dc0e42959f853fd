import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { drawCounts, highCount } from '../../../engine/stats/nullCounts.js'
import { circularZones, flexibleZones, logLikelihoodRatio, SCAN_LANES, type ScanData } from '../../../engine/stats/scanZones.js'
import { weightsOf } from '../../helpers/weights.js'

const n = 60
const stream = random(1, 'places')
const x = Float64Array.from({ length: n }, () => stream.integer(1000))
const y = Float64Array.from({ length: n }, () => stream.integer(1000))
const share = Float64Array.from({ length: n }, (_, cell) => (1 + (cell % 5)) / 180)
const near = Array.from(x.keys(), (a) => [...x.keys()].filter((b) => a !== b && Math.hypot(x[a] - x[b], y[a] - y[b]) < 250))

describe.each([
  ['circles', circularZones(x, y, share, 0.5)],
  ['small circles', circularZones(x, y, share, 0.1)],
  ['flexible zones', flexibleZones(x, y, weightsOf(near, false), 12)],
])('%s', (_, zones) => {
  it.each([
    [40, 1],
    [3000, 1],
    [3000, 6],
  ])('have the largest ratio of the best zones of all centres, on maps of %d events with phi %d', (total, phi) => {
    const expected = share.map((value) => value * total)
    const data = { expected, total, high: expected.map((mean) => highCount(mean, phi, 0.2)) }
    for (let batch = 0; batch < 10; batch++) {
      const maps = Array.from({ length: SCAN_LANES }, (_, lane) => {
        const count = new Float64Array(n)
        drawCounts(random(batch, `map ${lane}`), share, total, phi, count)
        return count
      })
      const out = new Float64Array(SCAN_LANES)
      const lanes = Float64Array.from({ length: n * SCAN_LANES }, (_, at) => maps[at % SCAN_LANES][Math.floor(at / SCAN_LANES)])
      zones.largest(lanes, { ...data, count: maps[0] }, out)
      maps.forEach((count, lane) => {
        const of = (centre: number, map: ScanData) => {
          const sum = (column: Float64Array) => zones.best(map, centre).reduce((all, cell) => all + column[cell], 0)
          return logLikelihoodRatio(sum(count), sum(expected), total)
        }
        const most = [...x.keys()].reduce((best, centre) => Math.max(best, of(centre, { ...data, count })), 0)
        expect(out[lane]).toBeCloseTo(most, 10)
      })
    }
  })
})

import { describe, expect, it } from 'vitest'
import { oneEventClusters } from '../../../engine/hotspot/oneEvent.js'
import type { Cluster } from '../../../engine/types.js'

const cluster = (id: string, cells: readonly number[], zone = ''): Cluster => ({
  id,
  type: id.startsWith('Z') ? 'zone' : 'cluster',
  zone,
  cells: Uint32Array.from(cells),
  areaKm2: 0.1,
  hotClass: 1,
  peakZ: 4,
  oneEvent: false,
})

/** Cells of at least 100 harm are hot. */
const over100 = (harm: Float64Array) => Int8Array.from(harm, (value) => Number(value >= 100))
const marked = (clusters: readonly Cluster[]) => clusters.filter(({ oneEvent }) => oneEvent).map(({ id }) => id)

describe('oneEventClusters', () => {
  it('lets a cluster stand that is hot without its largest event, of five crimes and more, none over half of its harm', () => {
    const columns = {
      crimes: Float64Array.of(3, 2, 9),
      harm: Float64Array.of(200, 100, 0),
      topEvent: Float64Array.of(100, 50, 0),
    }
    expect(marked(oneEventClusters([cluster('C1', [0, 1])], columns, over100))).toEqual([])
  })

  it.each([
    ['fewer than five crimes', [2, 2], [200, 100], [100, 50]],
    ['over half of the harm in one event', [9, 9], [300, 100], [201, 50]],
    ['no cell hot without it', [9, 9], [180, 90], [81, 20]],
  ])('marks a cluster with %s', (_, crimes, harm, topEvent) => {
    const columns = { crimes: Float64Array.from(crimes), harm: Float64Array.from(harm), topEvent: Float64Array.from(topEvent) }
    const [only] = oneEventClusters([cluster('C1', [0, 1])], columns, over100)
    expect(only).toEqual({ ...cluster('C1', [0, 1]), oneEvent: true })
  })

  it('takes one event of each cluster out of one cell, once, where a zone and its cluster share it', () => {
    const seen: number[][] = []
    const hot = (harm: Float64Array) => {
      seen.push([...harm])
      return over100(harm)
    }
    const columns = {
      crimes: Float64Array.of(9, 9, 9, 9),
      harm: Float64Array.of(400, 300, 250, 70),
      topEvent: Float64Array.of(90, 90, 80, 70),
    }
    // the first of two as large; the cell of no cluster keeps its own
    const list = [cluster('Z1', [0, 1]), cluster('C1', [0, 1], 'Z1'), cluster('C2', [2])]
    expect(marked(oneEventClusters(list, columns, hot))).toEqual([])
    expect(seen).toEqual([[310, 300, 170, 70]])
  })

  it('marks nothing and asks nothing where no event has a weight of its own', () => {
    const columns = { crimes: Float64Array.of(1), harm: Float64Array.of(500), topEvent: Float64Array.of(0) }
    const hot = () => {
      throw new Error('not to be asked')
    }
    expect(oneEventClusters([cluster('C1', [0])], columns, hot)).toEqual([cluster('C1', [0])])
    expect(oneEventClusters([], columns, hot)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { pointHistory } from '../../../engine/hotspot/pointHistory.js'
import type { ProblemProfile } from '../../../engine/inputTables.js'
import { monthStart } from '../../../engine/londonTime.js'
import { categoryKinds, placeTable } from '../../helpers/tables.js'

const problem: ProblemProfile = { id: 'p', label: 'P', rankBy: ['robbery'], beside: [], note: '', offences: null }

describe('pointHistory', () => {
  it('has no point for a place where there was nothing in its months: what happens there later is not known', () => {
    const at = Float64Array.from([240, 241, 242, 241], monthStart)
    const places = placeTable([0, 1, 2].map((k) => ({ lng: -1.5 + 0.01 * k, lat: 52.5 })))
    const events = {
      ...{ length: 4, place: Uint32Array.of(0, 0, 1, 2), kind: new Uint16Array(4), count: Uint32Array.of(1, 2, 5, 1) },
      ...{ from: at, to: at, recorded: at },
    }
    const data = { places, events, kinds: categoryKinds(['robbery']), inside: new Uint8Array(3).fill(1) }
    const { lng, count } = pointHistory({ ...data, snapped: false, institutions: false }, problem, [240, 241])
    expect([...lng]).toEqual([places.lng[0], places.lng[2]])
    expect([[...count(240)], [...count(241)]]).toEqual([
      [1, 0],
      [2, 1],
    ])
  })
})

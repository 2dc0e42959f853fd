import { describe, expect, it } from 'vitest'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { locate, pointsToCells, pointsToRows } from '../../../engine/index.js'
import { codeOf } from '../../helpers/codeOf.js'
import { box, layerOf } from '../../helpers/layer.js'

const layer = layerOf({ A: [[box(-1.02, 52.2, -1, 52.23)]] })
const study = studyArea([layer], 9)
type Points = (lng: Float64Array, lat: Float64Array) => unknown
/** As JavaScript calls it. */
const called = (points: Points, ...given: readonly unknown[]) => codeOf(() => Reflect.apply(points, null, given))

describe.each<[string, Points]>([
  ['pointsToCells', (lng, lat) => pointsToCells(lng, lat, 9)],
  ['pointsToRows', (lng, lat) => pointsToRows(lng, lat, study)],
  ['locate', (lng, lat) => locate(lng, lat, layer)],
])('%s', (_, points) => {
  const one = Float64Array.of(52.21)
  it.each([
    [null, one],
    [one, undefined],
    [[-1.01], [52.21]],
    [Float32Array.of(-1.01), one],
    [new ArrayBuffer(8), one],
    ['-1.01', '52.21'],
    [-1.01, 52.21],
  ])('refuses %o and %o', (lng, lat) => {
    expect(called(points, lng, lat)).toBe('option-invalid')
  })

  it('refuses columns of two lengths, and takes empty ones', () => {
    expect(called(points, Float64Array.of(-1.01, -1), one)).toBe('length-mismatch')
    expect(called(points, one, new Float64Array())).toBe('length-mismatch')
    expect(called(points, new Float64Array(), new Float64Array())).toBe('no error')
  })
})

describe('pointsToCells', () => {
  it.each([16, -1, 8.5, Number.NaN, null, undefined, '9'])('refuses the resolution %o', (resolution) => {
    const [lng, lat] = [Float64Array.of(-1), Float64Array.of(52)]
    expect(codeOf(() => Reflect.apply(pointsToCells, null, [lng, lat, resolution]))).toBe('resolution-invalid')
  })
})

import { describe, expect, it } from 'vitest'
import { EngineError, readAreas } from '../../engine/index.js'
import { readBoundaries } from '../../scripts/boundaries/readBoundaries.js'
import { box, closed } from '../helpers/layer.js'
import { MALFORMED_VARIANTS, malformed } from '../helpers/malformed.js'
import { dbfBytes, type Shape, shapefileZip, shpBytes, zipOf } from '../helpers/shapefile.js'

const squares = Array.from({ length: 12 }, (_, k) => box(-1 + k / 100, 52, -0.99 + k / 100, 52.01))
const shapes: Shape[] = squares.map((square, k) => ({
  rings: [closed(square).reverse()],
  columns: { WD24CD: `E${k}`, WD24NM: `Ward ${k}` },
}))
const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${squares
  .map(
    (square, k) =>
      `<Placemark><name>E${k}</name><ExtendedData><Data name="sector"><value>S&amp;${k}</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${closed(
        square,
      )
        .map((p) => p.join(','))
        .join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`,
  )
  .join('')}</Document></kml>`
const topology = JSON.stringify({
  type: 'Topology',
  transform: { scale: [0.0001, 0.0001], translate: [-1, 52] },
  arcs: squares.map((_, k) => [
    [100 * k, 0],
    [100, 0],
    [0, 100],
    [-100, 0],
    [0, -100],
  ]),
  objects: {
    wards: { type: 'GeometryCollection', geometries: squares.map((_, k) => ({ type: 'Polygon', id: `E${k}`, arcs: [[k]] })) },
  },
})
const text = (content: string) => new TextEncoder().encode(content)

describe('malformed boundaries', () => {
  it.each([
    ['KML', 'w.kml', text(kml), (bytes: Uint8Array) => bytes],
    ['a zipped shapefile', 'w.zip', shapefileZip(shapes), (bytes: Uint8Array) => bytes],
    [
      'the shapes of a shapefile',
      'w.zip',
      shpBytes(shapes),
      (bytes: Uint8Array) => zipOf({ 'w.shp': bytes, 'w.dbf': dbfBytes(shapes) }),
    ],
    [
      'the table of a shapefile',
      'w.zip',
      dbfBytes(shapes),
      (bytes: Uint8Array) => zipOf({ 'w.shp': shpBytes(shapes), 'w.dbf': bytes }),
    ],
    ['TopoJSON', 'w.json', text(topology), (bytes: Uint8Array) => bytes],
  ])(`of ${MALFORMED_VARIANTS} variants of %s each is read or refused`, async (_, name, whole, packed) => {
    let refused = 0
    let slowest = 0
    for (let seed = 1; seed <= MALFORMED_VARIANTS; seed++) {
      const bytes = packed(malformed(whole, seed))
      const began = performance.now()
      try {
        const { json } = await readBoundaries('ward', [{ name, bytes }])
        readAreas(json, { kind: 'ward', file: name, mend: seed % 2 === 0 })
      } catch (error) {
        if (!(error instanceof EngineError)) throw new Error(`seed ${seed}`, { cause: error })
        expect(error.hint).toBeTruthy()
        refused++
      }
      slowest = Math.max(slowest, performance.now() - began)
    }
    console.log(`${name}: ${refused} of ${MALFORMED_VARIANTS} refused, the slowest in ${slowest.toFixed(0)} ms`)
    expect(refused).toBeGreaterThan(MALFORMED_VARIANTS / 4)
  })
  it('are made of sound ones', async () => {
    for (const [name, bytes] of [
      ['w.kml', text(kml)],
      ['w.zip', shapefileZip(shapes)],
      ['w.json', text(topology)],
    ] as const)
      expect(readAreas((await readBoundaries('ward', [{ name, bytes }])).json, { kind: 'ward', file: name }).areas.length).toBe(
        12,
      )
  })
})

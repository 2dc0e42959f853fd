import { describe, expect, it } from 'vitest'
import type { EngineError } from '../../../../engine/index.js'
import { thinContextLabels } from '../../../../viewer/layers/contextLayer.js'
import { contextKind, readContext } from '../../../../viewer/worker/contextFile.js'
import { createTiles } from '../../../../viewer/worker/contextTiles.js'
import { CONTEXT_KINDS } from '../../../../viewer/worker/protocol.js'
import { tilesFile } from '../../../helpers/tilesFile.js'

const file = (content: unknown, name = 'roads.geojson') =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], name)
const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features })
const feature = (type: string, coordinates: unknown, properties: Record<string, unknown> | null = null) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was taken'),
    (error: EngineError) => error,
  )

describe('a context file', () => {
  it('is lines, outlines and points by kind, with a name for the longest of a name', async () => {
    const context = await readContext(
      file(
        collection(
          feature(
            'LineString',
            [
              [-1, 52],
              [-1, 52.1],
            ],
            { highway: 'primary', name: 'High Street' },
          ),
          feature(
            'MultiLineString',
            [
              [
                [-1, 52.2],
                [-1, 52.6],
              ],
              [
                [0, 52],
                [0.1, 52],
              ],
            ],
            { highway: 'primary', name: 'High Street' },
          ),
          feature(
            'Polygon',
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
            { natural: 'water', Name: 'Lake' },
          ),
          feature('Point', [-0.9, 52.2], { railway: 'station', name: 'Hexham' }),
          { type: 'Feature', properties: {}, geometry: null },
        ),
      ),
    )
    expect([...context.starts]).toEqual([0, 2, 4, 6, 10])
    expect([...context.lineKinds].map((kind) => CONTEXT_KINDS[kind])).toEqual(['major', 'major', 'major', 'water'])
    expect([...context.points]).toEqual([-0.9, 52.2])
    expect(context.labels).toEqual([
      { text: 'Hexham', kind: 'station', position: [-0.9, 52.2] },
      { text: 'High Street', kind: 'major', position: [-1, 52.6] },
      { text: 'Lake', kind: 'water', position: [1, 1] },
    ])
  })
  it.each([
    [{ highway: 'motorway' }, false, 'major'],
    [{ roadClassification: 'A Road' }, false, 'major'],
    [{ highway: 'residential' }, false, 'road'],
    [{ railway: 'rail', name: 'Station Road line' }, false, 'rail'],
    [{ waterway: 'river' }, false, 'water'],
    [{ railway: 'station' }, true, 'station'],
    [{ name: 'River House' }, true, 'place'],
    [{}, false, 'other'],
  ] as const)('%o is told from its properties, not from its name', (properties, isPoint, kind) => {
    expect(contextKind(properties, isPoint)).toBe(kind)
  })
  it('may be one feature alone', async () => {
    const context = await readContext(
      file(
        feature(
          'LineString',
          [
            [-1, 52],
            [0, 52],
          ],
          { highway: 'trunk', name: 'A45' },
        ),
      ),
    )
    expect(context.labels.map(({ text, kind }) => [text, kind])).toEqual([['A45', 'major']])
  })
  it('that is none says what is wrong and what to do', async () => {
    const text = await refused(readContext(file('<kml>')))
    expect([text.code, text.file, text.hint]).toEqual(['context-invalid', 'roads.geojson', expect.stringContaining('not JSON')])
    expect((await refused(readContext(file({ a: 1 })))).hint).toContain('no GeoJSON')
    expect(
      (
        await refused(
          readContext(
            file(
              collection(
                feature('LineString', [
                  [0, 'x'],
                  [1, 1],
                ]),
              ),
            ),
          ),
        )
      ).value,
    ).toBe('feature 1')
    expect((await refused(readContext(file(collection())))).hint).toContain('no line, no area and no point')
    const grid = await refused(readContext(file(collection(feature('Point', [475_000, 260_000])))))
    expect(grid.value).toBe('feature 1: 475000, 260000')
    expect(grid.hint).toContain('EPSG:4326')
    const large = { name: 'big.geojson', size: 300 * 1024 ** 2, arrayBuffer: () => expect.fail('read') }
    expect((await refused(readContext(large))).hint).toContain('over 256 MB')
  })
})

describe('names of the context', () => {
  const map = { width: 400, height: 400, zoom: 12, project: ([x, y]: readonly number[]) => [x, y] }
  const label = (text: string, x: number, y: number, kind: 'station' | 'road' = 'station') => ({
    text,
    kind,
    position: [x, y] as const,
  })
  it('give way to names and pins of the map and to each other, the first first', () => {
    const labels = [
      label('Central', 200, 200),
      label('Near Central', 205, 205),
      label('Under a pin', 300, 300),
      label('Free', 60, 60),
    ]
    const area = { name: 'Castle', point: [60, 120] as [number, number] }
    expect(thinContextLabels(labels, map, [area], [[300, 292]]).map(({ text }) => text)).toEqual(['Central', 'Free'])
    expect(thinContextLabels(labels, map, [{ name: 'Castle', point: [60, 52] }], []).map(({ text }) => text)).not.toContain(
      'Free',
    )
  })
  it('come with the zoom', () => {
    const labels = [label('Lane', 200, 200, 'road')]
    expect(thinContextLabels(labels, map, [], [])).toEqual([])
    expect(thinContextLabels(labels, { ...map, zoom: 14 }, [], [])).toEqual(labels)
  })
})

describe('a file of tiles', () => {
  const bytes = tilesFile(0, 0, 0, [
    {
      layer: 'transportation',
      properties: { class: 'motorway' },
      line: [
        [2048, 2048],
        [3072, 2048],
        [2048, 1024],
      ],
    },
    {
      layer: 'waterway',
      properties: { class: 'river' },
      line: [
        [0, 2048],
        [4096, 2048],
      ],
    },
  ])
  const tiles = new File([bytes.slice()], 'county.pmtiles')

  it('is read tile by tile, in degrees', async () => {
    const read = createTiles()
    expect(await read.tiles(tiles)).toMatchObject({
      name: 'county.pmtiles',
      minZoom: 0,
      maxZoom: 0,
      bounds: [-180, -85, 180, 85],
    })
    const { lines, areas } = await read.tile({ file: tiles, z: 0, x: 0, y: 0 })
    expect(areas).toEqual([])
    expect(lines.map(({ kind }) => CONTEXT_KINDS[kind])).toEqual(['major', 'water'])
    expect(lines[0].line[0]).toEqual([0, 0])
    expect(lines[0].line[1][0]).toBeCloseTo(90, 9)
    expect(lines[0].line[2][1]).toBeCloseTo(66.513, 3)
    expect(await read.tile({ file: tiles, z: 3, x: 1, y: 1 })).toEqual({ areas: [], lines: [] })
  })
  it('that is none, or of pictures, is refused with what to do', async () => {
    const read = createTiles()
    expect((await refused(read.tiles(new File(['no tiles at all'], 'a.pmtiles')))).code).toBe('tiles-invalid')
    const pictures = tilesFile(0, 0, 0, [], 2)
    expect((await refused(read.tiles(new File([pictures.slice()], 'b.pmtiles')))).hint).toContain('vector tiles')
  })
})

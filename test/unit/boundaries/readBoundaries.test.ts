import { describe, expect, it } from 'vitest'
import { readAreas, toNationalGrid } from '../../../engine/index.js'
import { readBoundaries } from '../../../scripts/boundaries/readBoundaries.js'
import { box, closed, type Ring } from '../../helpers/layer.js'
import {
  dbfBytes,
  NATIONAL_GRID_PRJ,
  type Shape,
  shapefileZip,
  shpBytes,
  shxBytes,
  WGS84_PRJ,
  zipOf,
} from '../../helpers/shapefile.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? bytes(content) : content,
})
/** The areas of files as `readInputs` reads them. */
async function read(files: Record<string, string | Uint8Array>, kind = 'ward', mend = false) {
  const { json, issues } = await readBoundaries(
    kind,
    Object.entries(files).map(([name, content]) => file(name, content)),
  )
  const { areas, issues: met } = readAreas(json, { kind, file: Object.keys(files)[0], mend })
  return { areas, issues: [...issues, ...met] }
}
const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code)

const west = box(-1.1, 52, -1, 52.1)
const east = box(-1, 52, -0.9, 52.1)
const hole = box(-1.08, 52.02, -1.02, 52.08)
const clockwise = (ring: Ring) => closed(ring).reverse()
const geojson = (crs: object | null = null) =>
  JSON.stringify({
    type: 'FeatureCollection',
    ...(crs === null ? {} : { crs }),
    features: [
      { type: 'Feature', properties: { WD24CD: 'A' }, geometry: { type: 'Polygon', coordinates: [closed(west), closed(hole)] } },
      { type: 'Feature', properties: { WD24CD: 'B' }, geometry: { type: 'Polygon', coordinates: [closed(east)] } },
    ],
  })

const ring = (positions: Ring) =>
  `<LinearRing><coordinates>${closed(positions)
    .map(([x, y]) => `${x},${y},0`)
    .join(' ')}</coordinates></LinearRing>`
const polygon = (outer: Ring, ...inner: Ring[]) =>
  `<Polygon><outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${inner.map((one) => `<innerBoundaryIs>${ring(one)}</innerBoundaryIs>`).join('')}</Polygon>`
const placemark = (name: string | null, geometry: string, more = '') =>
  `<Placemark>${name === null ? '' : `<name>${name}</name>`}${more}${geometry}</Placemark>`
const kml = (...placemarks: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('')}</Document></kml>`

const topology = (objects: object) =>
  JSON.stringify({
    type: 'Topology',
    arcs: [
      // the shared border, and the rest of either area
      [
        [-1, 52],
        [-1, 52.1],
      ],
      [
        [-1, 52.1],
        [-1.1, 52.1],
        [-1.1, 52],
        [-1, 52],
      ],
      [
        [-1, 52.1],
        [-0.9, 52.1],
        [-0.9, 52],
        [-1, 52],
      ],
    ],
    objects,
  })
const twoAreas = {
  type: 'GeometryCollection',
  geometries: [
    { type: 'Polygon', id: 'E1', properties: { name: 'West' }, arcs: [[0, 1]] },
    { type: 'Polygon', id: 'E2', properties: { name: 'East' }, arcs: [[0, 2]] },
  ],
}

const shapes: Shape[] = [
  { rings: [clockwise(west), closed(hole)], columns: { WD24CD: 'A', WD24NM: 'Alpha' } },
  { rings: [clockwise(east)], columns: { WD24CD: 'B', WD24NM: 'Bêta' } },
]
const onGrid = (shape: Shape): Shape => ({
  ...shape,
  rings: shape.rings.map((ring) => ring.map(([x, y]) => toNationalGrid(x, y))),
})

describe('GeoJSON', () => {
  it('of one file goes on as it is', async () => {
    expect(await readBoundaries('ward', [file('w.geojson', geojson())])).toEqual({ json: JSON.parse(geojson()), issues: [] })
  })
  it('may begin with a byte order mark and blanks, and have any name', async () => {
    expect((await read({ 'w.txt': `\uFEFF \n${geojson()}` })).areas.code).toEqual(['A', 'B'])
  })
  it('of many files is one layer', async () => {
    const one = (code: string, positions: Ring) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [closed(positions)] } }],
      })
    expect(await read({ 'b.geojson': one('B', east), 'a.geojson': one('A', west), 'notes.txt': 'hello' })).toMatchObject({
      areas: { code: ['A', 'B'] },
      issues: [{ code: 'areas-files-skipped', count: 1, examples: [{ file: 'notes.txt' }] }],
    })
  })
  it('of many files in two coordinate systems is refused', async () => {
    const grid = { type: 'name', properties: { name: 'EPSG:27700' } }
    await expect(read({ 'a.geojson': geojson(), 'b.geojson': geojson(grid) })).rejects.toThrow(
      /areas-invalid.*b\.geojson.*another coordinate system than a\.geojson/,
    )
  })
})

describe('KML', () => {
  it('gives areas by name, with holes, parts and the columns of ExtendedData', async () => {
    const { areas, issues } = await read({
      'x.kml': kml(
        placemark('Centre', polygon(west, hole), '<ExtendedData><Data name="sector"><value>S1</value></Data></ExtendedData>'),
        placemark(
          'Docks',
          `<MultiGeometry>${polygon(east)}${polygon(box(-0.8, 52, -0.7, 52.1))}</MultiGeometry>`,
          '<ExtendedData><Data name="sector"><value>S2</value></Data></ExtendedData>',
        ),
      ),
    })
    expect(areas).toMatchObject({ code: ['Centre', 'Docks'], name: ['Centre', 'Docks'], parent: ['S1', 'S2'] })
    expect([...areas.ringOuter]).toEqual([1, 0, 1, 1])
    expect(issues).toEqual([])
  })
  it('takes codes from a column of their own', async () => {
    const coded = (code: string) =>
      `<ExtendedData><SchemaData><SimpleData name="BEAT_CODE">${code}</SimpleData></SchemaData></ExtendedData>`
    const { areas } = await read(
      { 'x.kml': kml(placemark('Town', polygon(west), coded('B2')), placemark('Port', polygon(east), coded('B1'))) },
      'beat',
    )
    expect(areas).toMatchObject({ code: ['B1', 'B2'], name: ['Port', 'Town'] })
  })
  it('of one file a neighbourhood is one layer, coded by name', async () => {
    const { areas } = await read(
      { 'one.kml': kml(placemark('SC2', polygon(west))), 'two.kml': kml(placemark('SC1', polygon(east))) },
      'beat',
    )
    expect(areas.code).toEqual(['SC1', 'SC2'])
  })
  it.each([['Boundary'], [null]])('is coded by file where every Placemark is called %j', async (name) => {
    const { areas } = await read(
      { 'SC2.kml': kml(placemark(name, polygon(west))), 'SC1.kml': kml(placemark(name, polygon(east))) },
      'beat',
    )
    expect(areas).toMatchObject({ code: ['SC1', 'SC2'], name: name === null ? ['SC1', 'SC2'] : [name, name] })
  })
  it('joins Placemarks that are alike but for their shape, and says so', async () => {
    const far = box(-0.8, 52, -0.7, 52.1)
    const { areas, issues } = await read({
      'x.kml': kml(placemark('A', polygon(west)), placemark('B', polygon(east)), placemark('A', polygon(far))),
    })
    expect(areas.code).toEqual(['A', 'B'])
    expect([...areas.areaRing]).toEqual([0, 2, 3])
    expect(issues).toMatchObject([{ code: 'areas-joined', count: 1, examples: [{ value: 'A' }] }])
    await expect(read({ 'x.kml': kml(placemark('A', polygon(west)), placemark('A', polygon(far))) })).rejects.toThrow(
      'areas-repeated-code',
    )
  })
  it('counts what is no area', async () => {
    const { areas, issues } = await read({
      'x.kml': kml(
        placemark('A', polygon(west)),
        placemark('Station', '<Point><coordinates>-1,52</coordinates></Point>'),
        '<NetworkLink><name>n</name><Link><href>http://example.org/x.kml</href></Link></NetworkLink>',
        '<GroundOverlay><name>o</name><LatLonBox><north>53</north><south>52</south><east>0</east><west>-1</west></LatLonBox></GroundOverlay>',
      ),
    })
    expect(areas.code).toEqual(['A'])
    expect(issues).toMatchObject([{ code: 'areas-other-shapes', count: 3 }])
  })
  it('in a KMZ or any zip is read, whatever lies beside', async () => {
    const kmz = zipOf({ 'doc.kml': kml(placemark('A', polygon(west))), 'files/icon.png': 'PNG', '__MACOSX/._doc.kml': 'x' })
    expect(await read({ 'x.kmz': kmz })).toMatchObject({
      areas: { code: ['A'] },
      issues: [{ code: 'areas-files-skipped', examples: [{ file: 'icon.png' }] }],
    })
  })
  it.each([
    [
      'utf-16le',
      Uint8Array.from([
        0xff,
        0xfe,
        ...[...kml(placemark('Môn', polygon(west)))].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
      ]),
    ],
    [
      'iso-8859-1',
      Uint8Array.from([...kml(placemark('Môn', polygon(west))).replace('UTF-8', 'ISO-8859-1')].map((c) => c.charCodeAt(0))),
    ],
  ])('in %s keeps its letters', async (_, content) => {
    expect((await read({ 'x.kml': content })).areas.code).toEqual(['Môn'])
  })
  it.each([
    ['no XML', '<kml><Document>', /areas-invalid.*x\.kml.*not well-formed XML/],
    ['another XML', '<gpx></gpx>', /areas-invalid.*<gpx>.*XML but not KML/],
    [
      'no polygons',
      kml(placemark('A', '<Point><coordinates>-1,52</coordinates></Point>')),
      /areas-invalid.*1 placemarks.*No Placemark in it has a Polygon/,
    ],
    ['an unknown encoding', kml().replace('UTF-8', 'klingon'), /areas-invalid.*klingon.*Save the file as UTF-8/],
    [
      'entities that multiply',
      `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${kml(placemark('A', polygon(west))).slice(38)}`,
      /areas-invalid.*no document type/,
    ],
    [
      'an entity that is used',
      `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&a;</name></Placemark></kml>`,
      /areas-invalid/,
    ],
  ])('with %s is refused', async (_, content, message) => {
    await expect(read({ 'x.kml': content })).rejects.toThrow(message)
  })
  it('and GeoJSON of one layer are refused together', async () => {
    await expect(read({ 'a.geojson': geojson(), 'b.kml': kml(placemark('A', polygon(west))) })).rejects.toThrow(
      /b\.kml.*another format than a\.geojson/,
    )
  })
})

describe('a zipped shapefile', () => {
  it('is told from its index by the ending, in any case, and without one by its bytes', async () => {
    const parts = { 'wards.SHP': shpBytes(shapes), 'wards.SHX': shxBytes(shapes), 'wards.dbf': dbfBytes(shapes) }
    expect((await read({ 'wards.zip': zipOf(parts) })).areas.length).toBe(shapes.length)
    // a name without an ending has no table beside it, but is known for what it is
    await expect(read({ wards: shpBytes(shapes) })).rejects.toThrow(/The \.dbf with its columns is missing/)
    await expect(read({ 'wards.shx': shxBytes(shapes) })).rejects.toThrow(/The \.shp with the shapes is missing/)
  })

  it('in longitude and latitude is read with its holes and columns', async () => {
    const { areas, issues } = await read({ 'wards.zip': shapefileZip(shapes) })
    expect(areas).toMatchObject({ code: ['A', 'B'], name: ['Alpha', 'Bêta'] })
    expect([...areas.ringOuter]).toEqual([1, 0, 1])
    expect(areas.areaKm2[1]).toBeCloseTo(76.06, 1)
    expect(areas.areaKm2[0] / areas.areaKm2[1]).toBeCloseTo(0.64, 4)
    expect(issues).toEqual([])
  })
  it('in National Grid lands where it was, to a centimetre, and says so', async () => {
    const { areas, issues } = await read({ 'wards.zip': shapefileZip(shapes.map(onGrid), NATIONAL_GRID_PRJ) })
    const { areas: expected } = await read({ 'wards.zip': shapefileZip(shapes) })
    for (let k = 0; k < expected.xy.length; k++) expect(areas.xy[k]).toBeCloseTo(expected.xy[k], 6)
    expect(issues).toMatchObject([
      { code: 'areas-reprojected', count: 2, message: expect.stringContaining('are British National Grid') },
    ])
  })
  it('without a .prj is judged by its numbers, and says so', async () => {
    expect(codes((await read({ 'wards.zip': shapefileZip(shapes, null) })).issues)).toEqual(['areas-projection-guessed'])
    expect((await read({ 'wards.zip': shapefileZip(shapes.map(onGrid), null) })).issues).toMatchObject([
      { code: 'areas-reprojected', message: expect.stringContaining('name no coordinate system') },
    ])
  })
  it('in another projection is turned back by it: UTM 30N', async () => {
    const utm =
      'PROJCS["WGS_1984_UTM_Zone_30N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-3.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    // the central meridian: easting 500000 is longitude -3
    const square = closed(box(500000, 5_760_000, 510000, 5_770_000)).reverse()
    const { areas, issues } = await read({ 'wards.zip': shapefileZip([{ rings: [square], columns: { code: 'A' } }], utm) })
    expect(areas.xy[0]).toBeCloseTo(-3, 9)
    expect(areas.areaKm2[0]).toBeCloseTo(100 / 0.9996 ** 2, 0)
    expect(issues).toMatchObject([{ code: 'areas-reprojected', message: expect.stringContaining('WGS_1984_UTM_Zone_30N') }])
  })
  it('may be given unpacked, in any case of letters', async () => {
    expect(
      await read({
        'W.SHP': shpBytes(shapes),
        'W.DBF': dbfBytes(shapes),
        'W.PRJ': WGS84_PRJ,
        'W.shx': 'x',
        'W.shp.xml': '<metadata/>',
      }),
    ).toMatchObject({
      areas: { code: ['A', 'B'] },
      issues: [],
    })
  })
  it.each([
    ['without .dbf', zipOf({ 'w.shp': shpBytes(shapes), 'w.prj': WGS84_PRJ }), /areas-invalid.*w\.shp.*\.dbf.*missing/],
    ['without .shp', zipOf({ 'w.dbf': dbfBytes(shapes), 'w.prj': WGS84_PRJ }), /areas-invalid.*\.shp.*missing/],
    ['of nothing', zipOf({}), /areas-invalid.*wards\.zip.*archive is empty/],
    ['of other files', zipOf({ 'a.txt': 'a', 'b.txt': 'b' }), /areas-invalid.*a\.txt, b\.txt.*not JSON, KML/],
    [
      'of two',
      zipOf({ 'a.shp': shpBytes(shapes), 'a.dbf': dbfBytes(shapes), 'b.shp': shpBytes(shapes), 'b.dbf': dbfBytes(shapes) }),
      /areas-invalid.*a\.shp, b\.shp.*several shapefiles/,
    ],
    ['of points', zipOf({ 'w.shp': shpBytes(shapes, 1), 'w.dbf': dbfBytes(shapes) }), /areas-invalid.*shape type 1/],
    [
      'whose table has fewer rows',
      zipOf({ 'w.shp': shpBytes(shapes), 'w.dbf': dbfBytes(shapes.slice(1)) }),
      /areas-invalid.*1 rows, the \.shp 2 shapes/,
    ],
    [
      'cut',
      zipOf({ 'w.shp': shpBytes(shapes).subarray(0, 300), 'w.dbf': dbfBytes(shapes) }),
      /areas-invalid.*damaged: record 2|areas-invalid.*damaged: record 1/,
    ],
    ['of an unknown projection', shapefileZip(shapes, 'PROJCS["Mars"]'), /areas-invalid.*wards\.prj.*Mars.*not known here/],
    ['that is no zip any more', shapefileZip(shapes).subarray(0, 400), /file-unreadable.*cannot be unpacked/],
  ])('%s is refused', async (_, content, message) => {
    await expect(read({ 'wards.zip': content })).rejects.toThrow(message)
  })
  it('that unpacks to far more than it should is refused before it is unpacked', async () => {
    await expect(read({ 'w.zip': zipOf({ 'w.shp': new Uint8Array(2 ** 25) }) })).rejects.toThrow(/zip-ratio.*200 times/)
  })
  it('whose paths lead out of it writes nothing and shows names only', async () => {
    const zip = zipOf({
      '../../w.shp': shpBytes(shapes),
      '../../w.dbf': dbfBytes(shapes),
      '../../w.prj': WGS84_PRJ,
      '/etc/readme.txt': '',
    })
    expect(await read({ 'w.zip': zip })).toMatchObject({
      areas: { code: ['A', 'B'] },
      issues: [{ examples: [{ file: 'readme.txt' }] }],
    })
  })
})

describe('TopoJSON', () => {
  it('of one object is read, its ids as codes and its shared border shared', async () => {
    const { areas } = await read({ 'w.json': topology({ anything: twoAreas }) })
    expect(areas).toMatchObject({ code: ['E1', 'E2'], name: ['West', 'East'] })
    expect(areas.xy.length / 2).toBe(8)
  })
  it('of several takes the only one with polygons, or the one named as the kind', async () => {
    const lines = { type: 'GeometryCollection', geometries: [{ type: 'LineString', arcs: [0] }] }
    expect((await read({ 'w.json': topology({ lines, areas: twoAreas }) })).areas.length).toBe(2)
    expect(
      (await read({ 'w.json': topology({ lsoa: { type: 'Polygon', arcs: [[0, 1]] }, wards: twoAreas }) })).areas.length,
    ).toBe(2)
  })
  it.each([
    ['with several objects', topology({ a: twoAreas, b: twoAreas }), /areas-invalid.*several layers: a, b.*name it ward/],
    ['without polygons', topology({ a: { type: 'LineString', arcs: [0] } }), /areas-invalid.*None of its objects/],
    ['whose arcs are missing', topology({ a: { type: 'Polygon', arcs: [[7]] } }), /areas-invalid.*arcs cannot be put together/],
    [
      'that draws an arc over and over',
      JSON.stringify({
        type: 'Topology',
        arcs: [Array.from({ length: 10_000 }, (_, k) => [k / 1000, 0])],
        objects: { a: { type: 'MultiPolygon', arcs: Array.from({ length: 3000 }, () => [[0]]) } },
      }),
      /areas-invalid.*30000000 positions/,
    ],
  ])('%s is refused', async (_, content, message) => {
    await expect(read({ 'w.json': content })).rejects.toThrow(message)
  })
})

describe('anything else', () => {
  it.each([
    ['a table', 'a,b\n1,2\n', /areas-invalid.*w\.x.*not JSON, KML, a shapefile or a zip/],
    ['broken JSON', '{"type":', /areas-invalid.*It is not JSON/],
    ['nothing', '', /areas-invalid.*w\.x/],
  ])('such as %s is refused', async (_, content, message) => {
    await expect(read({ 'w.x': content })).rejects.toThrow(message)
  })
})

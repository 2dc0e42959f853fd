import { zipSync } from 'fflate'

type Ring = readonly (readonly number[])[]

/** One polygon of a made-up shapefile: closed rings as they stand (outer ones clockwise by the specification), and its columns. */
export interface Shape {
  readonly rings: readonly Ring[]
  readonly columns: Readonly<Record<string, string>>
}

export const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** As ArcGIS writes it: without the shift to WGS84. */
export const NATIONAL_GRID_PRJ =
  'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]'

/** The .shp by ESRI's white paper of 1998; type 5 is Polygon. */
export function shpBytes(shapes: readonly Shape[], type = 5): Uint8Array {
  const records = shapes.map(({ rings }) => 44 + 4 * rings.length + 16 * rings.flat().length)
  const length = 100 + records.reduce((sum, record) => sum + 8 + record, 0)
  const data = new DataView(new ArrayBuffer(length))
  data.setInt32(0, 9994)
  data.setInt32(24, length / 2)
  data.setInt32(28, 1000, true)
  data.setInt32(32, type, true)
  box(
    data,
    36,
    shapes.flatMap(({ rings }) => rings.flat()),
  )
  let at = 100
  shapes.forEach(({ rings }, k) => {
    const points = rings.flat()
    data.setInt32(at, k + 1)
    data.setInt32(at + 4, records[k] / 2)
    data.setInt32(at + 8, type, true)
    box(data, at + 12, points)
    data.setInt32(at + 44, rings.length, true)
    data.setInt32(at + 48, points.length, true)
    let first = 0
    rings.forEach((ring, r) => {
      data.setInt32(at + 52 + 4 * r, first, true)
      first += ring.length
    })
    points.forEach(([x, y], p) => {
      data.setFloat64(at + 52 + 4 * rings.length + 16 * p, x, true)
      data.setFloat64(at + 60 + 4 * rings.length + 16 * p, y, true)
    })
    at += 8 + records[k]
  })
  return new Uint8Array(data.buffer)
}

function box(data: DataView, at: number, points: readonly (readonly number[])[]): void {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  ;[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, k) => {
    data.setFloat64(at + 8 * k, value, true)
  })
}

/** The .shx: the header of the .shp with the length of the index, then where each record starts and its length, in words of two bytes. */
export function shxBytes(shapes: readonly Shape[]): Uint8Array {
  const shp = shpBytes(shapes)
  const index = new Uint8Array(100 + 8 * shapes.length)
  index.set(shp.subarray(0, 100))
  const from = new DataView(shp.buffer)
  const to = new DataView(index.buffer)
  to.setInt32(24, index.length / 2)
  let at = 100
  shapes.forEach((_, k) => {
    to.setInt32(100 + 8 * k, at / 2)
    to.setInt32(104 + 8 * k, from.getInt32(at + 4))
    at += 8 + 2 * from.getInt32(at + 4)
  })
  return index
}

/** The .dbf (dBase III) of text columns 20 bytes wide. */
export function dbfBytes(shapes: readonly Shape[]): Uint8Array {
  const names = Object.keys(shapes[0]?.columns ?? {})
  const header = 32 * (names.length + 1) + 1
  const width = 1 + 20 * names.length
  const bytes = new Uint8Array(header + width * shapes.length + 1).fill(0x20)
  bytes.fill(0, 0, header)
  const data = new DataView(bytes.buffer)
  const text = new TextEncoder()
  bytes[0] = 3
  data.setUint32(4, shapes.length, true)
  data.setUint16(8, header, true)
  data.setUint16(10, width, true)
  names.forEach((name, k) => {
    bytes.set(text.encode(name.slice(0, 10)), 32 * (k + 1))
    bytes[32 * (k + 1) + 11] = 'C'.charCodeAt(0)
    bytes[32 * (k + 1) + 16] = 20
  })
  bytes[header - 1] = 0x0d
  shapes.forEach(({ columns }, row) => {
    names.forEach((name, k) => {
      bytes.set(text.encode(columns[name]).subarray(0, 20), header + row * width + 1 + 20 * k)
    })
  })
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

export function zipOf(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const text = new TextEncoder()
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? text.encode(content) : content]),
    ),
  )
}

/** A zipped shapefile `wards`; no .prj where it is null. */
export function shapefileZip(shapes: readonly Shape[], prj: string | null = WGS84_PRJ): Uint8Array {
  return zipOf({
    'out/wards.shp': shpBytes(shapes),
    'out/wards.shx': shxBytes(shapes),
    'out/wards.dbf': dbfBytes(shapes),
    ...(prj === null ? {} : { 'out/wards.prj': prj }),
  })
}

import { zxyToTileId } from 'pmtiles'

/** Vertices in units of a tile, 0 to 4096. */
interface TileLine {
  readonly layer: string
  readonly properties: Readonly<Record<string, string>>
  readonly line: readonly (readonly [number, number])[]
}

/** A PMTiles file, version 3, of one vector tile and nothing packed: see the specification of Protomaps and that of Mapbox. */
export function tilesFile(z: number, x: number, y: number, lines: readonly TileLine[], type = 1): Uint8Array {
  const tile = vectorTile(lines)
  const directory = Uint8Array.from([1, zxyToTileId(z, x, y), 1, tile.length, 1].flatMap(varint))
  const metadata = new TextEncoder().encode('{}')
  const header = new Uint8Array(127)
  const view = new DataView(header.buffer)
  header.set(new TextEncoder().encode('PMTiles'))
  header[7] = 3
  const starts = [127, directory.length, 127 + directory.length, metadata.length, 0, 0]
  const data = 127 + directory.length + metadata.length
  for (const [k, value] of [...starts, data, tile.length, 1, 1, 1].entries()) view.setBigUint64(8 + 8 * k, BigInt(value), true)
  header.set([1, 1, 1, type, z, z], 96)
  for (const [k, degrees] of [-180, -85, 180, 85].entries()) view.setInt32(102 + 4 * k, degrees * 1e7, true)
  return Uint8Array.from([...header, ...directory, ...metadata, ...tile])
}

function vectorTile(lines: readonly TileLine[]): number[] {
  const layers = [...new Set(lines.map(({ layer }) => layer))]
  return layers.flatMap((name) => {
    const own = lines.filter(({ layer }) => layer === name)
    const words = own.flatMap(({ properties }) => Object.entries(properties))
    const features = own.flatMap(({ properties, line }) => {
      const tags = Object.entries(properties).flatMap(([key, value]) => {
        const at = words.findIndex(([k, v]) => k === key && v === value)
        return [at, at]
      })
      return field(2, [...field(2, tags.flatMap(varint)), 0x18, 2, ...field(4, geometry(line).flatMap(varint))])
    })
    const keys = words.flatMap(([key]) => field(3, text(key)))
    const values = words.flatMap(([, value]) => field(4, field(1, text(value))))
    return field(3, [0x78, 2, ...field(1, text(name)), ...features, ...keys, ...values, 0x28, ...varint(4096)])
  })
}

/** Move to the first vertex, lines to the others: steps, zigzag. */
function geometry(line: TileLine['line']): number[] {
  const steps = line.map(([x, y], k) => (k === 0 ? [x, y] : [x - line[k - 1][0], y - line[k - 1][1]]))
  const zigzag = steps.map((step) => step.map((value) => (value << 1) ^ (value >> 31)))
  return [(1 << 3) | 1, ...zigzag[0], ((line.length - 1) << 3) | 2, ...zigzag.slice(1).flat()]
}

const text = (value: string) => [...new TextEncoder().encode(value)]
const field = (number: number, bytes: readonly number[]) => [(number << 3) | 2, ...varint(bytes.length), ...bytes]

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

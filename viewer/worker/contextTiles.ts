import type { Feature, Position as GeoPosition } from 'geojson'
import { EngineError } from '../../engine/index.js'
import { contextKind } from './contextFile.js'
import { CONTEXT_KINDS, type TileIndex, type TileShapes, type TilesAbout } from './protocol.js'

/** Vector tiles (MVT), as the header of a PMTiles file numbers them. */
const VECTOR = 1

interface Archive {
  getHeader(): Promise<{
    readonly tileType: number
    readonly minZoom: number
    readonly maxZoom: number
    readonly minLon: number
    readonly minLat: number
    readonly maxLon: number
    readonly maxLat: number
  }>
  getZxy(z: number, x: number, y: number): Promise<{ readonly data: ArrayBuffer } | undefined>
}

/** Tiles of one file of this computer at a time; what reads them is loaded with the first. Nothing is asked of a network. */
export function createTiles() {
  let open: { readonly key: string; readonly archive: Archive } | null = null

  async function archiveOf(file: File): Promise<Archive> {
    const key = `${file.name} ${file.size} ${file.lastModified}`
    if (open?.key === key) return open.archive
    const { PMTiles, FileSource } = await import('pmtiles')
    open = { key, archive: new PMTiles(new FileSource(file)) }
    return open.archive
  }

  return {
    /** @throws EngineError 'tiles-invalid': no PMTiles file, or one of pictures */
    async tiles(file: File): Promise<TilesAbout> {
      const archive = await archiveOf(file)
      const header = await archive.getHeader().catch(() => {
        throw new EngineError('tiles-invalid', { file: file.name, hint: 'It is no PMTiles file (version 3), or it is cut.' })
      })
      const { tileType, minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header
      if (tileType !== VECTOR)
        throw new EngineError('tiles-invalid', {
          file: file.name,
          hint: 'Its tiles are pictures. Give a PMTiles file of vector tiles (MVT).',
        })
      return { file, name: file.name, minZoom, maxZoom, bounds: [minLon, minLat, maxLon, maxLat] }
    },
    async tile({ file, x, y, z }: TileIndex): Promise<TileShapes> {
      const archive = await archiveOf(file)
      const found = await archive.getZxy(z, x, y)
      if (found === undefined) return { areas: [], lines: [] }
      const { MVTLoader } = await import('@loaders.gl/mvt')
      const options = { mvt: { shape: 'geojson', coordinates: 'wgs84', tileIndex: { x, y, z }, layerProperty: 'layer' } } as const
      // the loader's type is of all its shapes; this is the one asked for
      return shapesOf(MVTLoader.parseSync(found.data, options) as Feature[])
    },
  }
}

/** Lines and areas of a tile, by kind; names are left out: areas and the context file have theirs. */
function shapesOf(features: readonly Feature[]): TileShapes {
  const areas: TileShapes['areas'][number][] = []
  const lines: TileShapes['lines'][number][] = []
  for (const { geometry, properties } of features) {
    const kind = CONTEXT_KINDS.indexOf(contextKind(properties ?? {}, false))
    const water = CONTEXT_KINDS[kind] === 'water'
    if (geometry.type === 'LineString') lines.push({ kind, line: flat(geometry.coordinates) })
    else if (geometry.type === 'MultiLineString') for (const line of geometry.coordinates) lines.push({ kind, line: flat(line) })
    else if (geometry.type === 'Polygon' && water) areas.push({ kind, rings: geometry.coordinates.map(flat) })
    else if (geometry.type === 'MultiPolygon' && water)
      for (const rings of geometry.coordinates) areas.push({ kind, rings: rings.map(flat) })
  }
  return { areas, lines }
}

const flat = (line: readonly GeoPosition[]): [number, number][] => line.map(([lng, lat]) => [lng, lat])

import { EngineError, type Issue } from '../../engine/index.js'
import type { NamedBytes } from '../inputs.js'
import { type BoundaryFeature, polygonal } from './boundaryFeature.js'

export interface Boundaries {
  /** GeoJSON for `readAreas`: a FeatureCollection whose `crs` member names National Grid where the coordinates are its metres. */
  readonly json: unknown
  readonly issues: readonly Issue[]
}

/** Areas of one file, before they are joined to a layer. */
interface Part {
  readonly file: string
  readonly features: readonly unknown[]
  readonly crs: unknown
  /** The same features where they are of KML, which need have no columns: they go by their names. */
  readonly placemarks: readonly BoundaryFeature[] | null
  readonly others: number
  readonly issues: readonly Issue[]
}

const NATIONAL_GRID = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }
/** The code of shapefiles, 9994. */
const SHP_START = [0, 0, 0x27, 0x0a]
/** Parts of a shapefile and what map software leaves beside it. */
const COMPANIONS = /\.(dbf|prj|cpg|shx|sbn|sbx|qix|qmd|qpj|qml|idm|ind|fbn|fbx|ain|aih|atx|ixs|mxs|xml)$/i

/**
 * The boundaries of one layer, from one file or many, told apart by their content: GeoJSON, TopoJSON, KML (police.uk gives one file for
 * each neighbourhood), a shapefile's parts, and zips of any of these (KMZ is one). KML areas go by the column `code`: the Placemark's name;
 * where names repeat or are missing and every file holds one area, the file's name. Other files among several are listed, not read
 * (issue `areas-files-skipped`), other shapes counted (issue `areas-other-shapes`).
 *
 * The libraries of formats other than GeoJSON are loaded when they are met: most runs need none of them.
 *
 * @param kind of the layer, to choose among the objects of a TopoJSON file
 * @throws EngineError 'areas-invalid', 'file-unreadable', 'file-cut', 'zip-ratio'
 */
export async function readBoundaries(kind: string, files: readonly NamedBytes[]): Promise<Boundaries> {
  const [first] = files
  if (files.length === 1 && startsWith(first.bytes, '{')) {
    const json = parseJson(first)
    // GeoJSON goes on as it is
    if (!isTopology(json)) return { json, issues: [] }
    return joined([await topologyPart(first, json, kind)], [])
  }
  const open: NamedBytes[] = []
  for (const file of files) open.push(...(isZip(file.bytes) ? await unzipped(file) : [file]))
  const parts: Part[] = []
  for (const file of open) {
    if (startsWith(file.bytes, '{')) parts.push(await jsonPart(file, kind))
    else if (isShp(file)) parts.push(await shapefilePart(file, open))
    else if (isXml(file.bytes) && (open.length === 1 || !/\.xml$/i.test(file.name))) parts.push(await kmlPart(file))
  }
  const used = new Set(parts.map(({ file }) => file))
  const skipped = open.filter(({ name }) => !used.has(baseName(name)) && !COMPANIONS.test(name))
  if (parts.length === 0) refuseNone(files, open)
  return joined(parts, skipped)
}

async function unzipped(file: NamedBytes): Promise<NamedBytes[]> {
  const { unzip } = await import('./unzip.js')
  const inside = unzip(file)
  if (inside.length === 0)
    throw new EngineError('areas-invalid', { file: file.name, hint: 'The archive is empty. Download it again.' })
  return inside
}

function refuseNone(files: readonly NamedBytes[], open: readonly NamedBytes[]): never {
  const names = open.map(({ name }) => baseName(name))
  const shpMissing = names.some((name) => /\.(dbf|shx)$/i.test(name))
  throw new EngineError('areas-invalid', {
    file: files.length === 1 ? files[0].name : names.slice(0, 3).join(', '),
    ...(files.length === 1 && open.length > 1 ? { value: names.join(', ') } : {}),
    hint: shpMissing
      ? 'The .shp with the shapes is missing. Zip the .shp, .shx, .dbf and .prj of one name together.'
      : 'It is not JSON, KML, a shapefile or a zip of these. Save the boundaries as GeoJSON in WGS84.',
  })
}

// ---------------------------------------------------------------- one file

async function jsonPart(file: NamedBytes, kind: string): Promise<Part> {
  const json = parseJson(file)
  if (isTopology(json)) return topologyPart(file, json, kind)
  const name = baseName(file.name)
  const { type, features, crs } = json
  const list = type === 'Feature' ? [json] : type === 'FeatureCollection' && Array.isArray(features) ? features : []
  if (list.length === 0)
    throw new EngineError('areas-invalid', {
      file: name,
      value: String(type),
      hint: 'It is no GeoJSON FeatureCollection with features.',
    })
  return { file: name, features: list, crs: crs ?? null, placemarks: null, others: 0, issues: [] }
}

async function topologyPart({ name }: NamedBytes, topology: Readonly<Record<string, unknown>>, kind: string): Promise<Part> {
  const { readTopology } = await import('./topojson.js')
  const file = baseName(name)
  return { file, crs: topology.crs ?? null, placemarks: null, issues: [], ...readTopology(topology, kind, file) }
}

async function kmlPart({ name, bytes }: NamedBytes): Promise<Part> {
  const { readKml } = await import('./kml.js')
  const file = baseName(name)
  const { features, others } = readKml({ name: file, bytes })
  return { file, features, crs: null, placemarks: features, others, issues: [] }
}

async function shapefilePart(shp: NamedBytes, all: readonly NamedBytes[]): Promise<Part> {
  const { readShapefile } = await import('./shapefile.js')
  const stem = stemOf(shp.name).toLowerCase()
  const part = (ending: string): NamedBytes | null => {
    const found = all.find(({ name }) => name.toLowerCase() === `${stem}.${ending}`)
    return found === undefined ? null : { ...found, name: baseName(found.name) }
  }
  const file = baseName(shp.name)
  const read = readShapefile({ shp: { ...shp, name: file }, dbf: part('dbf'), prj: part('prj'), cpg: part('cpg') })
  return { file, placemarks: null, crs: read.nationalGrid ? NATIONAL_GRID : null, ...read }
}

// ---------------------------------------------------------------- many to one layer

function joined(parts: readonly Part[], skipped: readonly NamedBytes[]): Boundaries {
  const [{ crs }] = parts
  refuseSeveralLayers(parts)
  const others = parts.reduce((sum, part) => sum + part.others, 0)
  const { features, joinedCodes } =
    parts[0].placemarks === null
      ? { features: parts.flatMap((part) => part.features), joinedCodes: [] }
      : joinedAlike(withCodes(parts))
  return {
    json: { type: 'FeatureCollection', ...(crs === null ? {} : { crs }), features },
    issues: [
      ...parts.flatMap(({ issues }) => issues),
      ...issue(
        'areas-joined',
        joinedCodes.length,
        `${joinedCodes.length} areas of several Placemarks with the same name and columns were put together.`,
        joinedCodes.map((value) => ({ value })),
      ),
      ...issue(
        'areas-other-shapes',
        others,
        `${others} points, lines, overlays or empty shapes among the boundaries were left out.`,
        parts.filter((part) => part.others > 0).map(({ file, others }) => ({ file, value: String(others) })),
      ),
      ...issue(
        'areas-files-skipped',
        skipped.length,
        `${skipped.length} files beside the boundaries are none themselves and were not read.`,
        skipped.map(({ name }) => ({ file: baseName(name) })),
      ),
    ],
  }
}

function refuseSeveralLayers(parts: readonly Part[]): void {
  const foreign = parts.find(({ placemarks }) => (placemarks === null) !== (parts[0].placemarks === null))
  if (foreign !== undefined) {
    throw new EngineError('areas-invalid', {
      file: foreign.file,
      hint: `It is of another format than ${parts[0].file}; are they the same boundaries twice? Give one.`,
    })
  }
  const shapefiles = parts.filter(({ file }) => /\.shp$/i.test(file)).map(({ file }) => file)
  if (shapefiles.length > 1) {
    throw new EngineError('areas-invalid', {
      file: shapefiles[0],
      value: shapefiles.join(', '),
      hint: 'There are several shapefiles. Give the one of this layer.',
    })
  }
  const system = ({ crs }: Part) => JSON.stringify(crs)
  const other = parts.find((part) => system(part) !== system(parts[0]))
  if (other !== undefined) {
    throw new EngineError('areas-invalid', {
      file: other.file,
      hint: `It names another coordinate system than ${parts[0].file}. Export all files of a layer in one.`,
    })
  }
}

/**
 * Placemarks with the column `code` last, unless they have one: the name where all have one and names differ, else the name of the file where every
 * file holds one.
 */
function withCodes(parts: readonly Part[]): readonly BoundaryFeature[] {
  const named = parts.flatMap(({ file, placemarks }) =>
    (placemarks ?? []).map((feature) => ({ feature, stem: stemOf(file), name: text(feature.properties.name) })),
  )
  const names = new Set(named.map(({ name }) => name))
  const byFile = named.length === parts.length && (names.size < named.length || names.has(''))
  return named.map(({ feature, stem, name }) => {
    const code = byFile ? stem : name
    return { ...feature, properties: { ...feature.properties, name: name || stem, code: feature.properties.code ?? code } }
  })
}

/** Placemarks alike in name and every column are parts of one area, unless that is so of all. */
function joinedAlike(placemarks: readonly BoundaryFeature[]): {
  features: readonly BoundaryFeature[]
  joinedCodes: readonly string[]
} {
  const alike = new Map<string, BoundaryFeature[]>()
  for (const placemark of placemarks) {
    const key = JSON.stringify(placemark.properties)
    const group = alike.get(key)
    if (group === undefined) alike.set(key, [placemark])
    else group.push(placemark)
  }
  if (alike.size === 1) return { features: placemarks, joinedCodes: [] }
  const groups = [...alike.values()]
  return {
    features: groups.map(([first, ...others]) => {
      const geometry = polygonal({ type: 'GeometryCollection', geometries: [first, ...others].map((one) => one.geometry) })
      return geometry === null ? first : { ...first, geometry }
    }),
    joinedCodes: groups.filter(({ length }) => length > 1).map(([{ properties }]) => String(properties.code)),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function issue(code: string, count: number, message: string, examples: Issue['examples']): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, 5) }]
}

// ---------------------------------------------------------------- content and names

function isZip(bytes: Uint8Array): boolean {
  // a file entry, or the end of an archive without any
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
}

/** By the name where it has the ending of a shapefile's part: its index (.shx) starts with the same bytes. */
function isShp({ name, bytes }: NamedBytes): boolean {
  return !COMPANIONS.test(name) && SHP_START.every((byte, at) => bytes[at] === byte)
}

function isTopology(json: Readonly<Record<string, unknown>>): boolean {
  return json.type === 'Topology'
}

function isXml(bytes: Uint8Array): boolean {
  return startsWith(bytes, '<')
}

/** Its first character beside byte order marks, blanks and the zero bytes of UTF-16. */
function startsWith(bytes: Uint8Array, character: string): boolean {
  const at = bytes.findIndex((byte) => ![0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x00, 0x20, 0x09, 0x0a, 0x0d].includes(byte))
  return bytes[at] === character.charCodeAt(0)
}

function parseJson({ name, bytes }: NamedBytes): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new EngineError('areas-invalid', {
      file: baseName(name),
      hint: `It is not JSON (${error instanceof Error ? error.message : error}). Save the boundaries as GeoJSON in WGS84.`,
    })
  }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

function stemOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > 0 ? path.slice(0, dot) : path
}

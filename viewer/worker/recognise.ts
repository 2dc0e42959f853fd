import {
  EngineError,
  guessOfSource,
  isDeprivationColumn,
  type MappingGuess,
  readDeprivation,
  readPopulation,
  readTextTable,
} from '../../engine/index.js'
import type { RawFile } from './protocol.js'
import type { LooseFile } from './unpack.js'

/** As much of a table is looked at: some hundred rows, so that the order of dates shows. */
const HEAD_BYTES = 1 << 16
const LF = 10

/** How code columns of each kind begin; `WD13CD` and `ward22_code` are wards. */
const CODE_STEMS: readonly (readonly [kind: string, stem: string])[] = [
  ['lsoa', 'lsoa'],
  ['ward', 'wd|ward'],
  ['beat', 'beat|neighbourhood|nbhd|npa'],
  ['sector', 'sector|sec'],
  ['lpa', 'lpa|local_?policing_?area'],
  ['boundary', 'pfa|force|police_?force|boundary'],
]

/** Said of a CSV that is none of those read here. */
export const NO_TABLE = 'Its columns are of no table read here'

/** A file and what it was taken for; `guess` are the columns of a force's own. */
export interface Recognised {
  readonly file: LooseFile
  readonly found: RawFile
  readonly guess: MappingGuess | null
}

/** What a file is, by its content first and its name second. Nothing is thrown: what cannot be told is not used, and says so. */
export async function recognise(file: LooseFile): Promise<Recognised> {
  const bytes = await file.bytes()
  const about = { name: file.name, bytes: file.size }
  const not = (note: string): Recognised => ({ file, found: { ...about, role: 'unused', kind: '', note }, guess: null })
  const taken = (role: RawFile['role'], note: string, guess: MappingGuess | null = null): Recognised => ({
    file,
    found: { ...about, role, kind: '', note },
    guess,
  })
  if (/\.(geo)?json$/i.test(file.name)) {
    const kind = kindOfAreas(file.name, bytes)
    if (kind === null) return not('No areas: not a GeoJSON FeatureCollection of polygons')
    return {
      file,
      found: { ...about, role: 'areas', kind, note: kind === '' ? 'Areas of a kind not known: choose one' : 'Areas' },
      guess: null,
    }
  }
  if (!/\.csv$/i.test(file.name)) return not('Not a kind of file read here')
  if (/-(outcomes|stop-and-search)\.csv$/i.test(file.name)) return not('Outcomes and searches are counted by hexbeat analyse')
  const head = bytes.subarray(0, HEAD_BYTES)
  const { layout, guess } = guessOfSource(head)
  if (layout === 'police.uk') return taken('crimes', 'Crimes as police.uk publishes them')
  if (layout === 'aggregate') return taken('crimes', 'Crimes counted by another engine')
  if (layout === 'force-extract') return taken('own crimes', 'Crimes of a force’s own', guess)
  const whole = bytes.length > HEAD_BYTES ? head.subarray(0, head.lastIndexOf(LF) + 1) : head
  if (reads(() => readDeprivation([readTextTable(whole, file.name, isDeprivationColumn)])))
    return taken('deprivation', 'Indices of deprivation by LSOA')
  if (reads(() => readPopulation(readTextTable(whole, file.name)))) return taken('population', 'Residents by area')
  return not(NO_TABLE)
}

function reads(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof EngineError) return false
    throw error
  }
}

/** Kind of the areas by their own code column, which comes before those of what they lie in, else by the file's name; null: no areas. */
export function kindOfAreas(name: string, bytes: Uint8Array): string | null {
  const first = firstFeature(bytes)
  if (first === null || !/^(Multi)?Polygon$/.test(first.type)) return null
  const codes = CODE_STEMS.map(([kind, stem]) => [kind, new RegExp(`^(${stem})\\d*_?(cd|code|id)$`, 'i')] as const)
  for (const column of first.columns) {
    const [kind] = codes.find(([, pattern]) => pattern.test(column)) ?? []
    if (kind !== undefined) return kind
  }
  const named = CODE_STEMS.find(([, stem]) => new RegExp(`(^|[^a-z])(${stem})s?([^a-z]|$)`, 'i').test(name))
  return named?.[0] ?? ''
}

function firstFeature(bytes: Uint8Array): { type: string; columns: readonly string[] } | null {
  try {
    const json: unknown = JSON.parse(decodeJson(bytes))
    const features = member(json, 'features')
    const feature: unknown = Array.isArray(features) ? features[0] : null
    const columns = Object.keys(member(feature, 'properties') ?? {})
    return { type: String(member(member(feature, 'geometry'), 'type')), columns }
  } catch {
    return null
  }
}

/** Text of a JSON file, which may begin with a byte order mark. */
export const decodeJson = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const member = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined

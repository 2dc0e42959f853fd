import {
  type AreaTable,
  acceptGuess,
  analyse,
  type ColumnMapping,
  type CrimeSource,
  type Crimes,
  EngineError,
  isDeprivationColumn,
  readAreas,
  readCrimes,
  readDeprivation,
  readPopulation,
  readTextTable,
  readWorkingAge,
  resolveOptions,
  resultFiles,
} from '../../engine/index.js'
import { version } from '../../package.json'
import { hex } from './checkFiles.js'
import type { RawFile, RawFound } from './protocol.js'
import { decodeJson, NO_TABLE, type Recognised, recognise } from './recognise.js'
import { MOST_BYTES } from './source.js'
import { unpack } from './unpack.js'
import type { Workplace } from './workplace.js'

/** What the command line marks results with where nothing is said. */
const MARKING = 'OFFICIAL-SENSITIVE'
/** Layers in the order of the command line, others after them. */
const LAYER_ORDER = ['ward', 'beat', 'sector', 'lsoa']

interface RawWork {
  readonly files: readonly Recognised[]
  readonly crimes: Crimes | null
}

/** Raw files to a results folder, by the engine of the command line and with its defaults. */
export function createRawWork(
  subtle: Pick<SubtleCrypto, 'digest'> | null,
): Pick<Workplace, 'recognise' | 'readCrimes' | 'analyse'> {
  let work: RawWork = { files: [], crimes: null }

  async function sha256(bytes: Uint8Array): Promise<string> {
    if (subtle === null)
      throw new EngineError('file-unreadable', {
        hint: 'This browser makes checksums only on this computer and over https. Open the page with hexbeat view.',
      })
    return hex(await subtle.digest('SHA-256', bytes.slice().buffer))
  }

  function crimeSource({ file }: Recognised): CrimeSource {
    let sum = ''
    async function* pieces() {
      const bytes = await file.bytes()
      sum = await sha256(bytes)
      yield bytes
    }
    return { name: file.name, bytes: pieces(), sha256: () => sum }
  }

  async function crimesOf(files: readonly Recognised[], mapping: ColumnMapping | null, progress: (share: number) => void) {
    const { categories } = resolveOptions({})
    const options = { categories, mapping, keepEvents: mapping !== null, gridFile: null }
    const { REFERENCE_TABLES } = await import('../../scripts/tables.js')
    return readCrimes(files.map(crimeSource), REFERENCE_TABLES, options, { progress: (_, share) => progress(share) })
  }

  /**
   * A table that is none of those read here was meant for crimes, and the engine says what it lacks; among files of results it is for whoever
   * opens those to say.
   *
   * @throws EngineError of `readCrimes`
   */
  async function refuseTable(files: readonly Recognised[]) {
    const table = files.find(({ found }) => found.note === NO_TABLE)
    const ofResults = files.some(({ found }) => found.name === 'cells.csv')
    if (table !== undefined && !ofResults) await crimesOf([table], null, () => undefined)
  }

  return {
    async recognise(dropped, onProgress) {
      if (dropped.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return null
      const files: Recognised[] = []
      for (const [k, file] of dropped.entries()) {
        onProgress({ what: 'Looking at the files', share: k / dropped.length })
        for (const loose of await unpack(file)) files.push(await recognise(loose))
      }
      if (!files.some(({ found }) => isCrimes(found))) {
        await refuseTable(files)
        return null
      }
      work = { files: oneOfEach(files), crimes: null }
      return { files: work.files.map(({ found }) => found), mapping: mappingShown(work.files) }
    },
    async readCrimes({ confirmed }, onProgress) {
      const own = work.files.find(({ guess }) => guess !== null)
      const mapping = own?.guess && confirmed ? acceptGuess(own.guess, own.file.name) : null
      const files = work.files.filter(({ found }) => isCrimes(found))
      const crimes = await crimesOf(files, mapping, (share) => onProgress({ what: 'Reading crimes', share }))
      work = { ...work, crimes }
      return crimes.files.map(({ name, read, used, located, setAside, forces }) => ({
        name,
        read,
        used,
        located,
        setAside: { ...setAside },
        forces: [...forces],
      }))
    },
    async analyse({ kinds }, onProgress) {
      const { files, crimes } = work
      if (crimes === null) throw new EngineError('crimes-missing', { hint: 'Drop the crime files again.' })
      const inputs: { role: string; name: string; bytes: number; sha256: string }[] = []
      const bytesOf = async ({ file }: Recognised, role: string) => {
        const bytes = await file.bytes()
        inputs.push({ role, name: file.name, bytes: bytes.length, sha256: await sha256(bytes) })
        return bytes
      }
      onProgress({ what: 'Reading areas', share: 0 })
      const areas = new Map<string, AreaTable>()
      const issues = [...crimes.issues]
      for (const [k, one] of files.entries()) {
        const kind = kinds[k]
        if (one.found.role !== 'areas' || kind === '') continue
        if (areas.has(kind))
          throw new EngineError('option-invalid', {
            file: one.file.name,
            value: kind,
            hint: 'Two files are taken for areas of this kind. Choose another kind for one of them, or leave it out.',
          })
        const read = readAreas(parse(one.file.name, await bytesOf(one, kind)), { kind, file: one.file.name })
        areas.set(kind, read.areas)
        issues.push(...read.issues)
      }
      if (areas.size === 0)
        throw new EngineError('boundary-missing', {
          hint: 'Drop areas with the crimes: GeoJSON of wards, beats or LSOAs, or the boundary of the force.',
        })
      const tables = async (role: RawFile['role'], wanted?: (header: string) => boolean) => {
        const of = files.filter(({ found }) => found.role === role)
        return Promise.all(of.map(async (one) => readTextTable(await bytesOf(one, role), one.file.name, wanted)))
      }
      const deprivation = await tables('deprivation', isDeprivationColumn)
      const [population] = await tables('population')
      const boundary = areas.get('boundary') ?? null
      areas.delete('boundary')
      const { REFERENCE_TABLES } = await import('../../scripts/tables.js')
      const analysis = await analyse(
        {
          crimes: { ...crimes, issues },
          layers: [...areas.values()].toSorted((a, b) => place(a.kind) - place(b.kind) || (a.kind < b.kind ? -1 : 1)),
          boundary,
          deprivation: deprivation.length === 0 ? null : readDeprivation(deprivation),
          population: population === undefined ? null : readPopulation(population),
          workingAge: population === undefined ? null : readWorkingAge(population),
          lookup: null,
          decisions: null,
          tables: REFERENCE_TABLES,
        },
        {},
        { progress: (stage, share) => onProgress({ what: `Analysing: ${stage}`, share }) },
      )
      const written: File[] = []
      for await (const { name, bytes } of resultFiles(analysis, { version, marking: MARKING, inputs, sha256, excel: false }))
        written.push(new File([bytes.slice()], name))
      return written
    },
  }
}

const isCrimes = ({ role }: RawFile) => role === 'crimes' || role === 'own crimes'

/** Order of a layer; those without one are last. */
const place = (kind: string) => (LAYER_ORDER.includes(kind) ? LAYER_ORDER.indexOf(kind) : LAYER_ORDER.length)

/** A second file of one kind of areas, or of residents, is not used unless the reader says so. */
function oneOfEach(files: readonly Recognised[]): Recognised[] {
  const met = new Set<string>()
  return files.map((one) => {
    const { role, kind } = one.found
    const key = role === 'areas' && kind !== '' ? kind : role === 'population' ? role : ''
    const again = met.has(key)
    if (key !== '') met.add(key)
    if (!again) return one
    if (role === 'areas') return { ...one, found: { ...one.found, kind: '', note: 'Areas of a kind that another file has' } }
    return { ...one, found: { ...one.found, role: 'unused', note: 'Another file has the residents' } }
  })
}

function mappingShown(files: readonly Recognised[]): RawFound['mapping'] {
  const own = files.find(({ guess }) => guess !== null)
  if (own?.guess == null) return null
  const { fields, examples, coordinates, dates } = own.guess
  const seen = new Map(Object.entries(examples))
  return {
    file: own.file.name,
    fields: Object.entries(fields).map(([field, heading]) => ({
      field,
      heading,
      seen: (seen.get(field) ?? []).filter((value) => value !== '').map(shortened),
    })),
    coordinates: coordinates ?? 'not found',
    dates: dates ?? 'not found',
  }
}

const LONGEST = 40
const shortened = (value: string) => (value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value)

function parse(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeJson(bytes))
  } catch {
    throw new EngineError('areas-invalid', { file, hint: 'It is not JSON. Export the areas again as GeoJSON.' })
  }
}

import {
  type AnalyseInput,
  type AreaTable,
  EngineError,
  type FactorRequest,
  type Issue,
  isDeprivationColumn,
  readAreas,
  readDeprivation,
  readFactorTable,
  readHarmScheme,
  readLookup,
  readParents,
  readPlaceDecisions,
  readPopulation,
  readRoads,
  readTextTable,
  readWorkingAge,
  refuseKinds,
} from '../engine/index.js'
import { readBoundaries } from './boundaries/readBoundaries.js'
import { REFERENCE_TABLES } from './tables.js'

/** One small file in memory; `name` without folders. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Boundaries of one kind: in one file, or in many (`name` is then that of their folder) with, say, a neighbourhood each. */
export type LayerFile = LayerColumns & (NamedBytes | { readonly name: string; readonly files: readonly NamedBytes[] })

interface LayerColumns {
  /** `ward`, `beat`, `lsoa` ... */
  readonly kind: string
  readonly codeColumn?: string | undefined
  readonly nameColumn?: string | undefined
  readonly parentColumn?: string | undefined
}

/** Every input but the crimes, as files already read; the command line and the worker fill it alike. */
export interface InputFiles {
  readonly layers: readonly LayerFile[]
  readonly boundary: LayerFile | null
  /** Rings that cross themselves are mended, and told, not refused. */
  readonly mendRings?: boolean | undefined
  /** Lookups of the areas of one kind to those of another layer. */
  readonly parents: readonly (NamedBytes & { readonly kind: string })[]
  readonly deprivation: readonly NamedBytes[]
  readonly population: NamedBytes | null
  readonly lookup: NamedBytes | null
  /** An earlier hotspots.csv whose decisions are carried over. */
  readonly decisions: NamedBytes | null
  /** What people decided of places, in the file of `check --save-places`. */
  readonly places?: NamedBytes | null
  /** Factors of the user's own, each with the flag that names its columns. */
  readonly factors?: readonly (NamedBytes & { readonly request: FactorRequest })[]
  /** Named ways, as GeoJSON. */
  readonly roads?: (NamedBytes & { readonly nameColumn?: string | undefined }) | null
  /** The user's own harm weights; null: a scheme of the reference tables. */
  readonly harm: NamedBytes | null
}

export interface Inputs extends Omit<AnalyseInput, 'crimes'> {
  /** Id of the user's own harm scheme, already among `tables`. */
  readonly harm: string | null
  /** What reading the areas met, to be told with the issues of the crimes. */
  readonly issues: readonly Issue[]
}

/** Parses them all; @throws EngineError naming file, line and column of what cannot be used */
export async function readInputs(files: InputFiles): Promise<Inputs> {
  refuseKinds(files.layers.map(({ kind }) => kind))
  const issues: Issue[] = []
  const areas = async (layer: LayerFile): Promise<AreaTable> => {
    const { json, issues: met } = await readBoundaries(layer.kind, 'files' in layer ? layer.files : [layer])
    const read = readAreas(json, {
      kind: layer.kind,
      file: layer.name,
      mend: files.mendRings ?? false,
      ...(layer.codeColumn === undefined ? {} : { codeColumn: layer.codeColumn }),
      ...(layer.nameColumn === undefined ? {} : { nameColumn: layer.nameColumn }),
      ...(layer.parentColumn === undefined ? {} : { parentColumn: layer.parentColumn }),
    })
    issues.push(...met, ...read.issues)
    return read.areas
  }
  const roads = files.roads
    ? readRoads(roadsJson(files.roads), { file: files.roads.name, nameColumn: files.roads.nameColumn })
    : null
  if (roads !== null) issues.push(...roads.issues)
  const read: AreaTable[] = []
  for (const layer of files.layers) read.push(await areas(layer))
  const layers = files.parents.reduce(withParents, read)
  const ranks = files.deprivation.length === 0 ? null : readDeprivation(files.deprivation.map(deprivation))
  const scheme = files.harm === null ? null : readHarmScheme(table(files.harm), REFERENCE_TABLES)
  return {
    layers,
    boundary: files.boundary === null ? null : await areas(files.boundary),
    deprivation: ranks,
    population: files.population === null ? null : readPopulation(table(files.population)),
    lookup: files.lookup === null ? null : readLookup(table(files.lookup), layers.find(({ kind }) => kind === 'lsoa')?.code),
    decisions: files.decisions === null ? null : table(files.decisions),
    factors: (files.factors ?? []).map((file) => readFactorTable(file, file.request)),
    workingAge: files.population === null ? null : readWorkingAge(table(files.population)),
    roads: roads?.roads ?? null,
    placeDecisions: files.places ? readPlaceDecisions(table(files.places)) : null,
    tables: scheme === null ? REFERENCE_TABLES : { ...REFERENCE_TABLES, harm: [...REFERENCE_TABLES.harm, scheme] },
    harm: scheme?.id ?? null,
    issues,
  }
}

function roadsJson({ name, bytes }: NamedBytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new EngineError('roads-invalid', {
      file: name,
      hint: 'It is not JSON. Save the roads as GeoJSON, lines with a column of names.',
    })
  }
}

function withParents(layers: readonly AreaTable[], file: InputFiles['parents'][number]): AreaTable[] {
  if (!layers.some(({ kind }) => kind === file.kind)) {
    throw new EngineError('option-invalid', { column: '--parents', value: file.kind, hint: 'No layer of that kind was given.' })
  }
  const parents = table(file)
  return layers.map((layer) =>
    layer.kind === file.kind
      ? readParents(
          parents,
          layer,
          layers.filter((other) => other !== layer),
        )
      : layer,
  )
}

function table(file: NamedBytes) {
  return readTextTable(file.bytes, file.name)
}

/** A national table of many columns: only those that are used. */
function deprivation(file: NamedBytes) {
  return readTextTable(file.bytes, file.name, isDeprivationColumn)
}

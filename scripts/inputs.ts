import {
  type AnalyseInput,
  type AreaTable,
  EngineError,
  type Issue,
  isDeprivationColumn,
  readAreas,
  readDeprivation,
  readHarmScheme,
  readLookup,
  readParents,
  readPopulation,
  readTextTable,
} from '../engine/index.js'
import { REFERENCE_TABLES } from './tables.js'

/** One small file in memory; `name` without folders. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface LayerFile extends NamedBytes {
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
  /** Lookups of the areas of one kind to those of another layer. */
  readonly parents: readonly (NamedBytes & { readonly kind: string })[]
  readonly deprivation: readonly NamedBytes[]
  readonly population: NamedBytes | null
  readonly lookup: NamedBytes | null
  /** An earlier hotspots.csv whose decisions are carried over. */
  readonly decisions: NamedBytes | null
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
export function readInputs(files: InputFiles): Inputs {
  const issues: Issue[] = []
  const areas = (layer: LayerFile): AreaTable => {
    const read = readAreas(json(layer), {
      kind: layer.kind,
      file: layer.name,
      ...(layer.codeColumn === undefined ? {} : { codeColumn: layer.codeColumn }),
      ...(layer.nameColumn === undefined ? {} : { nameColumn: layer.nameColumn }),
      ...(layer.parentColumn === undefined ? {} : { parentColumn: layer.parentColumn }),
    })
    issues.push(...read.issues)
    return read.areas
  }
  const layers = files.parents.reduce(withParents, files.layers.map(areas))
  const ranks = files.deprivation.length === 0 ? null : readDeprivation(files.deprivation.map(deprivation))
  const scheme = files.harm === null ? null : readHarmScheme(table(files.harm), REFERENCE_TABLES)
  return {
    layers,
    boundary: files.boundary === null ? null : areas(files.boundary),
    deprivation: ranks,
    population: files.population === null ? null : readPopulation(table(files.population)),
    lookup: files.lookup === null ? null : readLookup(table(files.lookup), layers.find(({ kind }) => kind === 'lsoa')?.code),
    decisions: files.decisions === null ? null : table(files.decisions),
    tables: scheme === null ? REFERENCE_TABLES : { ...REFERENCE_TABLES, harm: [...REFERENCE_TABLES.harm, scheme] },
    harm: scheme?.id ?? null,
    issues,
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

function json(file: NamedBytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(file.bytes))
  } catch (error) {
    throw new EngineError('areas-invalid', {
      file: file.name,
      hint: `It is not JSON (${error instanceof Error ? error.message : error}). Save the boundaries as GeoJSON in WGS84.`,
    })
  }
}

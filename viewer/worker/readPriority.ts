import {
  AGGREGATIONS,
  type Aggregation,
  EngineError,
  NORMALISATIONS,
  type Normalisation,
  readTextTable,
} from '../../engine/index.js'
import type { Document } from '../load/document.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import type { CheckedFolder } from './checkFiles.js'
import type { PriorityAbout, PriorityRow } from './protocol.js'
import { readFeatures } from './readUnits.js'
import { type ScoreInput, scaledOfPoints, scaledOfValues } from './rerank.js'

const FILE = 'priority.csv'

/** What the worker keeps of the priority of a run. */
export interface PriorityFiles {
  readonly about: PriorityAbout
  /** By id of a list that has scores. */
  readonly inputs: Readonly<Record<string, ScoreInput>>
  /** By id of a list whose values the files tell: one column a factor. */
  readonly values: Readonly<Record<string, readonly Float64Array[]>>
}

/**
 * Scores of every layer that has them; with priority.csv, how firm their ranks are; with priority-areas.geojson, the contiguous areas.
 *
 * @throws EngineError 'results-invalid' (a column that is needed is missing), those of the CSV reader
 */
export async function readPriority({ document, lists }: Results, folder: CheckedFolder): Promise<PriorityFiles> {
  const table = folder.listed.has(FILE) ? readRows(await folder.read(FILE)) : null
  const areas = folder.listed.has('priority-areas.geojson')
    ? readFeatures(await folder.read('priority-areas.geojson'), 'priority-areas.geojson', 'id', (p) => String(p.role ?? ''))
    : []
  const rows: Record<string, readonly (PriorityRow | null)[]> = {}
  const inputs: Record<string, ScoreInput> = {}
  const values: Record<string, readonly Float64Array[]> = {}
  for (const list of lists.filter(({ kind, rankedBy }) => kind === 'area' && rankedBy === 'score')) {
    const layer = document.layers.find(({ file }) => file === list.id)
    const own = table?.get(layer?.kind ?? '') ?? null
    if (own !== null) rows[list.id] = list.units.map(({ id }) => rowOf(own.get(id), document))
    if (own !== null) values[list.id] = valuesOf(list, own, document)
    inputs[list.id] = own === null ? inputOfPoints(list, document) : inputOfValues(list, own, values[list.id], document)
  }
  return {
    about: { rows, areas, closed: Object.fromEntries(Object.entries(inputs).map(([id, { closed }]) => [id, closed])) },
    inputs,
    values,
  }
}

type Fields = Readonly<Record<string, string>>

/** Rows by kind of layer, then by code. */
function readRows(bytes: Uint8Array): Map<string, Map<string, Fields>> {
  const { header, rows } = readTextTable(bytes, FILE)
  const missing = ['kind', 'code', 'score', 'rank', 'residents'].find((name) => !header.includes(name))
  if (missing !== undefined)
    throw new EngineError('results-invalid', { file: FILE, column: missing, hint: 'Run priority again into the same folder.' })
  const kinds = new Map<string, Map<string, Fields>>()
  for (const row of rows) {
    const fields = Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']))
    const kind = kinds.get(fields.kind) ?? new Map<string, Fields>()
    kinds.set(fields.kind, kind.set(fields.code, fields))
  }
  return kinds
}

function rowOf(fields: Fields | undefined, { factors }: Document): PriorityRow | null {
  if (fields === undefined) return null
  const number = (name: string) => (fields[name] === undefined || fields[name] === '' ? null : Number(fields[name]))
  return {
    score: number('score'),
    rank: number('rank'),
    low: number('rank_low'),
    high: number('rank_high'),
    top: number('top_k'),
    topShare: number('p_top_k_both'),
    standing: fields.standing ?? '',
    sentence: fields.sentence ?? '',
    contributions: factors.map(({ id }) => number(`contribution_${id}`)),
  }
}

/** One column of the file in the order of the list; NaN where it says nothing. */
const columnOf = (list: UnitList, rows: ReadonlyMap<string, Fields>, name: string) =>
  Float64Array.from(list.units, ({ id }) => {
    const field = rows.get(id)?.[name] ?? ''
    return field === '' ? Number.NaN : Number(field)
  })

const valuesOf = (list: UnitList, rows: ReadonlyMap<string, Fields>, { factors }: Document) =>
  factors.map(({ id }) => columnOf(list, rows, `value_${id}`))

function inputOfValues(
  list: UnitList,
  rows: ReadonlyMap<string, Fields>,
  values: readonly Float64Array[],
  document: Document,
): ScoreInput {
  const options = document.priority?.options
  return {
    factors: document.factors.map(({ id }) => id),
    scaled: scaledOfValues(
      values,
      known(columnOf(list, rows, 'residents')),
      oneOf<Normalisation>(NORMALISATIONS, options?.normalisation),
    ),
    closed: [],
    aggregation: oneOf<Aggregation>(AGGREGATIONS, options?.aggregation),
  }
}

function inputOfPoints({ units }: UnitList, { factors }: Document): ScoreInput {
  const column = (name: string) => Float64Array.from(units, (unit) => numberOf(unit, name))
  return {
    factors: factors.map(({ id }) => id),
    scaled: scaledOfPoints(
      factors.map(({ id }) => column(`contribution_${id}`)),
      factors.map(({ weight }) => weight),
      known(column('residents')),
    ),
    closed: factors.filter(({ weight }) => weight === 0).map(({ id }) => id),
    aggregation: AGGREGATIONS[0],
  }
}

/** Residents where all are known; otherwise every area counts one, as in the engine. */
const known = (residents: Float64Array) => (residents.every((people) => people >= 0) ? residents : null)

function numberOf({ properties }: Unit, name: string): number {
  const value = properties[name]
  return typeof value === 'number' ? value : Number.NaN
}

/** The first is the engine's default. */
const oneOf = <T extends string>(all: readonly T[], wanted: string | undefined): T => all.find((one) => one === wanted) ?? all[0]

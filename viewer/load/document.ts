import * as v from 'valibot'
import { type AnalysisDocument, EngineError } from '../../engine/index.js'

const measure = v.picklist(['volume', 'harm', 'rate'])
const setAside = v.record(v.string(), v.number())
const rows = { read: v.number(), used: v.number(), located: v.number(), setAside }
const maybe = v.nullable(v.number())
const example = v.object({
  file: v.optional(v.string()),
  line: v.optional(v.number()),
  column: v.optional(v.string()),
  value: v.optional(v.string()),
})

const schema = v.object({
  format: v.literal('hexbeat/1'),
  version: v.string(),
  force: v.string(),
  synthetic: v.boolean(),
  marking: v.string(),
  attribution: v.array(v.string()),
  options: v.record(v.string(), v.unknown()),
  inputs: v.array(v.object({ role: v.string(), name: v.string(), bytes: v.number(), sha256: v.string() })),
  rows: v.object({ ...rows, inStudyArea: v.number() }),
  files: v.array(v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })),
  sources: v.array(
    v.object({
      ...rows,
      name: v.string(),
      bytes: v.number(),
      sha256: v.string(),
      forces: v.array(v.string()),
      months: v.array(v.string()),
      blankIds: v.number(),
      repeatedIds: v.number(),
      identicalRows: v.number(),
    }),
  ),
  period: v.object({
    from: v.string(),
    to: v.string(),
    months: v.array(v.string()),
    missing: v.array(v.string()),
    seasonal: v.boolean(),
    dataTo: v.string(),
  }),
  measure: v.object({ id: measure, label: v.string() }),
  harm: v.object({
    id: v.string(),
    label: v.string(),
    unit: v.string(),
    source: v.string(),
    licence: v.string(),
    average: v.boolean(),
  }),
  resolution: v.object({ used: v.number(), snapped: v.boolean(), singlePointShare: v.number(), finest: v.number() }),
  layers: v.array(
    v.object({
      kind: v.string(),
      file: v.string(),
      label: v.string(),
      count: v.number(),
      outside: v.number(),
      rankedBy: v.union([v.literal('score'), measure]),
    }),
  ),
  totals: v.object({ crimes: v.number(), asb: v.number(), volume: v.number(), harm: v.number() }),
  statistics: v.object({
    within: v.string(),
    cells: v.number(),
    inStatistics: v.number(),
    mean: maybe,
    sd: maybe,
    shareZero: maybe,
    hot: v.number(),
    cold: v.number(),
    basis: v.picklist(['exact', 'simulated', 'normal']),
    changedOnAllCells: maybe,
  }),
  breaks: v.record(v.string(), v.array(v.number())),
  factors: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      weight: v.number(),
      source: v.string(),
      year: v.string(),
      unit: v.string(),
      geography: v.string(),
      frame: v.string(),
      proxy: v.boolean(),
      note: v.string(),
    }),
  ),
  clusters: v.object({ clusters: v.number(), zones: v.number() }),
  warnings: v.array(v.object({ code: v.string(), count: v.number(), message: v.string(), examples: v.array(example) })),
  findings: v.array(v.string()),
  limits: v.array(v.string()),
  /** Of a run of `priority`. */
  priority: v.optional(
    v.object({
      options: v.looseObject({ normalisation: v.string(), aggregation: v.string() }),
      area: v.object({ held: v.object({ both: maybe, draws: v.number() }) }),
      sentences: v.array(v.string()),
    }),
  ),
  /** How well ground chosen as the lists of hotspots are held the offences of the next month. */
  hotspotRecords: v.optional(v.array(v.object({ problem: v.string(), sentence: v.string() }))),
  busiest: v.array(
    v.object({ name: v.string(), count: v.number(), share: v.number(), flag: v.picklist(['', 'institution', 'premises']) }),
  ),
})

/** What the viewer reads of `AnalysisDocument`; the names are the engine's, so a renamed field does not compile. */
export type Document = v.InferOutput<typeof schema> & { readonly [key in keyof AnalysisDocument]: unknown }

/**
 * analysis.json, checked once at the door.
 *
 * @throws EngineError 'results-invalid' (not JSON, not of us, a field missing), 'results-newer' (another major format)
 */
export function readDocument(text: string): Document {
  const file = 'analysis.json'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new EngineError('results-invalid', {
      file,
      hint: 'The file is cut or was edited. Run the analysis again into the same folder.',
    })
  }
  const format = v.safeParse(v.object({ format: v.string() }), value)
  if (format.success && /^hexbeat\/\d+$/.test(format.output.format) && format.output.format !== 'hexbeat/1')
    throw new EngineError('results-newer', {
      file,
      column: 'format',
      value: format.output.format,
      hint: 'Open these results with the hexbeat that made them.',
    })
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new EngineError('results-invalid', {
    file,
    column: v.getDotPath(issue) ?? 'whole file',
    value: issue.received,
    hint: `Expected ${issue.expected ?? 'another value'}. Run the analysis again into the same folder.`,
  })
}

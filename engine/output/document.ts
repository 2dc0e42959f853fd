import { monthText } from '../input/month.js'
import type { HarmScheme } from '../inputTables.js'
import type { AnalysisDocument } from '../resultsDocument.js'
import { breaks } from '../stats/breaks.js'
import type { Analysis } from './analysis.js'
import { busiest, findings, limits, runIssues } from './findings.js'
import { layerFile, layerLabel } from './layerTable.js'
import { publishedMap } from './publishedPoints.js'
import { recordDocument } from './recordWords.js'
import { sectionsOf } from './sections.js'

/** What the run knows and the engine cannot: versions, hashes of inputs, the marking. */
export interface RunAbout {
  readonly version: string
  readonly marking: string
  /** Name of the force, where the data does not say it; wins over names in the data. */
  readonly force?: string | undefined
  readonly inputs: AnalysisDocument['inputs']
}

const MEASURES = { volume: 'crimes and ASB incidents', rate: 'crimes and ASB incidents per 1,000 residents' } as const

/** analysis.json but for the list of files. */
export function analysisDocument(analysis: Analysis, about: RunAbout): Omit<AnalysisDocument, 'files'> {
  const { crimes, period, cells, layers, kinds, scheme, measure, precision, options } = analysis
  const { heat, columns, study } = cells
  const n = study.length
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0)
  const named = [...new Set(crimes.files.flatMap(({ forces }) => forces))].sort().join(', ')
  const force = about.force ?? named
  const synthetic = /\(synthetic\)/i.test(force)
  const average = kinds.basis.includes('category average')
  const group = heat.groups.length === 1 ? heat.groups[0] : null
  const occupied = (column: Float64Array) => breaks(column.slice(0, n))
  return {
    format: 'hexbeat/1',
    version: about.version,
    force,
    synthetic,
    marking: about.marking,
    attribution: attribution(synthetic, scheme),
    options: { ...options },
    inputs: about.inputs,
    rows: { ...crimes.rows, inStudyArea: columns.volumeAllMonths.subarray(0, n).reduce((sum, value) => sum + value, 0) },
    sources: crimes.files,
    activity: analysis.activity.map(({ role, rows, months }) => ({ role, rows, months: months.map(monthText) })),
    period: {
      from: monthText(period.from),
      to: monthText(period.to),
      months: period.present.map(monthText),
      missing: period.missing.map(monthText),
      seasonal: period.seasonal,
      dataTo: monthText(period.dataTo),
    },
    measure: { id: measure, label: measure === 'harm' ? `${average ? 'average ' : ''}${scheme.label}` : MEASURES[measure] },
    harm: { id: scheme.id, label: scheme.label, unit: scheme.unit, source: scheme.source, licence: scheme.licence, average },
    resolution: {
      used: options.resolution,
      snapped: publishedMap(analysis),
      singlePointShare: precision.singlePointShare,
      finest: precision.finest,
    },
    layers: layers.map(({ areas, columns: own, rankedBy }) => ({
      kind: areas.kind,
      file: layerFile(areas.kind),
      label: layerLabel(areas.kind),
      count: areas.length,
      outside: own.volumeAllMonths[areas.length],
      rankedBy,
    })),
    totals: { crimes: total(columns.crimes), asb: total(columns.asb), volume: total(columns.volume), harm: total(columns.harm) },
    statistics: {
      within: heat.within,
      cells: n,
      inStatistics: heat.group.reduce((sum, of) => sum + Number(of >= 0), 0),
      mean: group?.mean ?? null,
      sd: group?.sd ?? null,
      shareZero: group?.shareZero ?? null,
      hot: heat.hotClass.reduce((sum, of) => sum + Number(of > 0), 0),
      cold: heat.hotClass.reduce((sum, of) => sum + Number(of < 0), 0),
      basis: heat.basis,
      changedOnAllCells: Number.isNaN(heat.changedOnAllCells) ? null : heat.changedOnAllCells,
    },
    breaks: {
      crimes: occupied(columns.crimes),
      asb: occupied(columns.asb),
      volume: occupied(columns.volume),
      harm: occupied(columns.harm),
      harm_reactive: occupied(columns.harmReactive),
      volume_per_km2: occupied(study.areaKm2.map((km2, cell) => columns.volume[cell] / (km2 * study.insideShare[cell]))),
      ...Object.fromEntries(
        layers.flatMap(({ areas, score }) => (score === null ? [] : [[`${layerFile(areas.kind)}.score`, breaks(score.score)]])),
      ),
    },
    factors: analysis.factors,
    clusters: {
      clusters: analysis.clusters.filter(({ type }) => type === 'cluster').length,
      zones: analysis.clusters.filter(({ type }) => type === 'zone').length,
    },
    hotspotRecords: analysis.records.map((record) => recordDocument(analysis, record)),
    warnings: [...crimes.issues, ...runIssues(analysis)],
    findings: findings(analysis),
    limits: limits(analysis),
    busiest: busiest(analysis),
    ...Object.fromEntries(sectionsOf(analysis).map(({ id, document }) => [id, document])),
  }
}

/** Who is owed: the files under `inputs`, and the weights of the harm scheme in use, whoever made it. */
function attribution(synthetic: boolean, { source, licence }: HarmScheme): string[] {
  const records = synthetic
    ? 'Made-up records, as listed under inputs.'
    : 'Crime records, boundaries and statistics as listed under inputs. Contains public sector information licensed under the Open Government Licence v3.0.'
  return [records, `Harm weights: ${source} (${licence}).`]
}

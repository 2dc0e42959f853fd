import type { Hotspot } from '../types.js'
import { geographyAccounts, rowLine } from './accounting.js'
import type { Analysis, LayerResult } from './analysis.js'
import { findings } from './findings.js'
import { clustersAbout, evidenceOf, mostlyInstitution } from './leadingClusters.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { problemWords } from './problemWords.js'
import { findsWalkable, NO_HOTSPOTS_WITHOUT_DATES, pointNoun, rowsWithoutDates } from './publishedPoints.js'
import { recordSentence } from './recordWords.js'
import { type TextColumn, textTable } from './textTable.js'
import { walkableList } from './walkableList.js'
import {
  areasWords,
  capital,
  counted,
  exactly,
  factorCount,
  harmLabel,
  measureWords,
  monthName,
  periodWords,
  referenceWords,
  usesAverages,
  volumeWords,
} from './wording.js'

const TOP_AREAS = 10
const TOP_CLUSTERS = 12
const TOP_HOTSPOTS = 10
/** RULES 14: a hotspot is busy in at least four months. */
const LEAST_MONTHS = 4

/**
 * What `analyse` prints, for the analyst's own screen: accounting of rows, period, findings, then the ranked areas of every layer, the
 * clusters and the hotspots of each problem. At most 110 columns wide.
 */
export function rankedTables(analysis: Analysis): string {
  const { layers, hotspots, options } = analysis
  return `${[
    header(analysis),
    findings(analysis)
      .map((finding) => paragraph(`- ${finding}`))
      .join('\n'),
    ...layers.map((layer) => areaTable(analysis, layer)),
    clusterList(analysis),
    ...options.problems.map((problem) =>
      findsWalkable(analysis)
        ? walkableList(analysis, problem)
        : hotspotList(
            analysis,
            problem,
            hotspots.filter((row) => row.problem === problem),
          ),
    ),
    footer(analysis),
  ].join('\n\n')}\n`
}

function header(analysis: Analysis): string {
  const { crimes, period } = analysis
  const accounts = geographyAccounts(analysis)
  const inside = accounts.map(({ label, inside, outside }) => `${label} ${exactly(inside)} + ${exactly(outside)} outside`)
  return [
    `${rowLine(crimes.rows)}.`,
    paragraph(`Located = ${inside.join(' = ')}.`),
    `Period: ${periodWords(period)}. Data to ${monthName(period.dataTo)}.`,
  ].join('\n')
}

function footer({ kinds, scheme, period }: Analysis): string {
  const unseen = usesAverages(kinds) ? ', where a single very serious crime cannot be seen' : ''
  return paragraph(
    `Counts are ${volumeWords(kinds)} of ${periodWords(period)}. Harm is ${harmLabel(kinds, scheme)}${unseen}. It shows recorded crime, which depends on who reports and where police look. Rankings support a decision; they do not make it.`,
  )
}

const left = (head: string): TextColumn => ({ head, align: 'left' })
const right = (head: string): TextColumn => ({ head, align: 'right' })
const flexible = (head: string): TextColumn => ({ head, align: 'left', flexible: true })

/** Short heads of the usual factors. */
const FACTOR_HEADS: Readonly<Record<string, string>> = {
  deprivation: 'depr',
  unemployment: 'unemp',
  children: 'child',
  harm: 'harm',
  volume: 'vol',
}

function areaTable(analysis: Analysis, layer: LayerResult): string {
  const { kinds, scheme, factors, measure } = analysis
  const { areas, columns, rank, score } = layer
  const first = Array.from(rank.keys())
    .filter((area) => rank[area] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
    .slice(0, TOP_AREAS)
  const harm = /severity/.test(scheme.label) ? 'severity' : 'harm'
  const heads = [
    right('rank'),
    left('code'),
    flexible('name'),
    right('crimes'),
    right('asb'),
    right('volume'),
    right(usesAverages(kinds) ? `av. ${harm}` : harm),
    ...(measure === 'rate' ? [right('per 1,000')] : []),
    ...(score === null ? [] : [right('score'), ...factors.map(({ id }) => right(FACTOR_HEADS[id] ?? id))]),
  ]
  const rows = first.map((area) => [
    String(rank[area]),
    areas.code[area],
    areas.name[area],
    exactly(columns.crimes[area]),
    exactly(columns.asb[area]),
    exactly(columns.volume[area]),
    exactly(columns.harm[area]),
    ...(measure === 'rate' ? [rate((1000 * columns.volume[area]) / areas.residents[area])] : []),
    ...(score === null ? [] : [score.score[area].toFixed(1), ...score.contributions.map((points) => decimal(points[area]))]),
  ])
  const most = `${measure === 'volume' ? 'most' : 'highest'} ${measureWords(analysis)} first`
  const by = score === null ? most : `highest need first, by the ${factorCount(factors)}-factor score (its parts add up to it)`
  const title = `${capital(areasWords(areas.kind))}: ${Math.min(TOP_AREAS, first.length)} of ${exactly(areas.length)}, ${by}`
  return `${paragraph(title)}\n${textTable(heads, rows, SCREEN_WIDTH)}`
}

/** Hot zones and lone clusters, strongest peak first, each zone followed by the clusters inside it. */
function clusterList(analysis: Analysis): string {
  const { clusters, cells } = analysis
  const above = (whose: 'its' | 'their') =>
    `above the average of ${referenceWords(cells.heat.within, whose)} by ${measureWords(analysis)}`
  if (clusters.length === 0) return paragraph(`Clusters: none, no cell stands clearly ${above('its')}.`)
  const about = clustersAbout(analysis)
  const order = Array.from(clusters.keys())
  const top = order.filter((row) => clusters[row].zone === '').sort((a, b) => clusters[b].peakZ - clusters[a].peakZ)
  const shown = top
    .flatMap((row) => [row, ...order.filter((part) => clusters[part].zone === clusters[row].id)])
    .slice(0, TOP_CLUSTERS)
  const rows = shown.map((row) => {
    const { id, type, zone, cells: own, areaKm2 } = clusters[row]
    const { name, areas, crimes, asb, volume } = about[row]
    return [
      zone === '' ? id : `  ${id}`,
      type === 'zone' ? 'hot zone' : 'cluster',
      name,
      areas.ward?.name ?? areas.beat?.name ?? '',
      exactly(own.length),
      areaKm2.toFixed(2),
      exactly(crimes),
      exactly(asb),
      exactly(volume),
      `${evidenceOf(analysis, clusters[row])}${mostlyInstitution(about[row]) ? ', institution' : ''}${about[row].flag === '' ? '' : `, ${about[row].flag.replace('-', ' ')}`}`,
    ]
  })
  const heads = [
    left('id'),
    left('type'),
    flexible('busiest point'),
    flexible('ward'),
    right('cells'),
    right('km2'),
    right('crimes'),
    right('asb'),
    right('volume'),
    left('evidence of heat'),
  ]
  const title = `Clusters: ${shown.length} of ${exactly(clusters.length)}, ${above(clusters.length === 1 ? 'its' : 'their')}; evidence from the weakest to the strongest cell`
  return `${paragraph(title)}\n${textTable(heads, rows, SCREEN_WIDTH)}`
}

function hotspotList(analysis: Analysis, problem: string, hotspots: readonly Hotspot[]): string {
  const { layers, period } = analysis
  const words = problemWords(analysis, problem)
  const title = `Hotspots, ${words.label.toLowerCase()}`
  const note = words.note === '' ? '' : `\n${paragraph(words.note)}`
  const months = period.present.length
  if (months < LEAST_MONTHS) {
    return (
      paragraph(`${title}: none listed, the list needs at least ${LEAST_MONTHS} months of data and the period has ${months}.`) +
      note
    )
  }
  const inPeriod = `in the ${months} months of the period`
  if (hotspots.length === 0) {
    if (rowsWithoutDates(analysis) > 0) {
      return paragraph(`${title}: none listed. ${NO_HOTSPOTS_WITHOUT_DATES}`) + note
    }
    return paragraph(`${title}: no point has 5 offences ${inPeriod}, in at least ${LEAST_MONTHS} of them.`) + note
  }
  const wards = layers.find(({ areas }) => areas.kind === 'ward')
  const besideHeads = words.beside === '' ? [] : [right('beside')]
  const rows = hotspots
    .slice(0, TOP_HOTSPOTS)
    .map(({ rank, name, place, offences12m, beside12m, monthsActive, premises }) => [
      String(rank),
      name.replace(/^on or near /i, ''),
      ...(wards === undefined ? [] : [wards.areas.name[wards.unitOfPlace[place]] ?? '']),
      exactly(offences12m),
      ...besideHeads.map(() => exactly(beside12m)),
      `${monthsActive} of ${months}`,
      premises ? 'premises: problem-solve with them first' : '',
    ])
  const heads = [
    right('rank'),
    flexible(pointNoun(analysis)),
    ...(wards === undefined ? [] : [flexible('ward')]),
    right('offences'),
    ...besideHeads,
    right('months'),
    left('note'),
  ]
  const beside = besideHeads.length === 0 ? '' : `\n${paragraph(`Beside: ${words.beside}, shown but not ranked by.`)}`
  const shown = `${rows.length} of ${counted(hotspots.length, pointNoun(analysis))} 400 m or more apart, most offences ${inPeriod} first`
  const record = recordSentence(analysis, problem)
  const recorded = record === '' ? '' : `\n${paragraph(record)}`
  return `${paragraph(`${title}: ${shown}`)}\n${textTable(heads, rows, SCREEN_WIDTH)}${note}${beside}${recorded}`
}

function decimal(points: number): string {
  return Number.isNaN(points) ? '-' : points.toFixed(1)
}

/** To a tenth, whole from 100 on: 43.1, 3,637. */
function rate(per1000: number): string {
  return per1000 < 100 ? decimal(per1000) : exactly(per1000)
}

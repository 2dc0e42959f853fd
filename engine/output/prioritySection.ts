import type { Priority, PriorityLayer } from '../priority/prioritised.js'
import type { Analysis, LayerResult } from './analysis.js'
import { dissolve } from './dissolve.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { areaChoices } from './priorityChoices.js'
import { inputSentences } from './priorityInputWords.js'
import { priorityTable } from './priorityTable.js'
import {
  answerSentence,
  areaSentences,
  checkSentences,
  choiceSentences,
  inRankOrder,
  rankSentence,
  runnersUpSentence,
  topSentences,
  wholeSentences,
} from './priorityWords.js'
import { shareOfReruns } from './rankWords.js'
import { priorityPages } from './reportPriority.js'
import type { ResultTable } from './resultTables.js'
import type { Section } from './section.js'
import { number, type Table, text } from './table.js'
import { textTable } from './textTable.js'
import { areasWords, capital, exactly, percent, periodWords } from './wording.js'

const ROWS = 10
const COLUMNS = [
  { head: 'rank', align: 'right' },
  { head: 'area', align: 'left', flexible: true },
  { head: 'score', align: 'right' },
] as const
/** Where the layer has re-runs. */
const RERUN_COLUMNS = [
  { head: '5-95 %', align: 'right' },
  { head: 'data', align: 'right' },
  { head: 'both', align: 'right' },
  { head: 'standing', align: 'left' },
] as const

const HOW_TO_READ =
  'In the tables below 5-95 % are the ranks of nine re-runs in ten on data and choices together; data and both the shares of re-runs in which a place was in the top, on the data alone and on data and choices. Standing goes by both.'

const CHOICE_COLUMNS = [
  { head: 'choice', align: 'left' },
  { head: 'where', align: 'left', flexible: true },
  { head: 'LSOAs', align: 'right' },
  { head: 'residents', align: 'right' },
  { head: 'above mean', align: 'right' },
  { head: 'need', align: 'right' },
] as const

/** What `priority` adds to the results folder. */
export function prioritySection(analysis: Analysis, priority: Priority): Section {
  return {
    id: 'priority',
    maps: [areasMap(analysis, priority)],
    tables: [
      { file: 'priority', label: 'Priority', table: priorityTable(analysis) },
      { file: 'factor-checks', label: 'Factor checks', table: factorChecks(analysis, priority) },
    ],
    findings: [answerSentence(analysis, areaChoices(analysis))],
    pages: (ground) => priorityPages(analysis, ground),
    document: documentOf(analysis, priority),
    text: textOf(analysis, priority),
  }
}

function areasMap(analysis: Analysis, { area }: Priority): ResultTable {
  const choices = areaChoices(analysis)
  const { areas } = analysis.layers[area.layer]
  const drawn = (at: number, value: (found: NonNullable<(typeof choices)[number]['drawn']>) => number) => {
    const found = choices[at].drawn
    return found === null ? Number.NaN : value(found)
  }
  const firstOnly = (at: number, value: number) => (at === 0 ? value : Number.NaN)
  const shapes = choices.map(({ members }) => dissolve(areas, members))
  const { stability, honest } = area
  const table: Table = {
    length: choices.length,
    columns: [
      text('id', (at) => choices[at].id),
      text('role', (at) => choices[at].role),
      text('where', (at) => choices[at].where),
      number('lsoas', (at) => choices[at].members.length),
      text('lsoa_codes', (at) => Array.from(choices[at].members, (row) => areas.code[row]).join(' ')),
      number('residents', (at) => choices[at].people),
      number('area_km2', (at) => choices[at].areaKm2),
      number('whole_residents', (at) => choices[at].itself?.people ?? Number.NaN),
      number('whole_area_km2', (at) => choices[at].itself?.areaKm2 ?? Number.NaN),
      number('compactness', (at) => drawn(at, ({ compactness }) => compactness)),
      number('mean_score', (at) => choices[at].score),
      number('lift', (at) => choices[at].lift),
      number('share_of_excess', (at) => choices[at].shareOfExcess),
      number('place_in_size', (at) => drawn(at, ({ placeInRange }) => placeInRange)),
      number('gap', (at) => drawn(at, ({ gap }) => gap)),
      number('adds_residents', (at) => choices[at].addsPeople),
      number('loses_residents', (at) => choices[at].losesPeople),
      text('standing', (at) => (at === 0 ? area.standing : '')),
      number('held_share_data', (at) => firstOnly(at, stability.data.heldShare)),
      number('held_share_choices', (at) => firstOnly(at, stability.choices.heldShare)),
      number('held_share_both', (at) => firstOnly(at, stability.both.heldShare)),
      number('mean_jaccard_data', (at) => firstOnly(at, stability.data.meanJaccard)),
      number('honest_lift', (at) => firstOnly(at, honest?.honest ?? Number.NaN)),
      number('apparent_lift', (at) => firstOnly(at, honest?.apparent ?? Number.NaN)),
    ],
  }
  return {
    file: 'priority-areas',
    label: 'Priority areas',
    table,
    shape: { type: 'multipolygon', length: choices.length, at: (row) => shapes[row] },
  }
}

function factorChecks({ factors }: Analysis, { checks }: Priority): Table {
  const dropped = (at: number) => checks.dropOne.find(({ factor }) => factor === factors[at].id)
  return {
    length: factors.length,
    columns: [
      text('factor', (at) => factors[at].id),
      number('weight', (at) => factors[at].weight),
      number('effective_share', (at) => checks.effective.share[at]),
      number('correlation_ratio', (at) => checks.effective.ratio[at]),
      number('group', (at) => 1 + checks.groups.findIndex((group) => group.includes(at)) || Number.NaN),
      number('weight_equal_groups', (at) => checks.groupWeights[at]),
      number('top_k_lost_without', (at) => dropped(at)?.lost ?? Number.NaN),
      number('rank_correlation_without', (at) => dropped(at)?.rankCorrelation ?? Number.NaN),
      ...factors.map(({ id }, k) => number(`rank_correlation_${id}`, (at) => checks.correlations[at][k])),
    ],
  }
}

function documentOf(analysis: Analysis, priority: Priority): Section['document'] {
  const { area, checks, options, seed, dispersion, layers } = priority
  const { stability, crimeOnly, scan, honest } = area
  return {
    options,
    seed,
    standing: area.standing,
    sentences: [
      ...areaSentences(analysis),
      ...checkSentences(analysis),
      ...wholeSentences(analysis),
      ...inputSentences(analysis),
      ...choiceSentences(analysis),
    ],
    area: {
      sizeIn: area.sizeIn,
      least: area.least,
      most: area.most,
      inside: area.inside,
      wanted: area.wanted,
      found: area.areas.length,
      cut: cutOf(analysis, area),
      mean: area.mean,
      held: {
        data: stability.data.heldShare,
        choices: stability.choices.heldShare,
        both: stability.both.heldShare,
        draws: stability.both.draws,
      },
      meanJaccard: {
        data: stability.data.meanJaccard,
        choices: stability.choices.meanJaccard,
        both: stability.both.meanJaccard,
      },
      honest: honest === null ? null : { honest: honest.honest, apparent: honest.apparent },
      crimeOnly: { lift: crimeOnly.lift, liftByChance: crimeOnly.liftByChance, p: crimeOnly.p, draws: crimeOnly.draws },
      scan: scan.clusters.slice(0, 5).map(({ count, expected, relativeRisk, ratio, p }) => ({
        count,
        expected,
        relativeRisk,
        ratio,
        p,
      })),
    },
    effects: checks.effects,
    dispersionOf: analysis.layers[area.layer].areas.kind,
    dispersion,
    leaders: layers.flatMap((ranked, at) => {
      const layer = analysis.layers[at]
      const row = ranked?.headline.rank.indexOf(1) ?? -1
      if (ranked === null || row < 0) return []
      const sentence = rankSentence(analysis, layer, ranked, row)
      return [{ kind: layer.areas.kind, code: layer.areas.code[row], name: layer.areas.name[row], sentence }]
    }),
  }
}

/** Codes of the LSOAs the boundary cuts, with the share of their ground inside. */
function cutOf({ layers }: Analysis, { cut, layer }: Priority['area']) {
  if (cut === null) return null
  const { code } = layers[layer].areas
  const listOf = (rows: Uint32Array) =>
    Array.from(rows, (row) => ({ code: code[row], insideShare: Number(cut.insideShare[row].toFixed(4)) }))
  return { leftOut: listOf(cut.leftOut), whole: listOf(cut.whole) }
}

function textOf(analysis: Analysis, { layers }: Priority): string {
  const period = periodWords(analysis.period)
  const blocks = layers.flatMap((ranked, at) => (ranked === null ? [] : [layerText(analysis, analysis.layers[at], ranked)]))
  const list = (head: string, lines: readonly string[]) => `${head}\n${lines.map((line) => paragraph(`- ${line}`)).join('\n')}\n`
  return [
    list(paragraph(`Where need is highest. ${period}`), areaSentences(analysis)),
    choicesText(analysis),
    list('How far it holds', checkSentences(analysis)),
    list('What it rests on', inputSentences(analysis)),
    list('How firm the ranks are', [...choiceSentences(analysis), HOW_TO_READ]),
    ...blocks,
  ].join('\n')
}

/** The first areas of one layer, a sentence on each of its top, and those that came near. */
function layerText(analysis: Analysis, layer: LayerResult, ranked: PriorityLayer): string {
  const { areas } = layer
  const { headline, reruns, standing, top } = ranked
  const lines = inRankOrder(ranked)
    .slice(0, ROWS)
    .map((row) => [
      String(headline.rank[row]),
      areas.name[row] || areas.code[row],
      headline.score[row].toFixed(1),
      ...(reruns === null
        ? []
        : [
            `${reruns.both.low[row]}-${reruns.both.high[row]}`,
            shareOfReruns(reruns.data.top[row]),
            shareOfReruns(reruns.both.top[row]),
            standing[row],
          ]),
    ])
  const columns = reruns === null ? COLUMNS : [...COLUMNS, ...RERUN_COLUMNS]
  const runners = runnersUpSentence(analysis, layer, ranked)
  const sentences = topSentences(analysis, layer, ranked).map(({ name, words }) => `- ${name}: ${words}`)
  return `${[
    paragraph(
      `${capital(areasWords(areas.kind))}, highest need first; top: the first${top === 1 ? '' : ` ${top}`}. ${periodWords(analysis.period)}`,
    ),
    textTable(columns, lines, SCREEN_WIDTH),
    ...[...sentences, ...(runners === null ? [] : [`- ${runners}`])].map((line) => paragraph(line)),
  ].join('\n')}\n`
}

function choicesText(analysis: Analysis): string {
  const choices = areaChoices(analysis)
  const rows = choices.map(({ role, where, members, people, lift, shareOfExcess }) => [
    role,
    where,
    String(members.length),
    people >= 0 ? exactly(Math.round(people)) : '-',
    lift.toFixed(1),
    percent(shareOfExcess),
  ])
  const wholes = wholeSentences(analysis).map((line) => `${paragraph(line)}\n`)
  return `${paragraph(`What else could be chosen; need: of all need above the mean. ${periodWords(analysis.period)}`)}\n${textTable(CHOICE_COLUMNS, rows, SCREEN_WIDTH)}\n${wholes.join('')}`
}

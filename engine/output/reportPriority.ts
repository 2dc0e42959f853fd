import type { PriorityLayer } from '../priority/prioritised.js'
import type { AreaTable } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { areaChoices, mainWard } from './priorityChoices.js'
import { inputSentences, sourceWords } from './priorityInputWords.js'
import {
  areaSentences,
  checkSentences,
  choiceSentences,
  crimePer,
  firstPlaces,
  inRankOrder,
  runnersUpSentence,
  topSentences,
  wholeSentences,
} from './priorityWords.js'
import { shareOfReruns } from './rankWords.js'
import { choropleth } from './reportChoropleth.js'
import { type Bounds, boundsOf, type Frame, frameOf } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import type { Ground } from './reportMapGround.js'
import { mapLabels, type Pin } from './reportMapLabels.js'
import type { ReportPage } from './reportPage.js'
import { picture, swatch } from './reportPicture.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, listed, percent } from './wording.js'

const WIDTH = 340
const HEIGHT = 300
const LEAST_KM = 3
/** Scores from low to high, told apart in grey print. */
const SHADES = ['#f4f1e8', '#dcd3bd', '#c0ad8c', '#9a7f5f', '#6d5338']
/** Shares of re-runs from few to all. */
const SHARES = [
  { least: 0.8, fill: '#0f3d5c', words: '80 % and more' },
  { least: 0.5, fill: '#4f86a6', words: '50-80 %' },
  { least: 0.2, fill: '#9cc3d6', words: '20-50 %' },
  { least: 0.02, fill: '#dcebf1', words: '2-20 %' },
] as const
const ROWS = 10

/** Where a priority-area team should go, and how firm the ranks are. */
export function priorityPages(analysis: Analysis, ground: Ground): ReportPage[] {
  const { priority } = analysis.asked
  if (priority === undefined) return []
  return [
    {
      id: 'priority',
      title: 'Highest-need area',
      content: html`<ul class="findings">${areaSentences(analysis).map((line) => html`<li>${line}</li>`)}</ul>
${maps(analysis, ground)}
${choicesTable(analysis)}
${wholeSentences(analysis).map((line) => html`<p class="note">${line}</p>`)}
<h3>How far it holds</h3>
<ul>${checkSentences(analysis).map((line) => html`<li>${line}</li>`)}</ul>
<h3>What it rests on</h3>
<ul>${inputSentences(analysis).map((line) => html`<li>${line}</li>`)}</ul>
<p>Places, not people: this page is no ground for a stop. Who lives inside against the force: not assessed.</p>`,
    },
    {
      id: 'priority-ranks',
      title: 'How firm the ranks are',
      content: html`${analysis.layers.map((layer, at) => ranksOf(analysis, layer, priority.layers[at]))}
${factorsTable(analysis)}
<ul>${choiceSentences(analysis).map((line) => html`<li>${line}</li>`)}</ul>`,
    },
  ]
}

// ---------------------------------------------------------------- maps

function maps(analysis: Analysis, ground: Ground): Html {
  const { priority } = analysis.asked
  if (priority === undefined) return html``
  const { area } = priority
  const { areas } = analysis.layers[area.layer]
  const [first] = area.areas
  const whole = frameOf(boundsOf(areas.xy.keys(), lngOf(areas.xy), latOf(areas.xy)), WIDTH, HEIGHT, LEAST_KM)
  const near = frameOf(around(verticesOf(areas, first.members), areas.xy), WIDTH, HEIGHT, LEAST_KM)
  const map = choropleth(areas)
  const classes = scoreClasses(area.score)
  const heavy = area.areas.map(({ members }) => members)
  const several = heavy.length > 1
  const pins = several ? mapLabels(pinsOf(areas, heavy, whole), undefined, ground, whole) : html``
  const share = (row: number) => SHARES.find(({ least }) => area.stability.data.inArea[row] >= least)?.fill ?? null
  const left = html`${map.draw(whole, (row) => classes.fill(area.score[row]), heavy)}${pins}${mapFurniture(whole)}`
  const right = html`${map.draw(near, share, [first.members])}${mapFurniture(near)}`
  const words = (id: string, title: string, description: string) => ({ id, title, description })
  return html`<div class="pair"><figure>${framed(
    words(
      'priority-map',
      'Scores of LSOAs',
      several
        ? `LSOAs shaded by score, darker is more need; ${heavy.length} areas inside heavy lines, numbered in the order chosen.`
        : 'LSOAs shaded by score, darker is more need; the highest-need area inside a heavy line.',
    ),
    left,
  )}<p class="legend">${classes.words.map((entry, k) => html`<span>${swatch(SHADES[k], '#a19e94')}${entry}</span> `)}</p><p class="legend">Score of each LSOA by ${crimePer(analysis)} and the other factors${area.cut === null || area.cut.leftOut.length === 0 ? '' : ' (white: left out at the boundary)'}; heavy ${several ? `lines: ${listed(heavy.map((members, k) => `${k + 1} ${mainWard(analysis, members)}`.trim()))}, in the order chosen` : 'line: the highest-need area'}.</p></figure>
<figure>${framed(words('priority-firm', 'How firmly each LSOA lies in the area', 'LSOAs near the highest-need area shaded by the share of re-runs in which they lay in the best area.'), right)}<p class="legend">${SHARES.map(({ fill, words: entry }) => html`<span>${swatch(fill, '#a19e94')}${entry}</span> `)}</p><p class="legend">Share of re-runs on the data in which the LSOA lay in the best area; heavy line: ${several ? 'area 1' : 'the highest-need area'}.</p></figure></div>`
}

/** Each area by its number, at the LSOA nearest to its middle. */
function pinsOf(areas: AreaTable, drawn: readonly Uint32Array[], frame: Frame): Pin[] {
  const { lng, lat } = insidePoints(areas)
  return drawn.map((members, k) => {
    const { west, south, east, north } = boundsOf(verticesOf(areas, members), lngOf(areas.xy), latOf(areas.xy))
    const [x, y] = [frame.x((west + east) / 2), frame.y((south + north) / 2)]
    const off = (row: number) => Math.hypot(frame.x(lng[row]) - x, frame.y(lat[row]) - y)
    const middle = members.reduce((best, row) => (off(row) < off(best) ? row : best), members[0])
    return { x: frame.x(lng[middle]), y: frame.y(lat[middle]), number: k + 1, name: '' }
  })
}

function framed(words: { id: string; title: string; description: string }, content: Html): Html {
  const edge = html`<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  return picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, html`${content}${edge}`)
}

const lngOf = (xy: Float64Array) => (at: number) => xy[at - (at % 2)]
const latOf = (xy: Float64Array) => (at: number) => xy[at - (at % 2) + 1]

function* verticesOf({ ringStart, areaRing }: AreaTable, rows: Iterable<number>): Generator<number> {
  for (const area of rows) for (let v = ringStart[areaRing[area]]; v < ringStart[areaRing[area + 1]]; v++) yield 2 * v
}

/** Bounds of some vertices with as much again on each side: what an area lies among. */
function around(vertices: Iterable<number>, xy: Float64Array): Bounds {
  const { west, south, east, north } = boundsOf(vertices, lngOf(xy), latOf(xy))
  const [lng, lat] = [(east - west) / 2, (north - south) / 2]
  return { west: west - lng, south: south - lat, east: east + lng, north: north + lat }
}

/** Five classes of as many units each. */
function scoreClasses(score: Float64Array): { fill: (value: number) => string | null; words: string[] } {
  const known = score.filter((value) => !Number.isNaN(value)).sort()
  const cuts = [1, 2, 3, 4].map((k) => known[Math.floor((k * known.length) / 5)])
  const ends = [known[0], ...cuts, known[known.length - 1]]
  return {
    fill: (value) => (Number.isNaN(value) ? null : SHADES[cuts.filter((cut) => value >= cut).length]),
    words: SHADES.map((_, k) => `${ends[k].toFixed(0)}-${ends[k + 1].toFixed(0)}`),
  }
}

// ---------------------------------------------------------------- tables

function choicesTable(analysis: Analysis): Html {
  const choices = areaChoices(analysis)
  const known = choices.some(({ people }) => people >= 0)
  const one = (value: number) => value.toFixed(1)
  return reportTable({
    id: 'priority-areas',
    caption: `What else could be chosen. Need: share of all need above the mean${known ? '. Adds, Loses: residents against area 1' : ''}`,
    months: periodCaption(analysis.period),
    length: choices.length,
    columns: [
      wordsColumn('Choice', 'role', (at) => choices[at].role),
      wordsColumn('Where', 'where', (at) => choices[at].where),
      numberColumn('LSOAs', 'lsoas', (at) => choices[at].members.length),
      ...(known ? [numberColumn('Residents', 'residents', (at) => Math.round(choices[at].people))] : []),
      numberColumn('km²', 'area_km2', (at) => choices[at].areaKm2, one),
      numberColumn('Above mean', 'lift', (at) => choices[at].lift, one),
      numberColumn('Need', 'share_of_excess', (at) => choices[at].shareOfExcess, percent),
      ...(known
        ? [
            numberColumn('Adds', 'adds_residents', (at) => Math.round(choices[at].addsPeople)),
            numberColumn('Loses', 'loses_residents', (at) => Math.round(choices[at].losesPeople)),
          ]
        : []),
    ],
  })
}

function ranksOf(analysis: Analysis, layer: LayerResult, ranked: PriorityLayer | null): Html {
  if (ranked === null) return html``
  const { areas } = layer
  const { rank } = ranked.headline
  const order = inRankOrder(ranked)
  const of = (at: number) => order[at]
  const firm: ReportColumn[] =
    ranked.reruns === null
      ? []
      : (({ data, choices, both }) => [
          numberColumn('5 %', 'rank_low', (at) => both.low[of(at)]),
          numberColumn('95 %', 'rank_high', (at) => both.high[of(at)]),
          numberColumn('Data', 'p_top_k_data', (at) => data.top[of(at)], shareOfReruns),
          numberColumn('Choices', 'share_top_k_choices', (at) => choices.top[of(at)], shareOfReruns),
          numberColumn('Both', 'p_top_k_both', (at) => both.top[of(at)], shareOfReruns),
          wordsColumn('Standing', 'standing', (at) => ranked.standing[of(at)]),
        ])(ranked.reruns)
  const k = ranked.top
  const table = reportTable({
    id: `priority-${areas.kind}`,
    caption: `${capital(areasWords(areas.kind))}, highest need first. 5 % to 95 %: range of its rank on data and choices. Data, Choices, Both: share of re-runs in which it came ${firstPlaces(k)}; Standing goes by Both`,
    months: periodCaption(analysis.period),
    length: order.length,
    shown: ROWS,
    columns: [
      wordsColumn('Area', 'name', (at) => areas.name[of(at)] || areas.code[of(at)]),
      numberColumn('Rank', 'rank', (at) => rank[of(at)]),
      numberColumn(
        'Score',
        'score',
        (at) => ranked.headline.score[of(at)],
        (value) => value.toFixed(1),
      ),
      ...firm,
      numberColumn('Tier', 'pareto_tier', (at) => ranked.tier[of(at)] || Number.NaN),
      numberColumn('Equal groups', 'rank_equal_groups', (at) => ranked.groupRank[of(at)] || Number.NaN),
    ],
  })
  const runners = runnersUpSentence(analysis, layer, ranked)
  const sentences = topSentences(analysis, layer, ranked).map(({ name, words }) => html`<li><b>${name}</b>: ${words}</li>`)
  return html`${table}<ul>${sentences}</ul>${runners === null ? html`` : html`<p>${runners}</p>`}`
}

function factorsTable(analysis: Analysis): Html {
  const { factors, asked } = analysis
  const { priority } = asked
  if (priority === undefined) return html``
  const { checks } = priority
  const dropped = (id: string) => checks.dropOne.find(({ factor }) => factor === id)?.lost ?? Number.NaN
  return reportTable({
    id: 'priority-factors',
    caption: 'What the score is made of',
    months: periodCaption(analysis.period),
    length: factors.length,
    columns: [
      wordsColumn('Factor', 'label', (at) => `${factors[at].label}${factors[at].proxy ? ' (proxy)' : ''}`),
      numberColumn('Weight', 'weight', (at) => factors[at].weight, percent),
      numberColumn('In effect', 'effective_share', (at) => checks.effective.share[at], percent),
      numberColumn('Lost without it', 'lost_without', (at) => dropped(factors[at].id), percent),
      wordsColumn('Source, year', 'source', (at) => sourceWords(factors[at].source, factors[at].year)),
      wordsColumn('Measured on', 'geography', (at) => factors[at].geography),
      wordsColumn('Note', 'note', (at) => factors[at].note),
    ],
  })
}

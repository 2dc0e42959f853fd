import { LEAST_IN_HALF, LEAST_SHORT_SPANS, PEAK_LEVEL, WINDOW_HOURS } from '../evaluate/peakWindow.js'
import type { AnalysisDocument } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { layerLabel } from './layerTable.js'
import { findsWalkable, pointNoun, publishedMap } from './publishedPoints.js'
import { numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import {
  areasWords,
  capital,
  counted,
  exactly,
  harmLabel,
  listed,
  measureWords,
  percent,
  periodWords,
  referenceWords,
  volumeWords,
} from './wording.js'

const HASH_SHOWN = 16

/** What was done, in the order it was done, with the conventions someone needs to repeat or to question it. */
export function method(analysis: Analysis, document: AnalysisDocument): Html {
  const steps = [
    ['Study area', studyArea(analysis)],
    ['Period', `${periodWords(analysis.period)}. Other months of the files are read and kept, but in no table here.`],
    ['Counting', counting(analysis)],
    ['Measure', measure(analysis)],
    ['Hot cells', statistic(analysis)],
    ['Reference area', reference(analysis, document)],
    ['Chance', chance(analysis)],
    [
      'Places',
      'Touching hot cells form a cluster. Where they cover over 0.5 km² they are a hot zone, listed with the clusters it splits into as the threshold rises.',
    ],
    ['Hotspots', hotspotMethod(analysis)],
    ...(analysis.hours === null ? [] : [['Hours', hoursText()] as const]),
    ['Score', score(analysis)],
    ['Residents', residents(analysis)],
    ['Options', options(document)],
  ] as const
  return html`<dl class="method">${steps.map(([head, words]) => html`<dt>${head}</dt><dd>${words}</dd>`)}</dl>
${factorTable(analysis)}
${inputTable(analysis, document)}
<section><h3>Sources and licences</h3><p class="sources">${document.attribution.join(' ')}</p></section>`
}

function hotspotMethod(analysis: Analysis): string {
  const least = 'with at least 5 offences of the problem in at least 4 months of the period, 400 m or more apart'
  const left =
    'police stations, prisons and hospitals are left out unless asked for, points where records without a place are put always.'
  if (!findsWalkable(analysis))
    return `${publishedMap(analysis) ? 'Published points' : 'Points with a name'} ${least}, most offences first; ${left}`
  return `Circles of at most 120 m round exact places ${least}; found and ranked by what is expected in them in the next month: months weigh less the older they are, by the half-life that told the past best, and a place's own rate is drawn to the mean of all as far as chance explains it (Marshall 1991). The first 20 of the force are listed and the first 5 of each beat; only offences a patrol can meet count, by the day they were committed. Standing is the share of 1,000 gamma redraws, spread by the over-dispersion of the counts, in which a place stays in its list. Busiest hours as below, of all months; ${left}`
}

function hoursText(): string {
  return [
    'Minute-exact aoristic weights (Ratcliffe 2000) over the 168 hours of the week: a record weighs in each hour the share of its span from start to end that lies in it, a span over a week 1/168 in each, one without an end nowhere; of a problem mostly recorded with one time, the whole in the hour of its start. Clocks are those of London, summer time and both changes included.',
    `Busiest hours are the ${listed(WINDOW_HOURS.map(String))} in a row with most weight: every other week chooses them and the rest measure their share, then the other way round. Not looked for under ${LEAST_IN_HALF} records in either half of the weeks, or where under ${percent(LEAST_SHORT_SPANS)} of spans are under 4 hours; told where a window as busy comes in at most ${100 * PEAK_LEVEL} % of the tries that turn the clock of each week at random, and the 90 % interval of its share lies above that of a week without busy hours.`,
  ].join(' ')
}

function studyArea({ cells, boundaryKind, boundaryFromData, options }: Analysis): string {
  const { study } = cells
  const km2 = study.areaKm2.reduce((sum, whole, cell) => sum + whole * study.insideShare[cell], 0)
  const edge = study.edge.reduce((sum, flag) => sum + flag, 0)
  const from = boundaryFromData
    ? 'guessed from the crimes themselves'
    : `the union of the boundary given (${boundaryKind.split(' + ').map(layerLabel).join(', ')})`
  return `${exactly(Math.round(km2))} km², ${from}: every H3 cell of resolution ${options.resolution} that overlaps it, crime or not, ${counted(study.length, 'cell')}, ${exactly(edge)} of them cut by its edge and counted with the share of their ground that is inside.`
}

function counting(analysis: Analysis): string {
  const { layers, lsoasAssigned } = analysis
  const kinds = layers.map(({ areas }) => areas.kind).filter((kind) => kind !== 'lsoa')
  const byPoint = kinds.length === 0 ? '' : ` It goes to ${listed(kinds.map(areasWords))} by its own point, not through its cell.`
  const lsoa = lsoasAssigned === null ? '' : ' It goes to its LSOA by the code in its row, else by its point.'
  return `Each crime counts once, in the cell that holds its ${pointNoun(analysis)}.${byPoint}${lsoa}`
}

function measure({ kinds, scheme, measure: of }: Analysis): string {
  const harm = `Harm is ${harmLabel(kinds, scheme)}: count times weight in ${scheme.unit}. Source: ${scheme.source}; licence: ${scheme.licence}.`
  return `Heat is of ${measureWords({ measure: of, kinds, scheme })}${of === 'volume' ? ` (${volumeWords(kinds)})` : ''}. ${harm}${kinds.asb.some((flag) => flag === 1) ? ' ASB has no weight.' : ''}`
}

function statistic({ options, cells }: Analysis): string {
  const rings = counted(options.ring, 'ring')
  return `Getis-Ord Gi*: the sum over a cell and its neighbours within ${rings}, all weights one, itself included, against the mean and standard deviation of its reference area; neighbours beyond that area's border do not count. Of ${counted(cells.study.length, 'cell')}, ${exactly(cells.heat.group.reduce((sum, of) => sum + Number(of >= 0), 0))} are in the statistics: those with residents or with any crime in the whole history, all where residents are unknown. Ord and Getis 1995.`
}

function reference({ cells }: Analysis, { statistics }: AnalysisDocument): string {
  const { heat } = cells
  const many = heat.groups.length === 1 ? '' : `, ${exactly(heat.groups.length)} of them`
  const changed =
    statistics.changedOnAllCells === null || statistics.changedOnAllCells === 0
      ? ''
      : ` ${percent(statistics.changedOnAllCells)} of hot cells would not be hot against the average of all cells.`
  const of = statistics.mean === null || statistics.sd === null ? '' : meanWords(statistics.mean, statistics.sd)
  return `${capital(referenceWords(heat.within, 'its'))}${many}, by the centre of the cell.${of}${changed}`
}

function meanWords(mean: number, sd: number): string {
  return ` Mean ${mean.toPrecision(3)}, standard deviation ${sd.toPrecision(3)} a cell.`
}

function chance({ cells, options }: Analysis): string {
  const how =
    cells.heat.basis === 'exact'
      ? `the exact permutation p, two-sided: all ways to reshuffle ${options.permute === 'total' ? 'the values of the reference area' : 'the other values of the reference area'} are counted, none is drawn`
      : cells.heat.basis === 'simulated'
        ? `100,000 random draws, two-sided, seed ${options.seed}`
        : 'the normal approximation, which is descriptive only'
  return `Evidence rests on ${how}. The false discovery rate is held over all cells together (Benjamini and Hochberg 1995): strong, good and some evidence are an expected share of false alarms under 1, 5 and 10 % among the cells named. The normal p of Gi* is kept in cells.csv for comparison with other software only.`
}

function score({ factors, scoreRefused, lsoasUnscored }: Analysis): string {
  if (scoreRefused === 'score-needs-deprivation') return 'None: no deprivation file was given. Areas rank by the measure.'
  if (scoreRefused !== null) return 'None: no LSOAs that fit the deprivation file were given. Areas rank by the measure.'
  const unscored =
    lsoasUnscored.length === 0 ? '' : ` ${counted(lsoasUnscored.length, 'LSOA')} without deprivation data have no score.`
  const frame = factors.at(0)?.frame ?? ''
  return `${capital(listed(factors.map(({ label }) => label.toLowerCase())))}: each a ${frame}, added up with the weights below, 0 to 100, higher is more need. The deprivation factor leaves out every domain that has a factor of its own. Crime factors leave out what police activity finds.${unscored}`
}

function residents({ layers, cells }: Analysis): string {
  const of = layers.find(({ areas }) => areas.kind === 'lsoa')?.areas
  if (of === undefined || cells.residents.every(Number.isNaN)) return 'Unknown: no population was given.'
  return 'Of LSOAs, from the population or deprivation file; carried to cells and to areas without a figure of their own by the ground they share. Totals are kept.'
}

function options({ options: given }: AnalysisDocument): string {
  const words = Object.entries(given).map(([name, value]) => {
    const of = value === null ? 'by default' : Array.isArray(value) ? value.join(' and ') : String(value)
    return `${name} ${of}`
  })
  return `${words.join('; ')}.`
}

function factorTable({ factors, period }: Analysis): Html {
  if (factors.length === 0) return html``
  return reportTable({
    id: 'factors',
    caption: html`<b>What the score is made of.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn(
        'Factor',
        'factor',
        (row) => factors[row].label,
        (row) => (factors[row].proxy ? html`${factors[row].label} <em>stand-in</em>` : factors[row].label),
      ),
      numberColumn(
        'Weight',
        'weight',
        (row) => factors[row].weight,
        (weight) => `${(100 * weight).toFixed(0)} %`,
      ),
      wordsColumn('Unit', 'unit', (row) => factors[row].unit),
      wordsColumn('Note', 'note', (row) => factors[row].note),
    ],
    length: factors.length,
  })
}

/** Crime files are listed in data quality. */
function inputTable({ period }: Analysis, { inputs, sources }: AnalysisDocument): Html {
  const crime = new Set(sources.map(({ name }) => name))
  const other = inputs.filter(({ name }) => !crime.has(name))
  if (other.length === 0) return html``
  return reportTable({
    id: 'inputs',
    caption: html`<b>Files beside the crimes.</b> The first ${HASH_SHOWN} figures of SHA-256; all are in analysis.json.`,
    months: periodCaption(period),
    columns: [
      wordsColumn('Role', 'role', (row) => other[row].role),
      wordsColumn('File', 'file', (row) => other[row].name),
      numberColumn('Bytes', 'bytes', (row) => other[row].bytes),
      wordsColumn(
        'SHA-256',
        'sha256',
        (row) => other[row].sha256,
        (row) => html`<code>${other[row].sha256.slice(0, HASH_SHOWN)}</code>`,
      ),
    ],
    length: other.length,
  })
}

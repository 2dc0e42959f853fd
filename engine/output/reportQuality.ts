import { gridReference } from '../input/gridReference.js'
import { monthNumber, monthText } from '../input/month.js'
import { toNationalGrid } from '../input/nationalGrid.js'
import type { UnjoinedReason } from '../input/outcomeJoin.js'
import type { AnalysisDocument } from '../resultsDocument.js'
import { monthsPresent } from '../score/period.js'
import { PLACE_FLAG } from '../types.js'
import { geographyAccounts } from './accounting.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { recordingBreaks } from './limits.js'
import { defaultPlaceTable } from './placesTable.js'
import { type PublishedPoint, pointNoun, pointsOfPeriod, pointsWords, publishedPoints, rowsOfPlaces } from './publishedPoints.js'
import { recordBeatTable } from './recordBeatTable.js'
import { fewResidents } from './reportBand.js'
import { picture, swatch } from './reportPicture.js'
import { countColumn, numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, counted, exactly, monthName, monthRuns, percent, verb } from './wording.js'

const FILES_SHOWN = 24
const MONTHS_SHOWN = 24
const POINTS_SHOWN = 12
const BEATS_SHOWN = 20
const SQUARE_DIGITS = 3

/** What was read and set aside, months, places, and every warning with what to do. */
export function dataQuality(analysis: Analysis, document: AnalysisDocument): Html {
  return html`${accounting(document)}
<div class="columns"><section>${geographies(analysis)}</section><section>${lsoas(analysis)}${setAside(document)}</section></div>
${location(analysis, document)}
${months(analysis, document)}
${files(document)}
${points(analysis)}
${recordBeats(analysis)}
${boundaries(analysis)}
${activity(analysis)}
${outcomes(analysis)}
${factorSources(analysis)}
${breaks(analysis)}
${warnings(document)}`
}

/** What the tables of reading are of: every month of the files, whatever the period. */
function allMonths({ sources, period }: AnalysisDocument): string {
  const all = [...new Set(sources.flatMap((file) => file.months))].sort()
  const [first, last] = [all[0] ?? period.from, all[all.length - 1] ?? period.to].map((month) => monthName(monthNumber(month)))
  return `All months, ${first === last ? first : `${first} to ${last}`}; data to ${monthName(monthNumber(period.dataTo))}`
}

/** Every row that was read, in one bar and one table that add up. */
function accounting(document: AnalysisDocument): Html {
  const { rows } = document
  const parts = [
    { label: 'In the study area', count: rows.inStudyArea, fill: '#2b6cb0' },
    { label: 'Located outside it', count: rows.located - rows.inStudyArea, fill: '#90b8e0' },
    { label: 'Used, no location', count: rows.used - rows.located, fill: '#b9b9b2' },
    { label: 'Set aside', count: rows.read - rows.used, fill: '#b45309' },
  ]
  const share = (count: number) => (rows.read === 0 ? Number.NaN : count / rows.read)
  let x = 0
  const bars = parts.map(({ count, fill }) => {
    const width = rows.read === 0 ? 0 : (700 * count) / rows.read
    const bar = html`<rect x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="16" fill="${fill}"/>`
    x += width
    return bar
  })
  const words = {
    id: 'rows',
    title: 'Every row read',
    description: `${parts.map(({ label, count }) => `${label}: ${exactly(count)}`).join('; ')}. The table below holds the same numbers.`,
  }
  const all = [...parts.map(({ label, count }) => ({ label, count })), { label: 'Read', count: rows.read }]
  return html`<section><h3>Every row read</h3>
${picture(words, { kind: 'bar', width: 700, height: 16 }, html`${bars}`)}
${reportTable({
  id: 'rows',
  caption: html`<b>Rows by what became of them.</b>`,
  months: allMonths(document),
  columns: [
    wordsColumn(
      'Rows',
      'what',
      (row) => all[row].label,
      (row) => (row < parts.length ? html`${swatch(parts[row].fill)}${all[row].label}` : all[row].label),
    ),
    numberColumn('Count', 'rows', (row) => all[row].count),
    numberColumn('Share', 'share', (row) => share(all[row].count), percent),
  ],
  length: all.length,
  sum: true,
})}</section>`
}

function geographies(analysis: Analysis): Html {
  const accounts = geographyAccounts(analysis)
  return reportTable({
    id: 'geographies',
    caption: html`<b>Located rows by geography.</b>`,
    months: `All months; data to ${monthName(analysis.period.dataTo)}`,
    columns: [
      wordsColumn('Geography', 'geography', (row) => accounts[row].label),
      numberColumn('Inside', 'inside', (row) => accounts[row].inside),
      numberColumn('Outside', 'outside', (row) => accounts[row].outside),
      numberColumn('Located', 'located', (row) => accounts[row].inside + accounts[row].outside),
    ],
    length: accounts.length,
  })
}

function lsoas({ lsoasAssigned: by, period }: Analysis): Html {
  if (by === null) return html``
  const rows = (
    [
      ['own code', by.own],
      ['code carried over by the lookup', by.lookup],
      ['code split by the lookup, by point', by.lookupByPoint],
      ['no code of this layer, by point', by.point],
      ['code of another area', by.elsewhere],
      ['in no LSOA', by.outside],
    ] as const
  ).filter(([, count]) => count > 0)
  return reportTable({
    id: 'lsoas-found',
    caption: html`<b>How rows found their LSOA.</b>`,
    months: `All months; data to ${monthName(period.dataTo)}`,
    columns: [wordsColumn('By', 'by', (row) => rows[row][0]), numberColumn('Rows', 'rows', (row) => rows[row][1])],
    length: rows.length,
  })
}

function setAside(document: AnalysisDocument): Html {
  const reasons = Object.entries(document.rows.setAside)
  if (reasons.length === 0) return html`<p class="note">Rows set aside: none.</p>`
  return reportTable({
    id: 'set-aside',
    caption: html`<b>Rows set aside, by reason.</b>`,
    months: allMonths(document),
    columns: [
      wordsColumn(
        'Reason',
        'reason',
        (row) => reasons[row][0],
        (row) => reasons[row][0].replaceAll('-', ' '),
      ),
      numberColumn('Rows', 'rows', (row) => reasons[row][1]),
    ],
    length: reasons.length,
  })
}

function location(analysis: Analysis, { resolution, rows, sources }: AnalysisDocument): Html {
  const { period, precision } = analysis
  const points = publishedPoints(
    analysis.crimes.places,
    rowsOfPlaces(analysis.crimes.places, analysis.crimes.tallies, null),
  ).length
  const fit =
    resolution.finest < resolution.used
      ? `too fine for these points: resolution ${resolution.finest} is the finest that passes`
      : 'coarse enough for these points (limit 25 %)'
  const unlocated = rows.used - rows.located
  const repeated = sources.reduce((sum, file) => sum + file.repeatedIds, 0)
  const identical = sources.reduce((sum, file) => sum + file.identicalRows, 0)
  const fromElsewhere = analysis.crimes.issues.some(({ code }) => code === 'aggregate-read')
  const none = fromElsewhere
    ? 'Not known: rows came counted by place from another engine, without their IDs.'
    : 'None within one file.'
  const missing = period.missing.length === 0 ? 'none' : monthRuns(period.missing)
  const facts = [
    ['Points', pointsWords({ published: resolution.snapped, shared: precision.shared, points })],
    [
      'Resolution',
      `${percent(resolution.singlePointShare)} of located rows lie in cells of resolution ${resolution.used} with a single point: ${fit}.`,
    ],
    [
      'No location',
      `${counted(unlocated, 'row')} (${percent(rows.used === 0 ? Number.NaN : unlocated / rows.used)} of those used): on no map, in no area and in no total of these.`,
    ],
    [
      'Repeated IDs',
      repeated === 0
        ? none
        : `${counted(repeated, 'row')} ${verb(repeated, 'carries', 'carry')} an ID met before in the same file, ${exactly(identical)} of them equal in every field. All are counted: one record can have several victims or places.`,
    ],
    ['Missing months', `In the period: ${missing}. A missing month is unknown, not zero.`],
  ] as const
  return html`<section><h3>Points, months and IDs</h3><dl class="method">${facts.map(([head, words]) => html`<dt>${head}</dt><dd>${words}</dd>`)}</dl></section>`
}

/** Newest first, so that the page shows what matters and the download holds all. */
function months(analysis: Analysis, document: AnalysisDocument): Html {
  const { crimes, period } = analysis
  const { places, tallies } = crimes
  const used = new Float64Array(65536)
  const unlocated = new Float64Array(65536)
  for (let row = 0; row < tallies.length; row++) {
    used[tallies.month[row]] += tallies.count[row]
    if (Number.isNaN(places.lng[tallies.place[row]])) unlocated[tallies.month[row]] += tallies.count[row]
  }
  const all = monthsPresent(tallies).reverse()
  const inPeriod = new Set(period.present)
  const shown = Math.min(MONTHS_SHOWN, all.length)
  return html`<section><h3>Months</h3>${reportTable({
    id: 'months',
    caption: html`<b>Rows used by month, newest first</b>${shown < all.length ? html`, ${exactly(shown)} of ${exactly(all.length)}` : html``}.`,
    months: allMonths(document),
    columns: [
      wordsColumn(
        'Month',
        'month',
        (row) => monthText(all[row]),
        (row) => monthName(all[row]),
      ),
      wordsColumn('In the period', 'in_period', (row) => (inPeriod.has(all[row]) ? 'yes' : 'no')),
      numberColumn('Used', 'used', (row) => used[all[row]]),
      numberColumn('No location', 'no_location', (row) => unlocated[all[row]]),
      numberColumn('Share', 'share', (row) => unlocated[all[row]] / used[all[row]], percent),
    ],
    length: all.length,
    shown,
  })}</section>`
}

function files(document: AnalysisDocument): Html {
  const { sources } = document
  const shown = Math.min(FILES_SHOWN, sources.length)
  const count = (head: string, name: string, of: (file: AnalysisDocument['sources'][number]) => number) =>
    numberColumn(head, name, (row) => of(sources[row]))
  return html`<section><h3>Files</h3>${reportTable({
    id: 'files',
    caption: html`<b>Crime files</b>${shown < sources.length ? html`, ${exactly(shown)} of ${exactly(sources.length)}; the download lists all` : html``}.`,
    months: allMonths(document),
    columns: [
      wordsColumn('File', 'file', (row) => sources[row].name),
      wordsColumn('Months', 'months', (row) => monthRuns(sources[row].months.map(monthNumber))),
      count('Read', 'read', ({ read }) => read),
      count('Used', 'used', ({ used }) => used),
      count('Located', 'located', ({ located }) => located),
      count('Blank IDs', 'blank_ids', ({ blankIds }) => blankIds),
      count('Repeated IDs', 'repeated_ids', ({ repeatedIds }) => repeatedIds),
    ],
    length: sources.length,
    shown,
  })}</section>`
}

/** Side by side: the busiest points as they are, and without those that say nothing of where crime happens. Then those decided to be such. */
function points(analysis: Analysis): Html {
  const all = pointsOfPeriod(analysis)
  const located = all.reduce((sum, { count }) => sum + count, 0)
  const byDefault = (place: number) => (analysis.crimes.places.flags[place] & PLACE_FLAG.byDefault) !== 0
  const list = (id: string, caption: string, of: readonly PublishedPoint[]) => {
    const rows = of.slice(0, POINTS_SHOWN)
    const few = rows.map(({ place }) => fewResidents(analysis, [analysis.cells.unitOfPlace[place]]))
    return reportTable({
      id,
      caption: html`<b>${caption}.</b>`,
      months: periodCaption(analysis.period),
      columns: [
        wordsColumn(
          'Point',
          'point',
          (row) => named(analysis, rows[row]),
          (row) =>
            rows[row].flag === '' ? named(analysis, rows[row]) : html`${named(analysis, rows[row])} <em>${rows[row].flag}</em>`,
        ),
        countColumn(
          'Rows',
          'rows',
          (row) => rows[row].count,
          (row) => few[row],
        ),
        numberColumn('Share', 'share', (row) => (few[row] ? Number.NaN : rows[row].count / located), percent),
      ],
      length: rows.length,
    })
  }
  const institutions = all.filter(({ flag }) => flag === 'institution')
  const at = institutions.reduce((sum, { count }) => sum + count, 0)
  const noted =
    institutions.length === 0
      ? 'No point is known as a police station, prison or hospital.'
      : `${counted(institutions.length, 'point')} known as a police station, prison or hospital ${verb(institutions.length, 'holds', 'hold')} ${exactly(at)} of ${exactly(located)} located rows (${percent(at / located)}): where records are made, not where crime happens.`
  return html`<section><h3>Busiest ${pointNoun(analysis)}s</h3><div class="columns"><div>${list('busiest', 'All points', all)}</div><div>${list(
    'busiest-without-institutions',
    all.some(({ place }) => byDefault(place)) ? 'Without institutions and default locations' : 'Without institutions',
    all.filter(({ flag, place }) => flag !== 'institution' && !byDefault(place)),
  )}</div></div><p class="note">${noted}</p>${defaultPlaces(
    analysis,
    all.filter(({ place }) => byDefault(place)),
  )}</section>`
}

/** @param points those of the table, in its order */
function defaultPlaces(analysis: Analysis, points: readonly PublishedPoint[]): Html {
  if (points.length === 0) return html``
  const table = defaultPlaceTable(analysis)
  const few = points.map(({ place }) => fewResidents(analysis, [analysis.cells.unitOfPlace[place]]))
  const at = (column: string) => (row: number) => Number(table.columns.find(({ name }) => name === column)?.at(row) ?? Number.NaN)
  const share = at('share')
  return html`${reportTable({
    id: 'located-by-default',
    caption: html`<b>Located by default: where records without a place are put, as decided.</b> In totals and cells, left out of the list of hotspots.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Point', 'point', (row) => named(analysis, points[row])),
      numberColumn('Easting', 'easting', at('easting'), String),
      numberColumn('Northing', 'northing', at('northing'), String),
      countColumn('Rows', 'rows', at('rows'), (row) => few[row]),
      numberColumn('Share', 'share', (row) => (few[row] ? Number.NaN : share(row)), percent),
    ],
    length: table.length,
  })}`
}

/** Record against point, by beat; the page shows where they differ most. */
function recordBeats(analysis: Analysis): Html {
  const table = recordBeatTable(analysis)
  if (table === null) return html``
  const of = (column: string) => {
    const found = table.columns.find(({ name }) => name === column)
    return Array.from({ length: table.length }, (_, row) => found?.at(row) ?? '')
  }
  const [code, name] = [of('code').map(String), of('name').map(String)]
  const [byPoint, byRecord, both, change] = ['by_point', 'by_record', 'both', 'change'].map((column) => of(column).map(Number))
  const differing = (row: number) => byPoint[row] + byRecord[row] - 2 * both[row]
  const order = Array.from(code.keys()).sort((a, b) => differing(b) - differing(a) || a - b)
  const shown = Math.min(BEATS_SHOWN, order.length)
  const counts = (head: string, column: string, values: readonly number[]) =>
    numberColumn(head, column, (row) => values[order[row]])
  return html`<section><h3>Beat of record against beat of point</h3>${reportTable({
    id: 'record-beats',
    caption: html`<b>Located rows whose record names a beat, by beat; most differing first</b>${shown < order.length ? html`, ${exactly(shown)} of ${exactly(order.length)}` : html``}.`,
    months: `All months; data to ${monthName(analysis.period.dataTo)}`,
    columns: [
      wordsColumn(
        'Beat',
        'code',
        (row) => code[order[row]],
        (row) => (name[order[row]] === '' ? 'point in none' : `${code[order[row]]} ${name[order[row]]}`),
      ),
      counts('By point', 'by_point', byPoint),
      counts('By record', 'by_record', byRecord),
      counts('By both', 'both', both),
      counts('Record less point', 'change', change),
    ],
    length: order.length,
    shown,
  })}<p class="note">Beats here are counted by ${analysis.options.areaOf}.</p></section>`
}

/** How well the areas of each layer fit together. */
function boundaries({ layers, period }: Analysis): Html {
  if (layers.length === 0) return html``
  const of = (row: number) => layers[row].tiling
  const km2 = (value: number) => (value === 0 ? '0' : value < 0.001 ? 'under 0.001' : value.toFixed(3))
  return html`<section><h3>Boundaries</h3>${reportTable({
    id: 'boundaries',
    caption: html`<b>Ground that areas of a layer claim twice or not at all.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn('Layer', 'layer', (row) => capital(areasWords(layers[row].areas.kind))),
      numberColumn('Areas', 'areas', (row) => layers[row].areas.length),
      numberColumn(
        'Ground, km²',
        'area_km2',
        (row) => of(row).areaKm2,
        (value) => value.toFixed(1),
      ),
      numberColumn('Overlap, km²', 'overlap_km2', (row) => of(row).overlapKm2, km2),
      numberColumn('Gaps', 'gaps', (row) => of(row).gaps),
      numberColumn('In gaps, km²', 'gap_km2', (row) => of(row).gapKm2, km2),
      numberColumn('Slivers', 'slivers', (row) => of(row).slivers),
    ],
    length: layers.length,
  })}<p class="note">A crime under two areas counts in the first by code, one in a gap in none. Slivers are gaps and overlaps under 20 m wide: borders drawn twice.</p></section>`
}

const ROLES = { searches: 'Stop and searches', outcomes: 'Outcomes', calls: 'Calls for service' } as const

function activity({ cells, period }: Analysis): Html {
  const { activity: rows, study } = cells
  if (rows.length === 0) return html``
  const inside = (row: number) => rows[row].count.subarray(0, study.length).reduce((sum, count) => sum + count, 0)
  const outside = (row: number) => rows[row].count[study.length]
  const known = (count: number) => (Number.isNaN(count) ? 'no data for these months' : exactly(count))
  return html`<section><h3>Activity and demand</h3>${reportTable({
    id: 'activity',
    caption: html`<b>Counted beside the crimes, never among them.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn(
        'What',
        'what',
        (row) => rows[row].role,
        (row) => ROLES[rows[row].role],
      ),
      { ...numberColumn('In the study area', 'inside', inside), shown: (row) => known(inside(row)) },
      { ...numberColumn('Located outside it', 'outside', outside), shown: (row) => known(outside(row)) },
    ],
    length: rows.length,
  })}<p class="note">Searches and outcomes follow where police are and what they do, calls what people ask for: no measure of crime, and no effect of policing.</p></section>`
}

const UNJOINED: Readonly<Record<UnjoinedReason, string>> = {
  'blank-id': 'Not joined: no ID',
  'crime-not-given': 'Not joined: no crime file given holds the ID',
  'category-unclear': 'Not joined: the ID stands for several crime types',
  'id-not-a-key': 'Not joined: the force uses IDs again in other months',
}
const REASONS = ['blank-id', 'crime-not-given', 'category-unclear', 'id-not-a-key'] as const

function outcomes({ outcomes: join, period }: Analysis): Html {
  if (join === null) return html``
  const rows = [
    { what: 'Joined to their crime by ID', count: join.joined },
    ...REASONS.map((reason) => ({ what: UNJOINED[reason], count: join.unjoined[reason] ?? 0 })).filter(({ count }) => count > 0),
    { what: 'Outcomes', count: join.outcomes },
  ]
  return html`<section><h3>Outcomes</h3>${reportTable({
    id: 'outcomes',
    caption: html`<b>Outcomes by whether their crime was found.</b>`,
    months: `All months; data to ${monthName(period.dataTo)}`,
    columns: [
      wordsColumn('Outcomes', 'what', (row) => rows[row].what),
      numberColumn('Count', 'outcomes', (row) => rows[row].count),
      numberColumn('Share', 'share', (row) => rows[row].count / join.outcomes, percent),
    ],
    length: rows.length,
    sum: true,
  })}<p class="note">The ${exactly(join.joined)} joined are of ${counted(join.crimes, 'crime')}. A crime without an outcome may have one in a month that was not given.</p></section>`
}

/** What the factors of the score were read from. */
function factorSources({ factors, period }: Analysis): Html {
  if (factors.length === 0) return html``
  return html`<section><h3>Factors</h3>${reportTable({
    id: 'factor-sources',
    caption: html`<b>Where the factors of the score come from.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn('Factor', 'factor', (row) => factors[row].label),
      wordsColumn('Source', 'source', (row) => factors[row].source),
      wordsColumn('Date', 'date', (row) => factors[row].year),
      wordsColumn('Areas', 'areas', (row) => factors[row].geography),
      wordsColumn('Stands in', 'stands_in', (row) => (factors[row].proxy ? 'yes' : 'no')),
    ],
    length: factors.length,
  })}</section>`
}

/** Where it has no name, the 100 m square it lies in: near enough to know it by, and no address. */
function named({ crimes }: Analysis, { name, place }: PublishedPoint): string {
  if (name !== '') return name
  const [easting, northing] = toNationalGrid(crimes.places.lng[place], crimes.places.lat[place])
  const square = gridReference(easting, northing, SQUARE_DIGITS)
  return square === '' ? 'a point without a name' : `a point in ${square}`
}

function breaks(analysis: Analysis): Html {
  const found = recordingBreaks(analysis)
  const compared = analysis.period.previous ? 'the period or the year before it' : 'the period'
  if (found.length === 0) return html`<section><h3>Changes of recording</h3><p>None listed that touch ${compared}.</p></section>`
  return html`<section><h3>Changes of recording</h3><p>These touch ${compared}; do not read a change across them as a change in crime.</p><ul>${found.map(({ from, to, note }) => html`<li>${from === to ? from : `${from} to ${to}`}: ${note}.</li>`)}</ul></section>`
}

/** Values are left out: a report travels further than the screen they help on. */
function warnings({ warnings: issues }: AnalysisDocument): Html {
  if (issues.length === 0) return html`<section><h3>Warnings</h3><p>None.</p></section>`
  return html`<section><h3>Warnings</h3><ul class="warnings">${issues.map(({ code, message }) => html`<li><b>${code}</b> ${message}</li>`)}</ul></section>`
}

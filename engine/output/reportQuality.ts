import { monthNumber, monthText } from '../input/month.js'
import { monthsPresent } from '../score/period.js'
import type { AnalysisDocument } from '../types.js'
import { geographyAccounts } from './accounting.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { recordingBreaks } from './limits.js'
import { type PublishedPoint, pointsOfPeriod } from './publishedPoints.js'
import { fewResidents } from './reportBand.js'
import { picture, swatch } from './reportPicture.js'
import { countColumn, numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { counted, exactly, monthName, monthRuns, percent, verb } from './wording.js'

const FILES_SHOWN = 24
const MONTHS_SHOWN = 24
const POINTS_SHOWN = 12

/** What was read and set aside, months, places, and every warning with what to do. */
export function dataQuality(analysis: Analysis, document: AnalysisDocument): Html {
  return html`${accounting(document)}
<div class="columns"><section>${geographies(analysis)}</section><section>${lsoas(analysis)}${setAside(document)}</section></div>
${location(analysis, document)}
${months(analysis, document)}
${files(document)}
${points(analysis)}
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
  const { period } = analysis
  const fit =
    resolution.finest < resolution.used
      ? `too fine for these points: resolution ${resolution.finest} is the finest that passes`
      : 'coarse enough for these points (limit 25 %)'
  const unlocated = rows.used - rows.located
  const repeated = sources.reduce((sum, file) => sum + file.repeatedIds, 0)
  const identical = sources.reduce((sum, file) => sum + file.identicalRows, 0)
  const missing = period.missing.length === 0 ? 'none' : monthRuns(period.missing)
  const facts = [
    [
      'Points',
      resolution.snapped
        ? 'Locations are published map points, not addresses: each stands for the addresses around it.'
        : 'Locations are points of their own.',
    ],
    [
      'Resolution',
      `${percent(resolution.singlePointShare)} of located rows lie in cells of resolution ${resolution.used} with a single point: ${fit}.`,
    ],
    [
      'No location',
      `${counted(unlocated, 'row')} (${percent(rows.used === 0 ? Number.NaN : unlocated / rows.used)} of those used): in totals, on no map and in no area.`,
    ],
    [
      'Repeated IDs',
      repeated === 0
        ? 'None within one file.'
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

/** Side by side: the busiest points as published, and without police stations, prisons and hospitals. */
function points(analysis: Analysis): Html {
  const all = pointsOfPeriod(analysis)
  const located = all.reduce((sum, { count }) => sum + count, 0)
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
          (row) => named(rows[row].name),
          (row) => (rows[row].flag === '' ? named(rows[row].name) : html`${named(rows[row].name)} <em>${rows[row].flag}</em>`),
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
      ? 'No point is named as a police station, prison or hospital.'
      : `${counted(institutions.length, 'point')} named as a police station, prison or hospital ${verb(institutions.length, 'holds', 'hold')} ${exactly(at)} of ${exactly(located)} located rows (${percent(at / located)}): where records are made, not where crime happens.`
  return html`<section><h3>Busiest published points</h3><div class="columns"><div>${list('busiest', 'All points', all)}</div><div>${list(
    'busiest-without-institutions',
    'Without institutions',
    all.filter(({ flag }) => flag !== 'institution'),
  )}</div></div><p class="note">${noted}</p></section>`
}

function named(name: string): string {
  return name === '' ? 'a point without a name' : name
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

import { monthNumber } from '../input/month.js'
import type { AnalysisDocument } from '../types.js'
import { geographyAccounts } from './accounting.js'
import type { Analysis } from './analysis.js'
import { type Html, html, htmlTable } from './html.js'
import { exactly, monthRuns, percent } from './wording.js'

const FILES_SHOWN = 24
const POINTS_SHOWN = 12

/** Page two: what was read and set aside, months, places, and every warning with what to do. */
export function dataQuality(analysis: Analysis, document: AnalysisDocument): Html {
  return html`<h2>Data quality</h2>
${accountBar(document)}
<div class="columns"><section>${geographies(analysis)}${lsoas(analysis)}${location(document)}</section><section>${setAside(document)}${months(analysis, document)}</section></div>
${files(document)}
${points(document)}
${warnings(document)}`
}

/** Every row that was read, in one bar and one table that add up. */
function accountBar({ rows }: AnalysisDocument): Html {
  const parts = [
    { label: 'In the study area', count: rows.inStudyArea, colour: '#2b6cb0' },
    { label: 'Located outside it', count: rows.located - rows.inStudyArea, colour: '#90b8e0' },
    { label: 'Used, no location', count: rows.used - rows.located, colour: '#b9b9b2' },
    { label: 'Set aside', count: rows.read - rows.used, colour: '#d97706' },
  ]
  const share = (count: number) => (rows.read === 0 ? 0 : (100 * count) / rows.read)
  let x = 0
  const bars = parts.map(({ count, colour }) => {
    const bar = html`<rect x="${x.toFixed(3)}" y="0" width="${share(count).toFixed(3)}" height="4" fill="${colour}"/>`
    x += share(count)
    return bar
  })
  return html`<h3>Every row read, all months</h3>
<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="Share of rows by what became of them">${bars}</svg>
${htmlTable(
  ['', 'Rows', 'Share'],
  [
    ...parts.map(({ label, count, colour }) => [
      html`<i class="swatch" style="background:${colour}"></i>${label}`,
      exactly(count),
      percent(rows.read === 0 ? Number.NaN : count / rows.read),
    ]),
    [html`<b>Read</b>`, exactly(rows.read), ''],
  ],
  1,
)}`
}

function geographies(analysis: Analysis): Html {
  const rows = geographyAccounts(analysis).map(({ label, inside, outside }) => [
    label,
    exactly(inside),
    exactly(outside),
    exactly(inside + outside),
  ])
  return html`<h3>Located rows by geography</h3>${htmlTable(['', 'Inside', 'Outside', 'Located'], rows, 1)}`
}

function lsoas({ lsoasAssigned: by }: Analysis): Html {
  if (by === null) return html``
  const rows = [
    ['own code', by.own],
    ['code carried over by the lookup', by.lookup],
    ['code split by the lookup, by point', by.lookupByPoint],
    ['no code of this layer, by point', by.point],
    ['code of another area', by.elsewhere],
    ['in no LSOA', by.outside],
  ] as const
  return html`<h3>How rows found their LSOA</h3>${htmlTable(
    ['', 'Rows'],
    rows.filter(([, count]) => count > 0).map(([label, count]) => [label, exactly(count)]),
    1,
  )}`
}

function location({ resolution, statistics }: AnalysisDocument): Html {
  const points = resolution.snapped ? 'published map points, not addresses' : 'points of their own'
  const fit =
    resolution.finest < resolution.used
      ? `too fine: resolution ${resolution.finest} is the finest that passes`
      : 'coarse enough for them (limit 25 %)'
  return html`<h3>Precision</h3><p>Locations are ${points}. ${percent(resolution.singlePointShare)} of located rows lie in cells of resolution ${resolution.used} with a single point: ${fit}. ${exactly(statistics.inStatistics)} of ${exactly(statistics.cells)} cells are in the statistics.</p>`
}

function setAside({ rows }: AnalysisDocument): Html {
  const reasons = Object.entries(rows.setAside)
  if (reasons.length === 0) return html`<h3>Rows set aside</h3><p>None.</p>`
  return html`<h3>Rows set aside, by reason</h3>${htmlTable(
    ['', 'Rows'],
    reasons.map(([reason, count]) => [reason.replaceAll('-', ' '), exactly(count)]),
    1,
  )}`
}

function months(analysis: Analysis, { period, sources }: AnalysisDocument): Html {
  const all = [...new Set(sources.flatMap((file) => file.months))].sort()
  const missing = period.missing.length === 0 ? 'none' : monthRuns(analysis.period.missing)
  return html`<h3>Months</h3><p>In the files: ${monthRuns(all.map(monthNumber))}. In the period: ${monthRuns(analysis.period.present)}; missing there: ${missing}. A missing month is unknown, not zero.</p>`
}

function files({ sources }: AnalysisDocument): Html {
  const rows = sources
    .slice(0, FILES_SHOWN)
    .map(({ name, read, used, located, months: present, blankIds, repeatedIds }) => [
      name,
      monthRuns(present.map(monthNumber)),
      exactly(read),
      exactly(used),
      exactly(located),
      exactly(blankIds),
      exactly(repeatedIds),
    ])
  const more =
    sources.length > FILES_SHOWN
      ? html`<p>And ${exactly(sources.length - FILES_SHOWN)} more files, listed in analysis.json.</p>`
      : html``
  return html`<h3>Files</h3>${htmlTable(['File', 'Months', 'Read', 'Used', 'Located', 'Blank IDs', 'Repeated IDs'], rows, 2)}${more}`
}

/** Side by side: the busiest points as published, and without police stations, prisons and hospitals. */
function points({ busiest }: AnalysisDocument): Html {
  const list = (rows: AnalysisDocument['busiest']) =>
    htmlTable(
      ['Point', 'Rows', 'Share'],
      rows
        .slice(0, POINTS_SHOWN)
        .map(({ name, count, share, flag }) => [
          flag === '' ? named(name) : html`${named(name)} <em>${flag}</em>`,
          exactly(count),
          percent(share),
        ]),
      1,
    )
  return html`<h3>Busiest published points of the period</h3><div class="columns"><section><p>All</p>${list(busiest)}</section><section><p>Without institutions</p>${list(busiest.filter(({ flag }) => flag !== 'institution'))}</section></div>`
}

function named(name: string): string {
  return name === '' ? 'a point without a name' : name
}

/** Values are left out: a report travels further than the screen they help on. */
function warnings({ warnings: issues }: AnalysisDocument): Html {
  if (issues.length === 0) return html`<h3>Warnings</h3><p>None.</p>`
  return html`<h3>Warnings</h3><ul class="warnings">${issues.map(({ code, message }) => html`<li><b>${code}</b> ${message}</li>`)}</ul>`
}

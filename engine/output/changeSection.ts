import { type ChangeReview, FORCE } from '../evaluate/change/changeReview.js'
import type { ComparedPeriod } from '../evaluate/change/comparedPeriods.js'
import { isCalled } from '../evaluate/change/controlChart.js'
import { monthText } from '../input/month.js'
import type { Analysis } from './analysis.js'
import { changePages } from './changePage.js'
import { changeTable, chartTable } from './changeTables.js'
import {
  changeLimits,
  changeMethod,
  changeSentences,
  changeWords,
  comparedWords,
  intervalWords,
  layerVerdicts,
  needsWords,
  PAINTED_Q,
  rowsOf,
  stands,
  verdictWords,
} from './changeWords.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import type { Section } from './section.js'
import { textTable } from './textTable.js'
import { areasWords, capital, exactly, monthName } from './wording.js'

const AREAS_PRINTED = 12

/** What `change` adds to the results: every comparison, the control charts, two pages. */
export function changeSection(analysis: Analysis, review: ChangeReview): Section {
  const { periods, map, charts, drawn } = review
  const chart = charts[drawn]
  return {
    id: 'change',
    maps: [],
    tables: [
      { file: 'change', label: 'Change', table: changeTable(review) },
      { file: 'control-chart', label: 'Control charts', table: chartTable(review) },
    ],
    pages: () => changePages(analysis, review),
    document: {
      compare: periods.compare,
      before: spanDocument(periods.before),
      after: spanDocument(periods.after),
      seasonal: periods.seasonal,
      earlier: periods.earlier.map(monthText),
      map: map === null ? null : { layer: map.kind, group: map.group.id },
      force: rowsOf(review, FORCE).map(({ group, before, after, percent, low, high, p, q, verdict, phi }) => ({
        group: group.id,
        label: group.label,
        level: group.level,
        before,
        after,
        percent,
        low,
        high,
        p,
        q,
        verdict,
        phi,
      })),
      layers: layerVerdicts(review).map(({ kind, group, count, areas, stand }) => ({
        layer: kind,
        group: group.id,
        areas,
        rose: count.rose,
        fell: count.fell,
        noClearChange: count['no clear change'],
        tooFewToSay: count['too few to say'],
        stand,
      })),
      painted:
        map === null
          ? []
          : rowsOf(review, map.kind, map.group.id)
              .filter(stands)
              .map(({ code }) => code),
      chart: {
        geography: chart.geography,
        unit: chart.code,
        group: chart.group.id,
        phi: chart.phi,
        notCalled: chart.notCalled,
        called: chart.months.filter(isCalled).map(({ month, signal }) => ({ month: monthText(month), signal })),
      },
      breaks: review.breaks,
      sentences: changeSentences(review),
      method: changeMethod(review),
      limits: changeLimits(analysis, review),
    },
    findings: changeSentences(review).slice(0, 1),
    text: text(analysis, review),
  }
}

function spanDocument({ from, to, missing, days }: ComparedPeriod) {
  return { from: monthText(from), to: monthText(to), missing: missing.map(monthText), days }
}

function text(analysis: Analysis, review: ChangeReview): string {
  const { map } = review
  const left = (head: string, flexible = false) => ({ head, align: 'left', flexible }) as const
  const right = (head: string) => ({ head, align: 'right' }) as const
  const columns = [right('before'), right('after'), right('change'), right('95 % interval'), left('verdict')]
  const cells = (row: Parameters<typeof verdictWords>[0]) => [
    exactly(row.before),
    exactly(row.after),
    changeWords(row),
    intervalWords(row),
    verdictWords(row),
  ]
  const groups = rowsOf(review, FORCE).map((row) => [
    `${'  '.repeat(row.group.level)}${row.group.label}`,
    ...cells(row),
    needsWords(row),
  ])
  const clear =
    map === null
      ? []
      : rowsOf(review, map.kind, map.group.id)
          .filter(stands)
          .toSorted((a, b) => a.p - b.p || a.unit - b.unit)
  const areas =
    map === null || clear.length === 0
      ? []
      : [
          `${paragraph(`${capital(areasWords(map.kind))} whose ${map.group.label.toLowerCase()} changed clearly (q under ${PAINTED_Q}): ${Math.min(AREAS_PRINTED, clear.length)} of ${exactly(clear.length)}`)}\n${textTable(
            [left('code'), left('name', true), ...columns],
            clear.slice(0, AREAS_PRINTED).map((row) => [row.code, row.name, ...cells(row)]),
            SCREEN_WIDTH,
          )}`,
        ]
  return `${[
    [
      paragraph(`Change: ${comparedWords(review)}. Data to ${monthName(analysis.period.dataTo)}.`),
      ...changeSentences(review).map((sentence) => paragraph(`- ${sentence}`)),
    ].join('\n'),
    textTable([left('all records', true), ...columns, right('needs before')], groups, SCREEN_WIDTH),
    ...areas,
    changeMethod(review)
      .map((sentence) => paragraph(sentence))
      .join('\n'),
    paragraph(changeLimits(analysis, review).join(' ')),
  ].join('\n\n')}\n`
}

import type { Appraisal } from '../evaluate/appraised.js'
import { monthText } from '../input/month.js'
import type { Analysis } from './analysis.js'
import { backtestPages } from './backtestPage.js'
import { pooledTable, windowTable } from './backtestTables.js'
import {
  backtestLimits,
  backtestMethod,
  backtestSentences,
  budgetLabel,
  budgetWords,
  closePercent,
  crimeWords,
  points,
  shownCeiling,
  verdictWord,
} from './backtestWords.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import type { Section } from './section.js'
import { textTable } from './textTable.js'
import { monthName, percent, roughly } from './wording.js'

/** What `backtest` adds to the results: the record by month and all together, a page. */
export function backtestSection(analysis: Analysis, appraisal: Appraisal): Section {
  const { backtest, problem, staffedKm2, offences } = appraisal
  const { budgets, methods, chosen, verdicts, oracle, primary } = backtest
  return {
    id: 'backtest',
    maps: [],
    tables: [
      { file: 'backtest', label: 'Back-test by month', table: windowTable(appraisal) },
      { file: 'backtest-pooled', label: 'Back-test, all months', table: pooledTable(appraisal) },
    ],
    pages: () => backtestPages(analysis, appraisal),
    document: {
      options: { problem, delay: backtest.delay, staffedKm2, seed: analysis.options.seed },
      published: appraisal.published,
      months: appraisal.months.map(monthText),
      windows: backtest.windows.map(monthText),
      missing: backtest.missing.map(monthText),
      cells: backtest.units,
      km2: backtest.areaKm2,
      offences,
      spread: backtest.basis,
      blockLength: backtest.blockLength,
      primary: budgets[primary].id,
      budgets: budgets.map(({ id, share, km2 }, row) => ({
        id,
        areaShare: share,
        km2,
        chosen: chosen.records[row],
        plain: methods[0].records[row],
        oracle: { hit: oracle.hit[row], pai: oracle.pai[row], pei: oracle.pei[row] },
      })),
      methods: methods.map(({ id, label, records, quantity }, row) => ({
        id,
        label,
        record: records[primary],
        verdict: row === 0 ? null : verdicts[row - 1],
        expected: quantity.expected,
        recorded: quantity.observed,
        deviance: quantity.deviance,
      })),
      chosen: Array.from(chosen.method, (row) => methods[row].id),
      next: methods[backtest.next].id,
      sentences: backtestSentences(analysis, appraisal),
      limits: backtestLimits(analysis, appraisal),
    },
    findings: backtestSentences(analysis, appraisal).slice(0, 1),
    text: backtestText(analysis, appraisal),
  }
}

function backtestText(analysis: Analysis, appraisal: Appraisal): string {
  const { budgets, methods, chosen, verdicts, primary, windows } = appraisal.backtest
  const left = (head: string, flexible = false) => ({ head, align: 'left', flexible }) as const
  const right = (head: string) => ({ head, align: 'right' }) as const
  const byBudget = budgets.map((budget, row) => [
    `${budgetLabel(budget)}${row === primary ? ' *' : ''}`,
    roughly(budget.km2),
    percent(chosen.records[row].hit.value),
    roughly(chosen.records[row].pai.value),
    percent(chosen.records[row].pei.value),
    percent(methods[0].records[row].hit.value),
    percent(shownCeiling(appraisal.backtest, row)),
  ])
  const byMethod = methods.map(({ label, records }, row) => {
    const inside = closePercent(records[primary].hit.value)
    if (row === 0) return [label, inside, '', '', '', '']
    const { difference, limit, better } = verdicts[row - 1]
    const least = Number.isNaN(limit) ? '-' : points(limit)
    return [label, inside, points(difference), least, `${better} of ${windows.length}`, verdictWord(appraisal, row - 1)]
  })
  return `${[
    [
      paragraph(
        `Back-test of ${crimeWords(analysis, appraisal)}: ${monthName(windows[0])} to ${monthName(windows[windows.length - 1])}. Data to ${monthName(analysis.period.dataTo)}.`,
      ),
      ...backtestSentences(analysis, appraisal).map((sentence) => paragraph(`- ${sentence}`)),
    ].join('\n'),
    textTable(
      [
        left('area share'),
        right('km2'),
        right('inside'),
        right('PAI'),
        right('PEI'),
        right('plain count'),
        right('true rates known'),
      ],
      byBudget,
      SCREEN_WIDTH,
    ),
    `${paragraph(`By method, on ${budgetWords(appraisal, primary)}:`)}\n${textTable(
      [
        left('method', true),
        right('inside'),
        right('points above plain'),
        right('90 % limit'),
        right('months better'),
        left('replaces it'),
      ],
      byMethod,
      SCREEN_WIDTH,
    )}`,
    backtestMethod(analysis, appraisal)
      .map((sentence) => paragraph(sentence))
      .join('\n'),
    paragraph(backtestLimits(analysis, appraisal).join(' ')),
  ].join('\n\n')}\n`
}

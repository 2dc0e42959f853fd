import type { Appraisal } from '../evaluate/appraised.js'
import type { Analysis } from './analysis.js'
import { backtestPicture } from './backtestPicture.js'
import {
  backtestLimits,
  backtestMethod,
  backtestSentences,
  breaksOfWindows,
  budgetLabel,
  budgetWords,
  closePercent,
  crimeWords,
  points,
  shownCeiling,
  verdictWord,
} from './backtestWords.js'
import { type Html, html } from './html.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, reportTable, wordsColumn } from './reportTable.js'
import { shareRange } from './reportTimes.js'
import { capital, counted, exactly, monthName, percent, roughly } from './wording.js'

/** One page: what was held, month by month, by ground and by method, what was tested and what it cannot say. */
export function backtestPages(analysis: Analysis, appraisal: Appraisal): ReportPage[] {
  const what = crimeWords(analysis, appraisal)
  const items = (sentences: readonly string[]) => sentences.map((sentence) => html`<li>${sentence}</li>`)
  const ground = budgetWords(appraisal, appraisal.backtest.primary)
  return [
    {
      id: 'backtest',
      title: `Back-test: how well places were chosen for ${what}`,
      content: html`<ul>${items(backtestSentences(analysis, appraisal))}</ul>
<h3>${capital(`share of each month's offences on ${ground}`)}</h3>
${backtestPicture(appraisal, what, ground, breaksOfWindows(analysis, appraisal))}
${budgetTable(appraisal)}${methodTable(appraisal)}
<h3>What was tested</h3><ul>${items(backtestMethod(analysis, appraisal))}</ul>
<h3>What this cannot say</h3><ul class="limits">${items(backtestLimits(analysis, appraisal))}</ul>`,
    },
  ]
}

/** PAI to two figures. */
function times(value: number): string {
  return Number.isNaN(value) ? '–' : roughly(value)
}

function budgetTable(appraisal: Appraisal): Html {
  const { budgets, chosen, methods, primary, basis } = appraisal.backtest
  const record = (row: number) => chosen.records[row]
  return reportTable({
    id: 'backtest-budgets',
    caption: html`<b>By ground</b>: offences inside the cells chosen, all months together, by the method chosen on earlier months. PAI is share held over area share; PEI the share of the most that so much ground held in hindsight. * decides the method.`,
    months: testedWords(appraisal),
    columns: [
      wordsColumn(
        'Area share',
        'budget',
        (row) => budgets[row].id,
        (row) => `${budgetLabel(budgets[row])}${row === primary ? ' *' : ''}`,
      ),
      numberColumn('PAI', 'pai', (row) => record(row).pai.value, times),
      numberColumn('km²', 'km2', (row) => budgets[row].km2, roughly),
      numberColumn('Inside', 'hit_rate', (row) => record(row).hit.value, percent),
      ...(basis === 'list'
        ? []
        : [
            wordsColumn(basis === 'range' ? 'Lowest to highest' : '90 % interval', 'spread', (row) =>
              shareRange(record(row).hit),
            ),
          ]),
      numberColumn('Plain count', 'plain_hit_rate', (row) => methods[0].records[row].hit.value, percent),
      numberColumn('True rates known', 'oracle_hit_rate', (row) => shownCeiling(appraisal.backtest, row), percent),
      numberColumn('PEI', 'pei', (row) => record(row).pei.value, percent),
    ],
    length: budgets.length,
  })
}

function methodTable(appraisal: Appraisal): Html {
  const { methods, primary, verdicts, next, windows, basis } = appraisal.backtest
  const record = (row: number) => methods[row].records[primary]
  const verdict = (row: number) => (row === 0 ? undefined : verdicts[row - 1])
  return reportTable({
    id: 'backtest-methods',
    caption: html`<b>By method</b>, on ${budgetWords(appraisal, primary)}. A rival replaces the plain count ${ruleWords(basis)} Above plain: percentage points; better: months of ${exactly(windows.length)}. Expected is the number of offences in all cells and months, against ${exactly(methods[0].quantity.observed)} recorded; the lower the deviance, the better the number was expected.`,
    months: testedWords(appraisal),
    columns: [
      wordsColumn(
        'Method',
        'method',
        (row) => methods[row].id,
        (row) => `${methods[row].label}${row === next ? ' (use next)' : ''}`,
      ),
      numberColumn('Inside', 'hit_rate', (row) => record(row).hit.value, closePercent),
      numberColumn('Above plain', 'difference', (row) => verdict(row)?.difference ?? Number.NaN, points),
      ...(basis === 'bootstrap' ? [numberColumn('90 % limit', 'limit', (row) => verdict(row)?.limit ?? Number.NaN, points)] : []),
      numberColumn('Better', 'better', (row) => verdict(row)?.better ?? Number.NaN),
      wordsColumn('Replaces', 'replaces', (row) => (row === 0 ? '' : verdictWord(appraisal, row - 1))),
      numberColumn('Expected', 'expected', (row) => methods[row].quantity.expected),
      numberColumn('Deviance', 'deviance', (row) => methods[row].quantity.deviance),
    ],
    length: methods.length,
  })
}

function ruleWords(basis: Appraisal['backtest']['basis']): string {
  if (basis === 'list') return 'on 12 months tested or more; there are fewer.'
  return basis === 'range'
    ? 'where it held more in three quarters of the months.'
    : 'where the one-sided 90 % limit of what it held more, the same months paired, is above 0.'
}

/** "12 months tested, Mar 2023 to Feb 2024". */
function testedWords({ backtest: { windows } }: Appraisal): string {
  return `${counted(windows.length, 'month')} tested, ${monthName(windows[0])} to ${monthName(windows[windows.length - 1])}`
}

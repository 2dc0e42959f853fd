import type { Appraisal } from '../evaluate/appraised.js'
import type { BacktestRecord } from '../evaluate/backtestRecord.js'
import type { PooledRatio } from '../evaluate/pooledRatio.js'
import { monthText } from '../input/month.js'
import { replacesWord } from './backtestWords.js'
import { number, type Table, text } from './table.js'

/** The series that is reported: each month by the method chosen on earlier months. */
const CHOSEN = { id: 'chosen', label: 'Chosen on earlier months' }

/**
 * backtest.csv: a row for each month tested, method and budget. `chosen` is yes on the method that earlier months had chosen; its rows
 * are the record that is reported.
 */
export function windowTable({ backtest }: Appraisal): Table {
  const { windows, methods, budgets, crimes, most, chosen } = backtest
  const pairs = askedPairs(methods)
  const chosenAt = (budget: number) => (budgets[budget].id === 'hotspots' && chosen.hotspots) || chosen.method
  const at = (row: number) => {
    const window = Math.floor(row / pairs.length)
    const { series: method, budget } = pairs[row % pairs.length]
    const { held, areaShare } = methods[method].series[budget]
    return { window, method, budget, held: held[window], share: areaShare[window] }
  }
  return {
    length: windows.length * pairs.length,
    columns: [
      text('window', (row) => monthText(windows[at(row).window])),
      text('method', (row) => methods[at(row).method].id),
      text('budget', (row) => budgets[at(row).budget].id),
      number('area_share', (row) => at(row).share),
      number('area_km2', (row) => at(row).share * backtest.areaKm2),
      number('offences', (row) => crimes[at(row).window]),
      number('held', (row) => at(row).held),
      number('most_possible', (row) => most[at(row).budget][at(row).window]),
      number('hit_rate', (row) => ratio(at(row).held, crimes[at(row).window])),
      number('pai', (row) => ratio(at(row).held, crimes[at(row).window] * at(row).share)),
      number('pei', (row) => ratio(at(row).held, most[at(row).budget][at(row).window])),
      text('chosen', (row) => (chosenAt(at(row).budget)[at(row).window] === at(row).method ? 'yes' : 'no')),
    ],
  }
}

/** backtest-pooled.csv: all months together, the series that is reported first, then every method, by budget. */
export function pooledTable({ backtest }: Appraisal): Table {
  const { windows, methods, budgets, crimes, chosen, primary, verdicts, oracle, basis, missing } = backtest
  const all = [{ ...CHOSEN, records: chosen.records }, ...methods]
  const offences = crimes.reduce((sum, count) => sum + count, 0)
  const pairs = askedPairs(all)
  const series = (row: number) => pairs[row].series
  const budget = (row: number) => pairs[row].budget
  const record = (row: number): BacktestRecord => all[series(row)].records[budget(row)]
  const spread = (name: string, of: (record: BacktestRecord) => PooledRatio) => [
    number(name, (row) => of(record(row)).value),
    number(`${name}_low`, (row) => of(record(row)).low),
    number(`${name}_high`, (row) => of(record(row)).high),
  ]
  /** Rivals are judged at the budget by which methods are chosen. */
  const verdict = (row: number) => (budget(row) === primary && series(row) > 1 ? verdicts[series(row) - 2] : null)
  const quantity = (row: number) => (budget(row) === primary && series(row) > 0 ? methods[series(row) - 1].quantity : null)
  return {
    length: pairs.length,
    columns: [
      text('method', (row) => all[series(row)].id),
      text('label', (row) => all[series(row)].label),
      text('budget', (row) => budgets[budget(row)].id),
      text('primary', (row) => (budget(row) === primary ? 'yes' : 'no')),
      number('area_share', (row) => budgets[budget(row)].share),
      number('area_km2', (row) => budgets[budget(row)].km2),
      text('from', () => monthText(windows[0])),
      text('to', () => monthText(windows[windows.length - 1])),
      number('windows', () => windows.length),
      number('missing', () => missing.length),
      number('offences', () => offences),
      number('held', (row) => record(row).held),
      text('spread', () => SPREAD[basis]),
      ...spread('hit_rate', ({ hit }) => hit),
      ...spread('pai', ({ pai }) => pai),
      ...spread('pei', ({ pei }) => pei),
      ...spread('difference', ({ difference }) => difference),
      number('better', (row) => record(row).better),
      number('equal', (row) => record(row).equal),
      number('autocorrelation', (row) => record(row).autocorrelation),
      number('limit', (row) => verdict(row)?.limit ?? Number.NaN),
      text('replaces', (row) => {
        const own = verdict(row)
        return own === null ? '' : replacesWord(own)
      }),
      text('use_next', (row) => (budget(row) === primary && series(row) - 1 === backtest.next ? 'yes' : '')),
      number('oracle_hit_rate', (row) => oracle.hit[budget(row)]),
      number('oracle_pai', (row) => oracle.pai[budget(row)]),
      number('oracle_pei', (row) => oracle.pei[budget(row)]),
      number('offences_expected', (row) => quantity(row)?.expected ?? Number.NaN),
      number('deviance', (row) => quantity(row)?.deviance ?? Number.NaN),
    ],
  }
}

const SPREAD = { bootstrap: '90 % interval', range: 'lowest and highest month', list: '' } as const

/** Every series at every budget, but for methods that hotspots were not drawn by. */
function askedPairs(all: readonly { readonly records: readonly BacktestRecord[] }[]) {
  return all.flatMap(({ records }, series) =>
    records.flatMap(({ held }, budget) => (Number.isNaN(held) ? [] : [{ series, budget }])),
  )
}

function ratio(above: number, below: number): number {
  return below > 0 ? above / below : Number.NaN
}

import { comparedWords, FORCE, verdictWords } from '../../../engine/index.js'
import { changeSentence, firmness, verdictMark } from '../../changeWords.js'
import type { Results, UnitList } from '../../load/results.js'
import { clear } from '../../state/actions.js'
import { comparedRow } from '../../state/changeActions.js'
import { compareOf } from '../../state/compareOf.js'
import { useStore } from '../../state/store.js'
import { useTask } from '../../useTask.js'
import { capital, exactly, inSentence, prose } from '../../words.js'
import type { ChangeAnswer } from '../../worker/changeAnswer.js'
import { cellPlace } from '../cellPlace.js'
import { ControlChart } from './ControlChart.js'

interface ChangeDetailsProps {
  readonly results: Results
  readonly list: UnitList | 'cells'
  readonly answer: ChangeAnswer
}

/** The area that is selected, or all records: before, after, the engine's words on it, and its control chart. */
export function ChangeDetails({ results, list, answer }: ChangeDetailsProps) {
  const { selection, beside, compare, categories, group } = useStore((state) => state.settings)
  const opened = useStore((state) => state.results)
  const row = comparedRow(selection, results, list)
  const other = comparedRow(beside, results, list)
  const of = row < 0 ? null : selection
  const asked = useTask('changeChart', { compare: compareOf(compare, results.document), categories, group, of }, opened)
  const found = asked?.result ?? null
  // the chart of another area or group must not stand under this name while its own is worked out
  const chart = found?.chart.code === (of?.id ?? FORCE) && found.chart.group.id === answer.group.id ? found : null
  const change = answer.changes[row]
  const label = answer.group.label
  const many = list === 'cells' ? answer.order.length : list.units.length
  const nameOf = (one: number) =>
    list === 'cells' ? cellPlace(results, { cells: results.cells, row: one }) : list.units[one].name
  const name = of === null ? 'All records' : nameOf(row)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a mouse only from its own focus
    <section className="inspector change-details" aria-label="Details" tabIndex={0}>
      {of !== null && (
        <button type="button" className="icon close" aria-label="Clear the selection" onClick={clear}>
          ×
        </button>
      )}
      <h2>{name}</h2>
      {change === undefined ? (
        <ul className="findings">
          {answer.sentences.map((sentence) => (
            <li key={sentence}>{prose(sentence)}</li>
          ))}
        </ul>
      ) : (
        <>
          <p className="headline">
            {label}: {exactly(change.before)} to {exactly(change.after)},{' '}
            <span className={`verdict verdict-${change.verdict.split(' ')[0]}`}>
              {verdictMark(change.verdict)}
              {verdictWords(change)}
            </span>
          </p>
          <p>
            {prose(changeSentence(change))}{' '}
            {firmness({ verdict: change.verdict, q: answer.q[row] }, many, list === 'cells' ? 'Cells' : list.label)}
          </p>
        </>
      )}
      {other >= 0 && other !== row && (
        <p>
          Beside it, {nameOf(other)}: {prose(inSentence(changeSentence(answer.changes[other])))}
        </p>
      )}
      <p className="quiet">{capital(comparedWords(answer))}.</p>
      {chart !== null && (
        <div className="chart" aria-busy={asked?.current === false}>
          <h3>Month by month against earlier years</h3>
          <ControlChart chart={chart.chart} title={`${chart.chart.group.label}, ${name}`} sentence={chart.sentence} />
          <p className="quiet">
            {prose(chart.sentence.replace(/^Control chart, .*?: /, '').replace(/^./, (letter) => letter.toUpperCase()))}
          </p>
        </div>
      )}
    </section>
  )
}

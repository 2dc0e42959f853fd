import { ratioWords } from '../inspectorWords.js'
import type { Results } from '../load/results.js'
import { leaveComparison, swapCompared } from '../state/compare.js'
import { type Compared, comparedRows } from '../state/compared.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { categoryWords, inMonths, WHOLE_PERIOD } from '../words.js'
import { MonthLines } from './MonthLines.js'
import './compare.css'

interface CompareProps {
  readonly results: Results
  /** The selected one, and what is laid beside it. */
  readonly a: Compared
  readonly b: Compared
}

/** Two selections side by side, their bars and months on one scale. */
export function Compare({ results, a, b }: CompareProps) {
  const { selection, beside, categories } = useStore((state) => state.settings)
  const months = useStore((state) => state.cube !== null)
  const whole = useStore((state) => state.results)
  const series = {
    a: useTask('series', months && selection !== null ? { of: selection, categories } : null, whole)?.result ?? null,
    b: useTask('series', months && beside !== null ? { of: beside, categories } : null, whole)?.result ?? null,
  }
  const [first, second] = [a.number('volume'), b.number('volume')]
  const ratio = useTask('ratio', first === null || second === null ? null : [first, second], whole)
  const of = categoryWords(results.under?.categories ?? [])
  return (
    <>
      <h2>
        Compared{' '}
        <span className="quiet">
          {inMonths(results.document.period)}
          {of !== '' && `: ${of}`}
        </span>
      </h2>
      <table className="compared">
        <thead>
          <tr>
            <td />
            <Head letter="A" thing={a} />
            <Head letter="B" thing={b} />
          </tr>
        </thead>
        <tbody>
          {comparedRows(a, b, results).map(({ label, a: left, b: right, bars }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                {left}
                {bars !== null && <Bar share={bars[0]} letter="a" />}
              </td>
              <td>
                {right}
                {bars !== null && <Bar share={bars[1]} letter="b" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {first !== null && second !== null && ratio?.current && ratio.result !== null && (
        <p>
          Crimes and ASB incidents: {ratioWords(first, second, ratio.result)}{' '}
          <span className="quiet">The range takes records to fall independently; repeats make it wider.</span>
        </p>
      )}
      {a.what !== b.what && <p className="quiet">They are of different kinds, so of different ground: compare them per km².</p>}
      {results.under !== null && <p className="note">Rank, score and heat are {WHOLE_PERIOD}.</p>}
      {series.a !== null && series.b !== null && <MonthLines a={series.a} b={series.b} names={[a.name, b.name]} />}
      <div className="actions">
        <button type="button" className="more" onClick={swapCompared}>
          Swap A and B
        </button>
        <button type="button" className="more" onClick={leaveComparison}>
          Close the comparison
        </button>
      </div>
    </>
  )
}

function Head({ letter, thing }: { letter: 'A' | 'B'; thing: Compared }) {
  return (
    <th scope="col">
      <span className={`letter letter-${letter.toLowerCase()}`}>{letter}</span> {thing.name}
      <span className="sub">{thing.what}</span>
    </th>
  )
}

function Bar({ share, letter }: { share: number; letter: 'a' | 'b' }) {
  return (
    <span className="scale-of" aria-hidden="true">
      <span className={`bar-${letter}`} style={{ width: `${100 * share}%` }} />
    </span>
  )
}

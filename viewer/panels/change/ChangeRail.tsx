import { compareText, monthNumber } from '../../../engine/index.js'
import { againstWords, monthsInWords, periodNotes, presets, refusedWords } from '../../changeWords.js'
import type { Results, UnitList } from '../../load/results.js'
import { showList } from '../../state/actions.js'
import { comparePeriods, useChange } from '../../state/changeActions.js'
import { COMPARE, comparedIn, compareOf, spansOf } from '../../state/compareOf.js'
import { useStore } from '../../state/store.js'
import { exactly, prose } from '../../words.js'
import { Categories } from '../Filters.js'

interface ChangeRailProps {
  readonly results: Results
  readonly list: UnitList | 'cells'
}

/** Which periods are compared, by which areas and of which categories; and what a comparison cannot say. */
export function ChangeRail({ results, list }: ChangeRailProps) {
  const { compare, months } = useStore((state) => state.settings)
  const { answer, refused } = useChange()
  const { period } = results.document
  const last = monthNumber(period.to)
  const drawn = compareText(comparedIn(compare, results.document))
  const usual = compareOf(null, results.document)
  const known = [
    ...(usual === COMPARE
      ? []
      : [{ label: `${againstWords(spansOf(usual, last))}: the longest with all months of both`, compare: usual }]),
    ...presets(last),
  ]
  const picked = known.find((one) => compareText(spansOf(one.compare, last)) === drawn)
  const areas = results.lists.filter(({ kind }) => kind === 'area')
  return (
    <aside className="rail" aria-label="Periods and areas">
      <fieldset>
        <legend>Compare</legend>
        {known.map((one) => (
          <label key={one.compare} className="choice">
            <input type="radio" name="compare" checked={picked === one} onChange={() => comparePeriods(one.compare)} />
            <span>{one.label}</span>
          </label>
        ))}
        <p className="quiet">{picked === undefined ? 'As drawn under the map.' : 'Or draw both periods under the map.'}</p>
        {months !== null && (
          <p className="note">The filter of months does not apply here: Change has its own periods. Categories do.</p>
        )}
        {refused !== null && (
          <p className="note" role="alert">
            {refusedWords(refused)}
          </p>
        )}
        {refused === null &&
          answer !== null &&
          [...periodNotes(answer.periods), ...breaksInside(answer.limits)].map((note) => (
            <p key={note} className="note">
              {monthsInWords(note)}
            </p>
          ))}
      </fieldset>
      <fieldset className="units">
        <legend>Areas</legend>
        {areas.map((one) => (
          <label key={one.id} className="choice">
            <input type="radio" name="units" checked={list !== 'cells' && one.id === list.id} onChange={() => showList(one.id)} />
            <span>{one.label}</span>
            <span className="many">{exactly(one.units.length)}</span>
          </label>
        ))}
        <label className="choice">
          <input type="radio" name="units" checked={list === 'cells'} onChange={() => showList('cells')} />
          <span>Cells</span>
          <span className="many">{exactly(results.cells.length)}</span>
        </label>
        {answer !== null && answer.otherGroup !== '' && (
          <p className="note">
            {answer.otherGroup}: shown is {answer.group.label.toLowerCase()}.
          </p>
        )}
      </fieldset>
      <fieldset className="filters">
        <legend>Count only</legend>
        <Categories />
      </fieldset>
      {answer !== null && (
        <div className="change-about">
          <details>
            <summary>What this cannot say</summary>
            <Sentences of={answer.limits} />
          </details>
          <details>
            <summary>How it was worked out</summary>
            <Sentences of={answer.method} />
          </details>
          <details>
            <summary>Effect of an action</summary>
            <p>
              Not in this version: an estimate of what an action did, from areas that had it and areas that did not. A fall shown
              here does not say why it fell.
            </p>
          </details>
        </div>
      )}
    </aside>
  )
}

/** Changes of recording inside the periods, as the engine says them. */
const breaksInside = (limits: readonly string[]) => limits.filter((limit) => limit.startsWith('Recording changed'))

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul className="findings">
      {of.map((sentence) => (
        <li key={sentence}>{prose(monthsInWords(sentence))}</li>
      ))}
    </ul>
  )
}

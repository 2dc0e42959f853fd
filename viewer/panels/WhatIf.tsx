import type { UnitList } from '../load/results.js'
import { compareWithRun, keepWeights, leaveAgainst, mapOther, swapWeights } from '../state/compare.js'
import { useStore } from '../state/store.js'
import { pointsWords, type Weights } from '../state/weights.js'
import { changeOfFirst } from '../whatIfWords.js'
import { prose } from '../words.js'
import type { Against } from './useAgainst.js'
import './whatIf.css'

interface WhatIfProps {
  readonly list: UnitList
  /** Of the sliders; null is the run's. */
  readonly weights: Weights | null
  readonly closed: readonly string[]
  readonly against: Against | null
}

/** Two weightings side by side: who comes in and who drops out of the first. */
export function WhatIf({ list, weights, closed, against }: WhatIfProps) {
  const other = useStore((state) => state.settings.other)
  if (against === null)
    return (
      <section className="what-if">
        <h2>What if</h2>
        <div className="choices">
          {weights !== null && (
            <button type="button" className="button" onClick={compareWithRun}>
              Compare with the run's
            </button>
          )}
          <button type="button" className="button" onClick={() => keepWeights(closed)}>
            Keep these, then move the sliders
          </button>
        </div>
      </section>
    )
  const { compared } = against
  const names = (rows: readonly number[]) => rows.map((row) => list.units[row]?.name ?? '').join(', ')
  return (
    <section className="what-if" aria-label="What if">
      <h2>What if</h2>
      <p className="quiet">
        {weights === null ? "The run's weights" : 'Your weights'} against {against.weights === null ? "the run's" : 'those kept'}
        {against.weights !== null && ` (${Object.values(against.weights).map(pointsWords).join(' · ')})`}.
      </p>
      {compared !== null && (
        <div role="status">
          <p>
            <strong>{prose(changeOfFirst(compared))}</strong>
          </p>
          {compared.enter.length > 0 && (
            <p>
              <span className="enters">Come in:</span> {names(compared.enter)}. <span className="leaves">Drop out:</span>{' '}
              {names(compared.leave)}.
            </p>
          )}
        </div>
      )}
      <fieldset>
        <legend>The map shows</legend>
        <label className="choice">
          <input type="radio" name="map-weights" checked={!other} onChange={() => mapOther(false)} />
          <span>{weights === null ? "the run's weights" : 'your weights'}</span>
        </label>
        <label className="choice">
          <input type="radio" name="map-weights" checked={other} onChange={() => mapOther(true)} />
          <span>{against.weights === null ? "the run's weights" : 'the weights kept'}</span>
        </label>
      </fieldset>
      <div className="choices">
        <button type="button" className="more" onClick={() => swapWeights(closed)}>
          Swap the two
        </button>
        <button type="button" className="more" onClick={leaveAgainst}>
          Stop comparing
        </button>
      </div>
    </section>
  )
}

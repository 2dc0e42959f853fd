import type { Document } from '../load/document.js'
import { weigh, weighAsRun } from '../state/actions.js'
import { pointsWords, type Weights, weightsOfRun } from '../state/weights.js'

interface WeightSlidersProps {
  readonly factors: Document['factors']
  /** Of the reader; null is the run's. */
  readonly weights: Weights | null
  /** Factors the files do not tell the values of. */
  readonly closed: readonly string[]
}

/** How much each factor counts: 100 points in all, so one moved scales the others. */
export function WeightSliders({ factors, weights, closed }: WeightSlidersProps) {
  const run = weightsOfRun(factors)
  const shown = weights ?? run
  return (
    <fieldset className="weights" data-own={weights !== null}>
      <legend>Weights, 100 points in all</legend>
      {factors.map(({ id, label, proxy }) => {
        const points = pointsWords(shown[id])
        const changed = points !== pointsWords(run[id])
        const off = closed.includes(id)
        return (
          <div key={id} className="weight">
            <label htmlFor={`weight-${id}`}>
              <span className={`dot factor factor-${id}`} />
              {label}
              {proxy && <span className="quiet"> (proxy)</span>}
            </label>
            <output htmlFor={`weight-${id}`}>
              {changed && <span className="quiet">run {pointsWords(run[id])} · </span>}
              {points}
            </output>
            <input
              id={`weight-${id}`}
              type="range"
              min={0}
              max={100}
              step={1}
              value={Math.round(shown[id])}
              disabled={off || factors.length - closed.length < 2}
              aria-valuetext={`${points} of 100 points; ${pointsWords(run[id])} in the run`}
              onChange={(event) => weigh(id, Number(event.target.value), closed)}
            />
            {off && <p className="quiet">No weight in the run, so its values are not in the results.</p>}
          </div>
        )
      })}
      {weights === null ? (
        <p className="quiet">The weights of the run. Move one: the others share the rest.</p>
      ) : (
        <>
          <p className="note">Your weights. Ranges and standing are of the run's.</p>
          <button type="button" className="button" onClick={weighAsRun}>
            Back to the run's weights
          </button>
        </>
      )}
    </fieldset>
  )
}

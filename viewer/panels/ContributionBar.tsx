import type { Results, Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import { codeWords } from '../words.js'

interface Contribution {
  readonly id: string
  /** null where the factor is unknown for the area. */
  readonly points: number | null
}

/** Points each factor adds to a score, in the order of the file. */
function contributionsOf(unit: Unit): readonly Contribution[] {
  return Object.keys(unit.properties)
    .filter((name) => name.startsWith('contribution_'))
    .map((name) => ({ id: name.slice('contribution_'.length), points: numberOf(unit, name) }))
}

/** The score as its parts; full width is 100. */
export function ContributionBar({ unit }: { unit: Unit }) {
  return (
    <span className="parts" aria-hidden="true">
      {contributionsOf(unit).map(({ id, points }) => (
        <span key={id} className={`part factor-${id}`} style={{ width: `${points ?? 0}%` }} />
      ))}
    </span>
  )
}

/** The same with names and points; the bars share one scale. */
export function ContributionList({ unit, results }: { unit: Unit; results: Results }) {
  const contributions = contributionsOf(unit)
  const longest = Math.max(...contributions.map(({ points }) => points ?? 0), 1)
  return (
    <ul className="contributions">
      {contributions.map(({ id, points }) => {
        const factor = results.document.factors.find((one) => one.id === id)
        return (
          <li
            key={id}
            title={factor === undefined ? undefined : `${factor.source}, ${factor.year}; ${factor.unit}. ${factor.note}`}
          >
            <span>
              {factor?.label ?? codeWords(id)}
              {factor?.proxy === true && <span className="quiet"> (proxy)</span>}
            </span>
            <span className="track">
              <span className={`part factor-${id}`} style={{ width: `${(100 * (points ?? 0)) / longest}%` }} />
            </span>
            <span className="number">{points === null ? 'unknown' : points.toFixed(1)}</span>
          </li>
        )
      })}
    </ul>
  )
}

import { lookAt, showPlan, usePatrol } from '../../state/patrolActions.js'
import { useTheme } from '../../useTheme.js'
import type { ShownPlan } from '../../worker/patrolTask.js'
import { crewStroke } from './crewStroke.js'

/** What the marks of a plan mean; a crew's button shows its way alone. */
export function PatrolLegend({ plan }: { plan: ShownPlan }) {
  const theme = useTheme()
  const crew = usePatrol((state) => state.crew)
  return (
    <section className="legend patrol-legend" aria-label="Legend" data-measure="patrol">
      <h2>{plan.demo ? 'DEMONSTRATION' : 'Hotspots and ways'}</h2>
      <ul>
        {plan.crews.map((one, row) => (
          <li key={one.callSign}>
            <button type="button" aria-pressed={crew === row} onClick={() => lookAt(row)}>
              <span className="crew-line" style={crewStroke(row, theme)} />
              {one.callSign}
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet">
        <span className="pin-key full">1</span> filled: visited. <span className="pin-key">2</span> ring: not visited. Circles:
        true size. Square: start. {plan.asked.length > 0 && 'Dot: a place asked for. '}Straight lines: the order, not the way.
      </p>
      <button type="button" className="more" onClick={() => showPlan(plan)}>
        Show the plan
      </button>
    </section>
  )
}

import { CHANGE_COLOURS } from '../../layers/changeColours.js'
import { cssColour } from '../../layers/colour.js'
import { useChange } from '../../state/changeActions.js'
import { useTheme } from '../../useTheme.js'
import { exactly, inSentence } from '../../words.js'

interface ChangeLegendProps {
  /** What the areas are called. */
  readonly label: string
  readonly rose: number
  readonly fell: number
}

/** What the two colours mean, and that bare ground is no verdict of calm. */
export function ChangeLegend({ label, rose, fell }: ChangeLegendProps) {
  const answer = useChange((state) => state.answer)
  const colours = CHANGE_COLOURS[useTheme()]
  if (answer === null) return null
  return (
    <section className="legend" aria-label="Legend" data-measure="change">
      <h2>
        {label}: {inSentence(answer.group.label)}
      </h2>
      <p className="quiet">Painted only where the change is clear among all looked at (q under 0.05)</p>
      <ul>
        <li>
          <span className="swatch" style={{ backgroundColor: cssColour(colours.rose) }} />
          <span>▲ Rose: {exactly(rose)}</span>
        </li>
        <li>
          <span className="swatch" style={{ backgroundColor: cssColour(colours.fell) }} />
          <span>▼ Fell: {exactly(fell)}</span>
        </li>
      </ul>
      <p className="quiet">Bare: no clear change, or too few to say. Colour says nothing of the size of a change.</p>
    </section>
  )
}

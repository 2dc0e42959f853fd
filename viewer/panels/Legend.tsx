import { type ColourClass, cssColour, type MapMeasure, measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { scoredList } from '../state/select.js'
import { useStore } from '../state/store.js'
import { HEAT, inMonths, withinWords } from '../words.js'

interface LegendProps {
  readonly results: Results
  readonly measure: MapMeasure
  readonly classes: readonly ColourClass[]
}

/** What the colours mean; the limits are the analysis's. */
export function Legend({ results, measure, classes }: LegendProps) {
  const settings = useStore((state) => state.settings)
  const { document: analysis } = results
  const scored = scoredList(settings, results)
  return (
    <section className="legend" aria-label="Legend" data-measure={measure}>
      <h2>{measureTitle(measure, analysis)}</h2>
      <p className="quiet">{under(measure)}</p>
      <ul>
        {classes.map((one) => (
          <li key={one.upper} title={one.note === '' ? undefined : one.note}>
            <span className="swatch" style={one.colour === null ? undefined : { backgroundColor: cssColour(one.colour) }} />
            <span>{one.label}</span>
            {measure === 'gistar_class' && <span className="unseen">{one.note}</span>}
          </li>
        ))}
      </ul>
      {measure !== 'gistar_class' && measure !== 'score' && <p className="quiet">Cells without any are not painted.</p>}
      {measure === 'gistar_class' && (
        <p className="quiet">
          Expected share of false alarms: strong {HEAT['3'].falseAlarms}, good {HEAT['2'].falseAlarms}, some{' '}
          {HEAT['1'].falseAlarms}.
        </p>
      )}
    </section>
  )

  function under(painted: MapMeasure): string {
    if (painted === 'gistar_class') return `Against the average of ${withinWords(analysis.statistics.within)}`
    if (painted === 'score') return `${scored?.label ?? 'Areas'}: 0 to 100, higher is more need`
    return `${painted === 'volume_per_km2' ? 'Of each cell' : 'Per cell'}, ${inMonths(analysis.period)}`
  }
}

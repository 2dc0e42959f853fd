import { useState } from 'react'
import { type ColourClass, cssColour, type MapMeasure, measureTitle, painted } from '../layers/colour.js'
import type { Scene } from '../layers/scene.js'
import { classWords, markWords, wholeWords } from '../legendWords.js'
import type { Cells, Results } from '../load/results.js'
import { problemOf, scoredList, shownOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTheme } from '../useTheme.js'
import { categoryWords, exactly, HEAT, inMonths, WHOLE_PERIOD, withinWords } from '../words.js'

interface LegendProps {
  readonly results: Results
  readonly measure: MapMeasure
  readonly classes: readonly ColourClass[]
  /** Those drawn: of the analysis, or coarser. */
  readonly cells: Cells
  readonly scene: Scene | null
  /** There is something under the colours, seen through them. */
  readonly over: boolean
}

/** What the colours mean; the limits are the analysis's, or the worker's for a filter and for coarser cells. */
export function Legend({ results, measure, classes, cells, scene, over }: LegendProps) {
  const settings = useStore((state) => state.settings)
  const theme = useTheme()
  // on a phone it would take half of the map
  const [open, setOpen] = useState(innerWidth >= 700)
  const { document: analysis, under: filtered } = results
  const scored = scoredList(settings, results)
  const ofPeriod = measure === 'gistar_class' || measure === 'score'
  const drawn =
    scene === null ? results.lists.filter(({ id, units }) => units.length > 0 && shownOf(settings, results).includes(id)) : []
  const hotspots = results.lists.find(({ kind }) => kind === 'hotspot')
  const marks = markWords(drawn, hotspots === undefined ? null : problemOf(settings, hotspots))
  const coarse = cells.held !== null && measure !== 'score'
  return (
    <section className="legend" aria-label="Legend" data-measure={measure}>
      <h2>
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> {measureTitle(measure, analysis)}
        </button>
      </h2>
      {/* folded it is still there: pictures and prints have it */}
      <div className="legend-meaning" hidden={!open}>
        {meaning()}
      </div>
    </section>
  )

  function meaning() {
    return (
      <>
        <p className="quiet">{under(measure)}</p>
        <ul>
          {classes.map((one) => (
            <li key={one.upper} title={one.note === '' ? undefined : one.note}>
              <span
                className="swatch"
                style={one.colour === null ? undefined : { backgroundColor: cssColour(one.colour, painted(over)) }}
              />
              <span>{one.label}</span>
              {measure === 'gistar_class' && <span className="unseen">{one.note}</span>}
            </li>
          ))}
        </ul>
        {scene?.kind === 'need' && scene.areas.length > 0 && <p className="need-key">{needWords()}</p>}
        {marks.length > 0 && (
          <div className="marks" data-screen>
            {marks.map((mark) => (
              <p key={mark} className="quiet">
                {mark}.
              </p>
            ))}
            {filtered !== null && <p className="note">{wholeWords(drawn)}</p>}
          </div>
        )}
        {!ofPeriod && (
          <p className="quiet">
            {classes.length === 0
              ? 'There are none of these.'
              : `${classWords(
                  classes.map(({ upper }) => upper),
                  theme === 'light',
                )} Cells without any are not painted.`}
          </p>
        )}
        {measure === 'gistar_class' && (
          <p className="quiet">
            Expected share of false alarms: strong {HEAT['3'].falseAlarms}, good {HEAT['2'].falseAlarms}, some{' '}
            {HEAT['1'].falseAlarms}.
          </p>
        )}
        {coarse && (
          <p className="note">
            {measure === 'gistar_class' ? 'The strongest evidence in each group' : 'Added up by groups'} of about{' '}
            {7 ** (results.cells.resolution - cells.resolution)} cells: come closer for single cells.
          </p>
        )}
        {filtered !== null && ofPeriod && <p className="note">The colours are {WHOLE_PERIOD}.</p>}
      </>
    )
  }

  function needWords(): string {
    const held = analysis.priority?.area.held
    const firm =
      held === undefined || held.both === null
        ? ''
        : `: first in ${exactly(Math.round(held.both * held.draws))} of ${exactly(held.draws)} re-runs`
    return `Highest-need area of the run${firm}`
  }

  function under(painted: MapMeasure): string {
    if (painted === 'gistar_class') return `Against the average of ${withinWords(analysis.statistics.within)}`
    if (painted === 'score')
      return `${scored?.label ?? 'Areas'}: 0 to 100, higher is more need${scored?.units.some((unit) => unit.properties.your_weights === true) ? '; your weights' : ''}`
    const of = categoryWords(filtered?.categories ?? [])
    return `${painted === 'volume_per_km2' ? 'Of each cell' : 'Per cell'}, ${inMonths(analysis.period)}${of === '' ? '' : `, ${of}`}`
  }
}

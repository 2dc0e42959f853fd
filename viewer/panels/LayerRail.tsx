import { measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { paintBy, showOnMap } from '../state/actions.js'
import { measureOf, measuresOf, shownOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { capital, categoryWords, exactly, inMonths, ONE_EVENT_UNSEEN } from '../words.js'
import { ContextChoice } from './ContextChoice.js'
import { Filters } from './Filters.js'

/** What the map is painted by, and what is drawn on it. */
export function LayerRail({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const measure = measureOf(settings, results)
  const shown = shownOf(settings, results)
  const { document: analysis } = results
  const of = categoryWords(results.under?.categories ?? [])
  return (
    <aside className="rail" aria-label="Map settings">
      <fieldset>
        <legend>Paint the map by</legend>
        {measuresOf(results).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="measure" checked={one === measure} onChange={() => paintBy(one)} />
            <span>{measureTitle(one, analysis)}</span>
          </label>
        ))}
      </fieldset>
      <Filters />
      {results.lists.length > 0 && (
        <fieldset>
          <legend>Draw on the map</legend>
          {results.lists.map((list) => (
            <label key={list.id} className="choice">
              <input
                type="checkbox"
                checked={shown.includes(list.id)}
                onChange={(event) => showOnMap(event.target.checked ? [...shown, list.id] : shown.filter((id) => id !== list.id))}
              />
              <span>{list.label}</span>
              <span className="many">{exactly(list.units.length)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <ContextChoice />
      <section className="totals">
        <h2>
          All located records {inMonths(analysis.period)}
          {of !== '' && `: ${of}`}
        </h2>
        <dl>
          <dt>Crimes</dt>
          <dd>{total(analysis.totals.crimes)}</dd>
          <dt>ASB incidents</dt>
          <dd>{total(analysis.totals.asb)}</dd>
          <dt>{capital(analysis.harm.label)}, added up</dt>
          <dd>{total(analysis.totals.harm)}</dd>
        </dl>
        {analysis.harm.average && <p className="quiet">Each crime counts the average of its category. {ONE_EVENT_UNSEEN}</p>}
        {analysis.period.seasonal && <p className="note">Seasonal: not annual. These months do not stand for a year.</p>}
      </section>
    </aside>
  )
}

/** Left out by the filter, or not to be told from the results. */
const total = (value: number) => (Number.isNaN(value) ? '–' : exactly(value))

import { countedWords, fewWords, harmPartWords, oneEventWords, standingWords } from '../inspectorWords.js'
import { measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { rankedMeasure } from '../state/cellRows.js'
import { type CellAt, cellId, cellNumber } from '../state/cells.js'
import { measureOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { activeWords, capital, heatWords, percent, WHOLE_PERIOD } from '../words.js'
import { cellPlace } from './cellPlace.js'
import { Counts, Numbers, print, small } from './PlaceWords.js'
import { useShownFilter } from './useShownFilter.js'

/** One cell, or the parent of several that is drawn for them. */
export function CellWords({ results, cell }: { results: Results; cell: CellAt }) {
  const { statistics, period, measure } = results.document
  const settings = useStore((state) => state.settings)
  const months = useStore((state) => state.cube !== null)
  const filter = useShownFilter(results)
  const single = cell.cells.held === null
  const id = cellId(cell.cells, cell.row)
  const column = rankedMeasure(measureOf(settings, results), results)
  const { high } = results.cells
  const facts = useTask('cell', single ? cell.row : null, high)
  const standing = useTask('cellStanding', single && column !== null ? { row: cell.row, column, filter } : null, high)
  const byHarm = useTask(
    'cellStanding',
    single && cell.cells.numbers.harm ? { row: cell.row, column: 'harm', filter } : null,
    high,
  )
  const part = useTask('harmBy', months ? { of: { list: 'cells', id }, filter } : null, high)
  const fact = (name: string) => {
    const value = facts?.current ? facts.result[name] : null
    return typeof value === 'number' ? value : null
  }
  const number = (name: string) => cellNumber(cell, name)
  const hotClass = number('gistar_class')
  const active = number('months_active')
  const inside = fact('inside_share')
  const rank = standing?.current ? standing.result : null
  const harm = part?.current ? part.result : null
  const event = results.under === null ? oneEventWords(fact('top_event_share'), byHarm?.current ? byHarm.result : null) : ''
  const few = fewWords(number('volume'))
  const details: [string, string | null][] = [
    ['Cell', id],
    ['Ground', print(fact('area_km2'), (value) => `${value.toFixed(3)} km²`)],
    ['Gi* z', print(fact('gistar_z'), (value) => value.toFixed(2))],
    ['Gi* q, exact', print(fact('gistar_q_exact'), small)],
    ['Gi* q, simulated', print(fact('gistar_q_sim'), small)],
    ['Gi* q, normal', print(fact('gistar_q'), small)],
  ]
  return (
    <>
      <h2>{cellPlace(results, cell)}</h2>
      {!single && <p className="note">Added up, because single cells are too small to see here. Come closer for each.</p>}
      <Counts results={results} number={number} part={harm === null ? '' : harmPartWords(harm)} />
      {event !== '' && <p className="note">{event}</p>}
      {hotClass === null ? (
        statistics.inStatistics < statistics.cells && <p className="quiet">This cell is not in the statistics.</p>
      ) : (
        <p>
          <span className={`heat heat-${hotClass > 0 ? 'hot' : hotClass < 0 ? 'cold' : 'none'}`}>
            {heatWords(hotClass, statistics.within)}
          </span>{' '}
          <span className="quiet">
            {single ? `by ${measure.label}, with the cells around it` : `by ${measure.label}, the strongest among these cells`}
            {results.under === null ? '.' : ` (${WHOLE_PERIOD}).`}
          </span>
        </p>
      )}
      {rank !== null && column !== null && (
        <p>
          <strong>{capital(standingWords(rank, countedWords(measureTitle(column, results.document), column, results)))}</strong>.{' '}
          {few !== '' && <span className="quiet">{few}</span>}
        </p>
      )}
      {active !== null && <p>{capital(activeWords(active, period))}.</p>}
      {inside !== null && inside < 0.9995 && (
        <p className="quiet">{percent(inside)} of this cell lies inside the boundary; crime outside is not counted.</p>
      )}
      <Numbers rows={details} />
    </>
  )
}

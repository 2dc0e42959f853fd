import type { Results, Unit, UnitList } from '../load/results.js'
import { clear } from '../state/actions.js'
import { type CellAt, cellAt, cellId, cellNumber } from '../state/cells.js'
import { areaName, numberOf, unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import {
  about,
  activeWords,
  capital,
  categoryWords,
  counted,
  countWords,
  exactly,
  harmWords,
  heatWords,
  inMonths,
  ONE_EVENT_UNSEEN,
  ordinal,
  percent,
  problemCount,
  prose,
  WHOLE_PERIOD,
  withinWords,
} from '../words.js'
import { ContributionList } from './ContributionBar.js'
import { beatWords, cellPlace } from './cellPlace.js'

/** The pinned thing in words; nothing pinned: what was found. */
export function Inspector({ results }: { results: Results }) {
  const selection = useStore((state) => state.settings.selection)
  const found = unitOf(selection, results)
  const coarse = useStore((state) => state.coarse)
  // what no filter reaches is told with the period it is of
  const whole = useStore((state) => state.results) ?? results
  const cell = selection?.list === 'cells' ? cellAt(selection.id, results, coarse) : null
  return (
    <section className="inspector" aria-label="Details">
      {selection !== null && (found !== null || cell !== null) && (
        <button type="button" className="icon close" aria-label="Clear the selection" onClick={clear}>
          ×
        </button>
      )}
      {cell !== null ? (
        <CellWords results={results} cell={cell} />
      ) : found === null ? (
        <Findings results={results} />
      ) : found.list.kind === 'hotspot' ? (
        <HotspotWords results={whole} unit={found.unit} filtered={results.under !== null} />
      ) : found.list.kind === 'cluster' ? (
        <ClusterWords results={whole} unit={found.unit} filtered={results.under !== null} />
      ) : (
        <AreaWords results={results} unit={found.unit} list={found.list} />
      )}
    </section>
  )
}

function Findings({ results }: { results: Results }) {
  return (
    <>
      <h2>What was found</h2>
      <ul className="findings">
        {results.document.findings.map((finding) => (
          <li key={finding}>{prose(finding)}</li>
        ))}
      </ul>
      {results.under !== null && <p className="note">These are {WHOLE_PERIOD}.</p>}
      <p className="quiet">Click a cell, a pin or a row for its details.</p>
    </>
  )
}

/** Counts and harm, alike for every kind of place. */
function Counts({ results, number }: { results: Results; number: (column: string) => number | null }) {
  const { period, harm } = results.document
  const crimes = number('crimes')
  const asb = number('asb')
  const harmed = number('harm')
  const reactive = number('harm_reactive')
  const of = categoryWords(results.under?.categories ?? [])
  return (
    <>
      {(crimes !== null || asb !== null) && (
        <p className="headline">
          {countWords(crimes, asb, period)}
          {of !== '' && <span className="quiet">: {of}</span>}
        </p>
      )}
      {period.seasonal && <p className="note">Seasonal: not annual.</p>}
      {harmed !== null && crimes !== 0 && (
        <p>
          {capital(harmWords(harmed, harm))}
          {reactive !== null && harmed > 0 && `, ${percent(reactive / harmed)} of it from reactive crime`}.{' '}
          {harm.average && <span className="quiet">{ONE_EVENT_UNSEEN}</span>}
        </p>
      )}
    </>
  )
}

function CellWords({ results, cell }: { results: Results; cell: CellAt }) {
  const { statistics, period, measure } = results.document
  const single = cell.cells.held === null
  const facts = useTask('cell', single ? cell.row : null, results.cells.high)
  const fact = (column: string) => {
    const value = facts?.current ? facts.result[column] : null
    return typeof value === 'number' ? value : null
  }
  const number = (column: string) => cellNumber(cell, column)
  const hotClass = number('gistar_class')
  const months = number('months_active')
  const inside = fact('inside_share')
  const details: [string, string | null][] = [
    ['Cell', cellId(cell.cells, cell.row)],
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
      <Counts results={results} number={number} />
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
      {months !== null && <p>{capital(activeWords(months, period))}.</p>}
      {inside !== null && inside < 0.9995 && (
        <p className="quiet">{percent(inside)} of this cell lies inside the boundary; crime outside is not counted.</p>
      )}
      <Numbers rows={details} />
    </>
  )
}

function AreaWords({ results, unit, list }: { results: Results; unit: Unit; list: UnitList }) {
  const number = (column: string) => numberOf(unit, column)
  const score = number('score')
  const rank = number('rank')
  const residents = number('residents')
  const per1000 = number('volume_per_1000')
  const previous = number('previous_12m')
  const parent = String(unit.properties.parent ?? '')
  const layer = results.document.layers.find((one) => one.file === list.id)
  const details: [string, string | null][] = [
    ['Code', unit.id],
    ['Part of', parent === '' ? null : parentName(results, parent)],
    ['Ground', print(number('area_km2'), (value) => `${about(value)} km²`)],
    ['Residents', print(residents, exactly)],
    ['Per km²', print(number('volume_per_km2'), about)],
    ['Per 1,000 residents', print(per1000, about)],
    ['12 months before', print(previous, exactly)],
  ]
  return (
    <>
      <h2>{unit.name}</h2>
      {rank !== null && (
        <p className="headline">
          {ordinal(rank)} of {exactly(layer?.count ?? list.units.length)} {layer?.label ?? list.label} by{' '}
          {list.rankedBy === 'score' ? 'need' : results.document.measure.label}
          {unit.properties.your_weights === true && <span className="quiet"> under your weights</span>}
          {results.under !== null && <span className="quiet"> ({WHOLE_PERIOD})</span>}
        </p>
      )}
      <Firmness unit={unit} />
      <Counts results={results} number={number} />
      {unit.properties.visitor_place === 'yes' && (
        <p className="note">Visitor place: many crimes, few residents. The rate says nothing of those who live there.</p>
      )}
      {score !== null && (
        <>
          <h3>
            Need score {score.toFixed(1)} <span className="quiet">of 100, higher is more need</span>
          </h3>
          <ContributionList unit={unit} results={results} />
        </>
      )}
      {score === null && list.rankedBy === 'score' && <p className="quiet">No score: a factor is not known here.</p>}
      <Numbers rows={details} />
    </>
  )
}

/** How firm a rank is, in the words of the run; in Priority areas only. */
function Firmness({ unit }: { unit: Unit }) {
  const number = (column: string) => numberOf(unit, column)
  const own = unit.properties.your_weights === true
  const run = number('run_rank')
  const [low, high, top, share] = [number('rank_low'), number('rank_high'), number('top_k'), number('top_share')]
  const standing = String(unit.properties.standing ?? '')
  const sentence = String(unit.properties.sentence ?? '')
  return (
    <>
      {own && (
        <p className="note">
          {run === null ? 'The run gave it no rank.' : `In the run: ${ordinal(run)}.`}
          {(standing !== '' || sentence !== '') && ' What follows on how firm that is goes by the weights of the run.'}
        </p>
      )}
      {sentence !== '' ? (
        <p>{prose(sentence)}</p>
      ) : (
        standing !== '' && (
          <p>
            {capital(standing)}
            {low !== null && high !== null && `: likely ${low === high ? ordinal(low) : `${ordinal(low)} to ${ordinal(high)}`}`}
            {top !== null &&
              share !== null &&
              `; among the first ${exactly(top)} in ${percent(share)} of re-runs on data and choices`}
            .
          </p>
        )
      )}
    </>
  )
}

function ClusterWords({ results, unit, filtered }: { results: Results; unit: Unit; filtered: boolean }) {
  const number = (column: string) => numberOf(unit, column)
  const hotClass = number('hot_class')
  const cells = number('cells')
  const ground = number('area_km2')
  const months = number('months_active')
  const zone = String(unit.properties.zone ?? '')
  const ward = areaName(results, 'ward', String(unit.properties.ward ?? ''))
  const beat = areaName(results, 'beat', String(unit.properties.beat ?? ''))
  return (
    <>
      <h2>{unit.name}</h2>
      <p className="quiet">
        {unit.properties.type === 'zone' ? 'Hot zone' : 'Cluster'}
        {cells !== null && ` of ${counted(cells, 'touching hot cell', 'touching hot cells')}`}
        {ground !== null && `, ${about(ground)} km²`}
        {zone !== '' && `, inside hot zone ${zone}`}
      </p>
      {filtered && <p className="note">A cluster is {WHOLE_PERIOD}.</p>}
      <Counts results={results} number={number} />
      {hotClass !== null && (
        <p>
          <span className="heat heat-hot">{heatWords(hotClass, results.document.statistics.within)}</span>
          {hotClass < 3 && <span className="quiet"> in its weakest cell</span>}
        </p>
      )}
      {months !== null && <p>{capital(activeWords(months, results.document.period))}.</p>}
      <Numbers
        rows={[
          ['Ward', ward === '' ? null : ward],
          ['Beat', beat === '' ? null : beat],
          ['Highest z', print(number('peak_z'), (value) => value.toFixed(2))],
          ['Compared with', withinWords(results.document.statistics.within)],
        ]}
      />
    </>
  )
}

function HotspotWords({ results, unit, filtered }: { results: Results; unit: Unit; filtered: boolean }) {
  const { properties } = unit
  const { period } = results.document
  const ward = areaName(results, 'ward', String(properties.ward ?? ''))
  const offences = numberOf(unit, 'offences_12m')
  const months = numberOf(unit, 'months_active')
  const text = (name: string) => String(properties[name] ?? '')
  return (
    <>
      <h2>
        {unit.name}
        {text('beat') !== '' && <span className="quiet">, {beatWords(areaName(results, 'beat', text('beat')))}</span>}
      </h2>
      {filtered && <p className="note">A hotspot is {WHOLE_PERIOD}.</p>}
      {offences !== null && (
        <p className="headline">
          {problemCount(offences, text('problem'))} {inMonths(period)}
        </p>
      )}
      {text('why') === '' ? months !== null && <p>{capital(activeWords(months, period))}.</p> : <p>{capital(text('why'))}.</p>}
      {text('premises_note') !== '' && <p className="note">{capital(text('premises_note'))}.</p>}
      {results.document.resolution.snapped && (
        <p className="quiet">A published point with its name: the places behind it lie anywhere around it.</p>
      )}
      <Numbers
        rows={[
          ['Ward', ward === '' ? null : ward],
          ['National Grid', properties.easting === null ? null : `${text('easting')}, ${text('northing')}`],
          ['Included', text('include') === 'yes' ? null : text('include') || null],
          ['Reason changed', text('reason_changed') || null],
          ['Decided by', text('decided_by') || null],
        ]}
      />
    </>
  )
}

function Numbers({ rows }: { rows: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** Name of the area a parent code means, whatever its kind. */
function parentName(results: Results, code: string): string {
  for (const layer of results.document.layers) {
    const name = areaName(results, layer.kind, code)
    if (name !== code) return name
  }
  return code
}

const print = (value: number | null, words: (value: number) => string) => (value === null ? null : words(value))
const small = (q: number) => (q < 0.0001 ? 'under 0.0001' : q.toFixed(4))

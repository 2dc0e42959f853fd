import { useEffect, useState } from 'react'
import { fewWords, firmWords, harmPartWords, oneEventWords, rangeWords } from '../inspectorWords.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import { clear, readPriority } from '../state/actions.js'
import { cellAt } from '../state/cells.js'
import { same } from '../state/compare.js'
import { areaName, numberOf, unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import {
  about,
  activeWords,
  busiestWords,
  capital,
  codeWords,
  counted,
  exactly,
  heatWords,
  inMonths,
  ordinal,
  percent,
  problemCount,
  prose,
  WHOLE_PERIOD,
  withinWords,
} from '../words.js'
import { CellWords } from './CellWords.js'
import { Compare } from './Compare.js'
import { ConcentrationCurve } from './ConcentrationCurve.js'
import { ContributionList } from './ContributionBar.js'
import { beatWords } from './cellPlace.js'
import { Counts, Numbers, print } from './PlaceWords.js'
import { useCompared } from './useCompared.js'
import { useShownFilter } from './useShownFilter.js'

/** The pinned thing in words; nothing pinned: what was found. */
export function Inspector({ results }: { results: Results }) {
  const selection = useStore((state) => state.settings.selection)
  const found = unitOf(selection, results)
  const coarse = useStore((state) => state.coarse)
  // what no filter reaches is told with the period it is of
  const whole = useStore((state) => state.results) ?? results
  const cell = selection?.list === 'cells' ? cellAt(selection.id, results, coarse) : null
  const beside = useStore((state) => state.settings.beside)
  const view = useStore((state) => state.settings.view)
  const [curve, setCurve] = useState(false)
  const [a, b] = [useCompared(selection, results), useCompared(same(selection, beside) ? null : beside, results)]
  if (a !== null && b !== null)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a mouse only from its own focus
      <section className="inspector" aria-label="Comparison" tabIndex={0}>
        <Compare results={results} a={a} b={b} />
      </section>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a mouse only from its own focus
    <section className="inspector" aria-label="Details" tabIndex={0}>
      {selection !== null && (found !== null || cell !== null) && (
        <button type="button" className="icon close" aria-label="Clear the selection" onClick={clear}>
          ×
        </button>
      )}
      {cell !== null ? (
        <CellWords results={results} cell={cell} />
      ) : found === null ? (
        <Findings results={results} curve={view === 'hotspots'} />
      ) : found.list.kind === 'hotspot' ? (
        <HotspotWords results={whole} unit={found.unit} filtered={results.under !== null} />
      ) : found.list.kind === 'cluster' ? (
        <ClusterWords results={whole} unit={found.unit} filtered={results.under !== null} />
      ) : (
        <AreaWords results={results} unit={found.unit} list={found.list} />
      )}
      {same(selection, beside) && <p className="note">Kept to compare: select another, and both are told side by side.</p>}
      {view === 'hotspots' && cell !== null && cell.cells.held === null && (
        <details open={curve} onToggle={(event) => setCurve(event.currentTarget.open)}>
          <summary>Where it stands on the curve of concentration</summary>
          {curve && <ConcentrationCurve results={results} row={cell.row} />}
        </details>
      )}
    </section>
  )
}

function Findings({ results, curve }: { results: Results; curve: boolean }) {
  return (
    <>
      <h2>What was found</h2>
      <ul className="findings">
        {results.document.findings.map((finding) => (
          <li key={finding}>{prose(finding)}</li>
        ))}
      </ul>
      {results.under !== null && <p className="note">These are {WHOLE_PERIOD}.</p>}
      {curve && <ConcentrationCurve results={results} row={null} />}
      <p className="quiet">Click a cell, a pin or a row for its details; with Shift, to compare it with the one selected.</p>
    </>
  )
}

function AreaWords({ results, unit: given, list }: { results: Results; unit: Unit; list: UnitList }) {
  const unit = useFirm(given, list)
  const filter = useShownFilter(results)
  const months = useStore((state) => state.cube !== null)
  const part = useTask('harmBy', months ? { of: { list: list.id, id: unit.id }, filter } : null, results.cells.high)
  const harm = part?.current ? part.result : null
  const number = (column: string) => numberOf(unit, column)
  const score = number('score')
  const rank = number('rank')
  const residents = number('residents')
  const per1000 = number('volume_per_1000')
  const previous = number('previous_12m')
  const event = results.under === null ? oneEventWords(number('top_event_share'), null) : ''
  const few = fewWords(number('volume'))
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
      <Counts results={results} number={number} part={harm === null ? '' : harmPartWords(harm)} />
      {event !== '' && <p className="note">{event}</p>}
      {few !== '' && <p className="quiet">{few}</p>}
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

/** The area with what the run says of how firm its rank is, read when an area is first selected; in Priority areas it has that already. */
function useFirm(unit: Unit, list: UnitList): Unit {
  const about = useStore((state) => state.priority)
  const wanted = list.rankedBy === 'score'
  useEffect(() => {
    if (wanted) void readPriority()
  }, [wanted])
  const row = about?.rows[list.id]?.[list.units.findIndex(({ id }) => id === unit.id)]
  if (row === null || row === undefined || unit.properties.standing !== undefined) return unit
  const { low, high, top, topShare, standing, sentence } = row
  return {
    ...unit,
    properties: { ...unit.properties, rank_low: low, rank_high: high, top_k: top, top_share: topShare, standing, sentence },
  }
}

/** How firm a rank is, in the words of the run. */
function Firmness({ unit }: { unit: Unit }) {
  const number = (column: string) => numberOf(unit, column)
  const own = unit.properties.your_weights === true
  const run = number('run_rank')
  const [low, high, top, share] = [number('rank_low'), number('rank_high'), number('top_k'), number('top_share')]
  const standing = String(unit.properties.standing ?? '')
  const range = rangeWords(low, high)
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
        <p>{firmWords(sentence, own ? run : number('rank'))}.</p>
      ) : (
        standing !== '' && (
          <p>
            {capital(standing)}
            {range !== '' && `: ${range}`}
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
  const busiest = busiestWords(unit.properties, results.document.resolution.snapped)
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
      {busiest !== '' && <p>{busiest}.</p>}
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
  const record = results.document.hotspotRecords?.find(({ problem }) => problem === text('problem'))?.sentence ?? ''
  const rank = numberOf(unit, 'rank')
  const held = numberOf(unit, 'held_share')
  const recent = numberOf(unit, 'last_28d')
  const radius = numberOf(unit, 'radius_m')
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
      {text('peak_window') !== '' && (
        <p>
          <strong>Busiest hours:</strong> {prose(text('peak_window'))}.
        </p>
      )}
      {rank !== null && (
        <p>
          <strong>{ordinal(rank)}</strong> of the {text('problem') === 'asb' ? 'ASB' : codeWords(text('problem')).toLowerCase()}{' '}
          hotspots
          {text('standing') !== '' && `: ${text('standing')}`}
          {held !== null && `, on the list in ${percent(held)} of re-runs`}.
        </p>
      )}
      {text('one_event_flag') !== '' && <p className="note">Dominated by one incident: check the record before tasking.</p>}
      {text('premises_note') !== '' && <p className="note">{capital(text('premises_note'))}.</p>}
      {results.document.resolution.snapped && (
        <p className="quiet">A published point with its name: the places behind it lie anywhere around it.</p>
      )}
      {record !== '' && (
        <details>
          <summary>How well such a list has held</summary>
          <p>{prose(record)}</p>
        </details>
      )}
      <Numbers
        rows={[
          ['Ward', ward === '' ? null : ward],
          ['Last 28 days', print(recent, (value) => problemCount(value, text('problem')))],
          ['Trend', text('trend') || null],
          ['Radius', print(radius, (value) => `${exactly(value)} m`)],
          ['National Grid', properties.easting === null ? null : `${text('easting')}, ${text('northing')}`],
          ['Included', text('include') === 'yes' ? null : text('include') || null],
          ['Reason changed', text('reason_changed') || null],
          ['Decided by', text('decided_by') || null],
        ]}
      />
    </>
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

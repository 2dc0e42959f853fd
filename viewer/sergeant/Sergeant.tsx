import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { canDraw } from '../canDraw.js'
import type { PlacesScene } from '../layers/scene.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import { NoMap } from '../panels/NoMap.js'
import { readPriority, select } from '../state/actions.js'
import { showView } from '../state/patrolActions.js'
import { prioritised } from '../state/prioritised.js'
import { numberOf } from '../state/select.js'
import { chooseBeat, chooseListed } from '../state/sergeant.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { capital, counted, countWords, exactly } from '../words.js'
import { areaName, type BeatPlace, type BeatProblem, beatOf, beatPlaces, beatsOf, boundsOf, shownPlaces } from './beatPlaces.js'
import { KeptLine } from './KeptLine.js'
import { countOf, dataWords, PLACES_NOT_PEOPLE, placeTitle, placeWords, rankWords, WHAT_IT_SHOWS } from './placeWords.js'
import './sergeant.css'

const MapPane = lazy(() => import('../panels/MapPane.js').then(({ MapPane }) => ({ default: MapPane })))
/** Fewer people than this live in an area whose counts are told as bands (RULES 26). */
const FEW = 20

/** The places of one beat in order, in plain words: what happens, when, to what kind of target, why here, what to look for. */
export function Sergeant({ results: opened }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const priority = useStore((state) => state.priority)
  const [mapped, setMapped] = useState(false)
  const results = useMemo(() => prioritised(opened, priority, null), [opened, priority])
  const hotspots = results.lists.find(({ kind }) => kind === 'hotspot') ?? null
  const about = useTask('places', hotspots === null ? null : { list: hotspots.id }, opened)
  const beats = beatsOf(results)
  const beat = beatOf(settings, beats?.list ?? null)
  const read = about?.result != null && about.current
  const problems = useMemo(
    () =>
      hotspots === null || about?.result == null || !about.current
        ? []
        : beatPlaces(hotspots, about.result, beats?.list ?? null, beat),
    [hotspots, about, beats?.list, beat],
  )
  const shown = problems.find(({ problem }) => problem.id === settings.problem) ?? problems[0] ?? null
  // of all beats the list is long: its first are shown, until another problem or beat, or all are asked for
  const listed = `${shown?.problem.id} ${beat?.id}`
  const [whole, setWhole] = useState('')
  const selected = settings.selection?.list === 'hotspots' ? settings.selection.id : null
  const first = useMemo(() => shownPlaces(shown?.places ?? [], whole === listed, selected), [shown, whole, listed, selected])
  const ranged = opened.document.priority !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results are read anew
  useEffect(() => {
    if (ranged) void readPriority()
  }, [ranged, opened])
  const age = dataWords(results.document, new Date())
  return (
    <main className="sergeant">
      <h1 className="unseen">Places to go</h1>
      <p className={age.old ? 'age old' : 'age'}>{age.words}</p>
      {beats !== null && (
        <label className="pick">
          <span>Choose a {beats.kind}</span>
          <select
            value={beat?.id ?? ''}
            onChange={({ target }) => chooseBeat(target.value === '' ? null : { list: beats.list.id, id: target.value })}
          >
            <option value="">Every {beats.kind}</option>
            {beats.list.units
              .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }))
              .map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name === unit.id ? unit.name : `${unit.name} (${unit.id})`}
                </option>
              ))}
          </select>
        </label>
      )}
      {beat !== null && beats !== null && <AboutBeat results={results} beat={beat} list={beats.list} />}
      {problems.length > 1 && (
        <fieldset className="problems">
          <legend>Problem</legend>
          {problems.map(({ problem, places }) => (
            <label key={problem.id}>
              <input
                type="radio"
                name="problem"
                checked={problem.id === shown?.problem.id}
                onChange={() => chooseListed(problem.id)}
              />
              <span>
                {problem.label} <span className="many">{exactly(places.length)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="do">
        <button type="button" className="big" aria-expanded={mapped} onClick={() => setMapped(!mapped)}>
          {mapped ? 'Hide the map' : 'Show the map'}
        </button>
        <button type="button" className="big" onClick={() => void showView('patrol')}>
          Patrol plan
        </button>
      </div>
      {mapped && <BeatMap results={results} beat={beat} list={beats?.list ?? null} places={first} />}
      {hotspots === null ? (
        <p className="note">
          These results list no hotspots. Run the analysis on data with places, or see the clusters on the analyst’s screen.
        </p>
      ) : shown === null ? (
        <p role="status">{read ? 'No place has enough records to be listed.' : 'Reading the places …'}</p>
      ) : (
        <Places
          results={results}
          shown={shown}
          first={first}
          beat={beat}
          kind={beats?.kind ?? 'area'}
          onAll={() => setWhole(listed)}
        />
      )}
      <footer className="standing">
        <p>
          <strong>{PLACES_NOT_PEOPLE}</strong> {WHAT_IT_SHOWS}
        </p>
        <KeptLine results={results} />
        <p className="quiet">{results.document.attribution.join(' ')}</p>
      </footer>
    </main>
  )
}

/** Counts and rank of the beat, as the analyst's screen has them. */
function AboutBeat({ results, beat, list }: { results: Results; beat: Unit; list: UnitList }) {
  const { period, layers, measure } = results.document
  const layer = layers.find(({ file }) => file === list.id)
  const residents = numberOf(beat, 'residents')
  const [crimes, asb] = [numberOf(beat, 'crimes'), numberOf(beat, 'asb')]
  const few = residents !== null && residents < FEW
  const by = list.rankedBy === 'score' ? 'need' : measure.label
  const rank = rankWords(beat, layer?.count ?? list.units.length, layer?.label ?? list.label, by)
  const count = countOf(few)
  const told = few
    ? [crimes === null ? '' : `${count(crimes)} crimes`, asb === null ? '' : `${count(asb)} ASB incidents`]
        .filter((part) => part !== '')
        .join(' and ')
    : countWords(crimes, asb, period)
  return (
    <section className="beat" aria-label={beat.name}>
      <h2>{beat.name}</h2>
      {(crimes !== null || asb !== null) && <p>{told}.</p>}
      {period.seasonal && <p className="note">Seasonal: not annual.</p>}
      {rank !== '' && <p>{rank}.</p>}
    </section>
  )
}

interface PlacesProps {
  readonly results: Results
  readonly shown: BeatProblem
  /** Of its places, those that are listed. */
  readonly first: readonly BeatPlace[]
  readonly beat: Unit | null
  readonly kind: string
  readonly onAll: () => void
}

function Places({ results, shown, first, beat, kind, onAll }: PlacesProps) {
  const { problem, places, listed, leftOut } = shown
  const { document: analysis } = results
  const whole = `The list has ${counted(listed, 'place', 'places')} of the whole area`
  const where = beat === null ? '' : ` in ${beat.name}`
  return (
    <section className="places" aria-label="Places in order">
      <h2>
        {problem.label}: {places.length === 0 ? 'no place' : counted(places.length, 'place', 'places')}
        {where}
        {first.length < places.length && `, the first ${exactly(first.length)} here`}
      </h2>
      {problem.note !== '' && <p className="quiet">{problem.note}</p>}
      {places.length === 0 && (
        <p>
          {whole}; none that is kept lies in this {kind}. That is not to say that nothing happens here.
        </p>
      )}
      {leftOut > 0 && (
        <p className="note">{counted(leftOut, 'place is', 'places are')} left out here by a decision noted in the list.</p>
      )}
      {analysis.period.seasonal && <p className="note">Seasonal: not annual.</p>}
      <ol>
        {first.map((place) => (
          <Place key={place.unit.id} results={results} place={place} shown={shown} />
        ))}
      </ol>
      {first.length < places.length && (
        <button type="button" className="big" onClick={onAll}>
          Show all {exactly(places.length)} places
        </button>
      )}
      {places.length > 0 && analysis.resolution.snapped && (
        <p className="quiet">
          Each is a published point with its name: the places behind it lie anywhere around it. No days or hours are in this data.
        </p>
      )}
      {places.some(({ about }) => about.few) && (
        <p className="quiet">Where fewer than {FEW} people live, counts are told as bands.</p>
      )}
      {places.some(({ unit }) => /\(.*%/.test(String(unit.properties.peak_window ?? ''))) && (
        <p className="quiet">About 1 in 20 places without a favourite time would show busy hours by chance.</p>
      )}
    </section>
  )
}

function Place({ results, place, shown }: { results: Results; place: BeatPlace; shown: BeatProblem }) {
  const { unit, about, number } = place
  const { problem, listed } = shown
  const chosen = useStore(({ settings }) => settings.selection?.list === 'hotspots' && settings.selection.id === unit.id)
  const words = placeWords(unit, about, problem, results.document, listed)
  const title = placeTitle(unit.name, areaName(results, about.within))
  const ward = String(unit.properties.ward ?? '')
  return (
    <li className="place" data-chosen={chosen}>
      <h3>
        <button type="button" aria-pressed={chosen} onClick={() => select({ list: 'hotspots', id: unit.id }, 'list')}>
          <span className="pin">{number}</span>
          <span>
            {title}
            {ward !== '' && !title.includes(ward) && <span className="quiet"> {ward}</span>}
          </span>
        </button>
      </h3>
      <dl>
        {fact('What', words.what)}
        {fact('When', words.when)}
        {fact('Target', words.target)}
        {fact('Why here', words.why)}
        {fact('Premises', words.premises)}
        {fact('Do', problem.task)}
        {fact('Look for', capital(problem.look))}
      </dl>
    </li>
  )
}

const fact = (name: string, words: string) =>
  words === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  )

interface BeatMapProps {
  readonly results: Results
  readonly beat: Unit | null
  readonly list: UnitList | null
  readonly places: readonly BeatPlace[]
}

/** The beat and its places by number. What few people's cells hold is not told under the pointer either. */
function BeatMap({ results, beat, list, places }: BeatMapProps) {
  const selected = useStore(({ settings }) => (settings.selection?.list === 'hotspots' ? settings.selection.id : null))
  const bounds = useMemo(() => (beat === null ? results.bounds : boundsOf(beat)), [beat, results])
  const drawn = useMemo(
    (): Results => ({
      ...results,
      bounds,
      lists: results.lists.flatMap((one) => {
        if (one.kind === 'hotspot') return [{ ...one, units: one.units.map((unit) => ({ ...unit, properties: {} })) }]
        return one.id === list?.id ? [one] : []
      }),
    }),
    [results, bounds, list],
  )
  const scene = useMemo(
    (): PlacesScene => ({
      kind: 'places',
      area: beat,
      around: list,
      places: places.map(({ unit, number }) => ({ ...unit, properties: { rank: number } })),
      selected,
    }),
    [beat, list, places, selected],
  )
  return (
    <div className="beat-map">
      {canDraw() ? (
        <Suspense fallback={<section className="map" aria-label="Map" aria-busy="true" />}>
          <MapPane results={drawn} scene={scene} />
        </Suspense>
      ) : (
        <NoMap />
      )}
    </div>
  )
}

import { useEffect, useMemo } from 'react'
import type { NeedScene } from '../layers/scene.js'
import type { Results, UnitList } from '../load/results.js'
import { ContextChoice } from '../panels/ContextChoice.js'
import { FactorScatter } from '../panels/FactorScatter.js'
import { Inspector } from '../panels/Inspector.js'
import { NoScore } from '../panels/NoScore.js'
import { PriorityList } from '../panels/PriorityList.js'
import { Halves } from '../panels/SplitHandle.js'
import { useAgainst } from '../panels/useAgainst.js'
import { WeightSliders } from '../panels/WeightSliders.js'
import { WhatIf } from '../panels/WhatIf.js'
import { Workplace } from '../panels/Workplace.js'
import { readPriority, rerank, showList } from '../state/actions.js'
import { scoredList } from '../state/select.js'
import { useStore } from '../state/store.js'
import { type Weights, weightsOf } from '../state/weights.js'
import { capital, counted, exactly, percent, prose } from '../words.js'

/** Where need is highest, under the run's weights or the reader's, and how firm that is. */
export function Priority({ results }: { results: Results }) {
  const list = scoredList(
    useStore((state) => state.settings),
    results,
  )
  return list === null ? <NoScore results={results} /> : <Scored results={results} list={list} />
}

function Scored({ results, list }: { results: Results; list: UnitList }) {
  const opened = useStore((state) => state.results)
  const about = useStore((state) => state.priority)
  const given = useStore((state) => state.settings.weights)
  const { factors } = results.document
  const closed = about?.closed[list.id]
  const weights = useMemo(() => weightsOf(given, factors, closed), [given, factors, closed])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results are read anew
  useEffect(() => {
    void readPriority()
  }, [opened])
  useRerank(list.id, weights, about !== null)
  const against = useAgainst(results, list, weights, closed)
  const scene = useMemo((): NeedScene => {
    const areas = about?.areas.filter(({ id }) => /^area-\d+$/.test(id)) ?? []
    return { kind: 'need', areas }
  }, [about])
  return (
    <Workplace
      title="Priority areas"
      results={against?.map ?? results}
      scene={scene}
      railName="Weights"
      rail={
        <aside className="rail" aria-label="Weights and areas">
          <fieldset className="units">
            <legend>Rank</legend>
            {results.lists
              .filter(({ kind, rankedBy }) => kind === 'area' && rankedBy === 'score')
              .map((one) => (
                <label key={one.id} className="choice">
                  <input type="radio" name="units" checked={one.id === list.id} onChange={() => showList(one.id)} />
                  <span>{one.label}</span>
                  <span className="many">{exactly(one.units.length)}</span>
                </label>
              ))}
          </fieldset>
          <WeightSliders factors={factors} weights={weights} closed={closed ?? []} />
          <WhatIf list={list} weights={weights} closed={closed ?? []} against={against} />
          <HighestNeed results={results} own={weights !== null} />
          <ContextChoice />
        </aside>
      }
      foot={<FactorScatter results={results} list={list} ready={about !== null} />}
      side={
        <Halves>
          <PriorityList
            results={results}
            list={list}
            firm={about !== null && about.rows[list.id] !== undefined}
            against={against?.compared ?? null}
            otherName={against?.weights === null ? 'Run' : 'Kept'}
          />
          <Inspector results={results} />
        </Halves>
      }
    />
  )
}

/** Ranks follow the weights and the list; the run's own need no working out. */
function useRerank(list: string, weights: Weights | null, ready: boolean) {
  useEffect(() => {
    if (weights !== null && ready) void rerank(list, weights)
  }, [list, weights, ready])
}

/** The contiguous area the run found, and how far it holds. It is of the run's weights, whatever the sliders say. */
function HighestNeed({ results, own }: { results: Results; own: boolean }) {
  const about = useStore((state) => state.priority)
  const { priority } = results.document
  const area = about?.areas.find(({ id }) => id === 'area-1')
  if (about === null) return null
  if (area === undefined)
    return (
      <section className="need">
        <h2>Highest-need area</h2>
        <p className="quiet">
          Not in these results, nor is how firm the ranks are. Run <code>hexbeat priority</code> on the same files.
        </p>
      </section>
    )
  const text = (name: string) => String(area.properties[name] ?? '')
  const number = (name: string) => Number(area.properties[name] ?? Number.NaN)
  const held = number('held_share_both')
  const draws = priority?.area.held.draws
  return (
    <section className="need">
      <h2>Highest-need area</h2>
      <p>
        {text('where')}. {number('residents') >= 0 && `${counted(number('residents'), 'resident', 'residents')}, `}
        {number('area_km2').toFixed(1)} km².
      </p>
      {held >= 0 && (
        <p>
          <strong>{capital(text('standing'))}</strong>: held first place in{' '}
          {draws === undefined ? percent(held) : `${exactly(Math.round(held * draws))} of ${exactly(draws)}`} re-runs with other
          reasonable choices and data drawn anew.
        </p>
      )}
      {own && <p className="note">Searched under the weights of the run, not yours.</p>}
      {priority !== undefined && priority.sentences.length > 0 && (
        <details>
          <summary>What it rests on</summary>
          <ul className="findings">
            {priority.sentences.map((sentence) => (
              <li key={sentence}>{prose(sentence)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">
        It shows recorded crime, which depends on who reports and where police look. Rankings support a decision; they do not make
        it.
      </p>
    </section>
  )
}

import { useEffect, useRef } from 'react'
import { MUST, planWords } from '../../patrolWords.js'
import { chooseStop, toggleMust, usePatrol } from '../../state/patrolActions.js'
import { useStore } from '../../state/store.js'
import { useTheme } from '../../useTheme.js'
import { capital, counted, exactly, percent, prose } from '../../words.js'
import type { ShownPlan, ShownVisit } from '../../worker/patrolTask.js'
import { crewStroke } from './crewStroke.js'

interface PlanListProps {
  readonly plan: ShownPlan
  readonly record: string
  /** Ids of hotspots that must be visited. */
  readonly mustDo: readonly string[]
}

/** Each crew's stops in order; then what has no visit and why, the record of the method, and what it all rests on. */
export function PlanList({ plan, record, mustDo }: PlanListProps) {
  const crew = usePatrol((state) => state.crew)
  const waiting = usePatrol((state) => state.planning !== null)
  const selected = useStore((state) => (state.settings.selection?.list === 'hotspots' ? state.settings.selection.id : null))
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (selected !== null) list.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <section className="lists patrol-list" aria-label="Plan" data-waiting={waiting}>
      <header className="plan-head">
        {plan.demo && <p className="note">DEMONSTRATION: no crew is to be sent by it.</p>}
        <h2>{capital(plan.area)}</h2>
        <p>
          {plan.day}. For {plan.problem}. {plan.old ? <strong>{plan.data}.</strong> : `${plan.data}.`}
        </p>
        <p className="quiet">{planWords(plan)}</p>
        {plan.unserved
          .filter(({ kind }) => kind !== 'hotspot')
          .map(({ id, kind, name, why }) => (
            <p key={`${kind} ${id}`} className="note">
              Asked for and not planned: {name}. {capital(why)}.
            </p>
          ))}
      </header>
      <div className="scroll" ref={list}>
        {plan.crews.map((one, row) =>
          crew !== null && crew !== row ? null : (
            <section key={one.callSign} className="crew">
              <CrewHead plan={plan} row={row} />
              <ol>
                {plan.visits
                  .filter((visit) => visit.crew === row)
                  .map((visit) => (
                    <Stop key={visit.order} visit={visit} chosen={visit.id === selected} must={mustDo.includes(visit.id)} />
                  ))}
              </ol>
              {plan.visits.every((visit) => visit.crew !== row) && <p className="quiet">No visit is planned for this crew.</p>}
            </section>
          ),
        )}
        <Unserved plan={plan} selected={selected} mustDo={mustDo} />
        <section className="plan-about">
          {record !== '' && (
            <>
              <h3>How places chosen this way did</h3>
              <p>{prose(record)}</p>
            </>
          )}
          <h3>What the plan is for</h3>
          <ul className="findings">
            {[...plan.sentences, ...plan.notes].map((sentence) => (
              <li key={sentence}>{prose(sentence)}</li>
            ))}
          </ul>
          <p className="quiet">
            Ways {plan.travel.join('; ')}. Seed {plan.seed}.
          </p>
          <p className="quiet">
            Places, not people: this plan is no ground for a stop. It shows recorded crime, which depends on who reports and where
            police look; not what a patrol would prevent. Who lives inside these places, against the force: not assessed.
          </p>
        </section>
      </div>
    </section>
  )
}

function CrewHead({ plan, row }: { plan: ShownPlan; row: number }) {
  const theme = useTheme()
  const { callSign, words, shift, usefulMinutes, visitMinutes, travel, share, start } = plan.crews[row]
  return (
    <header className="crew-head">
      <h3>
        <span className="crew-line" style={crewStroke(row, theme)} />
        {callSign}
        <span className="quiet">{words}</span>
      </h3>
      <p className="quiet">
        {shift} from {start.name}. {exactly(usefulMinutes)} useful minutes: {exactly(visitMinutes)} of visits, travel {travel};{' '}
        {percent(share)} planned.
      </p>
    </header>
  )
}

/** Marks a hotspot as one that must be visited, or no longer. */
function MustButton({ id, name, pressed }: { id: string; name: string; pressed: boolean }) {
  return (
    <button type="button" className="must-button" aria-pressed={pressed} onClick={() => toggleMust(id)}>
      Must be visited<span className="unseen">: {name}</span>
    </button>
  )
}

function Stop({ visit, chosen, must: asked }: { visit: ShownVisit; chosen: boolean; must: boolean }) {
  const { number, name, window, minutes, must, why, task, look, id } = visit
  return (
    <li data-chosen={chosen}>
      <button type="button" aria-pressed={chosen} disabled={number === null} onClick={() => chooseStop(id)}>
        <span className="when">
          <strong>{window}</strong>
          <span className="quiet">{minutes} min</span>
        </span>
        <span className="where">
          <span>
            {number !== null && <span className="pin-key full">{number}</span>} {name}
            {must !== '' && <span className="must">{MUST[must]}</span>}
          </span>
          <span className="sub">{prose(why)}</span>
          <span className="sub">
            {task} Look for: {look}
          </span>
        </span>
      </button>
      {number !== null && <MustButton id={id} name={name} pressed={asked} />}
    </li>
  )
}

interface UnservedProps extends Pick<PlanListProps, 'plan' | 'mustDo'> {
  readonly selected: string | null
}

function Unserved({ plan, selected, mustDo }: UnservedProps) {
  const { unserved, hotspots } = plan
  if (unserved.length === 0) return null
  const numberOf = (id: string) => hotspots.find((hotspot) => hotspot.id === id)?.number
  const excluded = (id: string) => hotspots.some((hotspot) => hotspot.id === id && hotspot.excluded)
  return (
    <section className="crew unserved">
      <h3>No visit: {counted(unserved.length, 'place', 'places')}</h3>
      <ol>
        {unserved.map(({ id, name, why, kind }) => (
          <li key={`${kind} ${id}`} data-chosen={id === selected}>
            <button type="button" disabled={numberOf(id) === undefined} onClick={() => chooseStop(id)}>
              <span className="where">
                <span>
                  {numberOf(id) !== undefined && <span className="pin-key">{numberOf(id)}</span>} {name}
                  {kind !== 'hotspot' && <span className="must">{kind}</span>}
                </span>
                <span className="sub">{why}</span>
              </span>
            </button>
            {kind === 'hotspot' && !excluded(id) && <MustButton id={id} name={name} pressed={mustDo.includes(id)} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

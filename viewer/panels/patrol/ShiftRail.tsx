import { useId, useState } from 'react'
import { areaOption, dateFault, dayWords, shiftFault } from '../../patrolWords.js'
import { changeShift, planFor, planOfRun, usePatrol } from '../../state/patrolActions.js'
import { clockMinutes, clockText, MOST_CREWS, sameCrews } from '../../state/shift.js'
import { capital, counted } from '../../words.js'
import type { PatrolAbout, ShiftAsked } from '../../worker/patrolTask.js'
import { WorkingNotice } from '../WorkingNotice.js'
import { AskedVisits } from './AskedVisits.js'
import { PlanFiles } from './PlanFiles.js'
import { StartChoice } from './StartChoice.js'

interface ShiftRailProps {
  readonly about: PatrolAbout
  readonly shift: ShiftAsked
  readonly problem: string
  /** It is the shift the run planned. */
  readonly own: boolean
}

/** Where, when, who and for what; a change is planned at once. */
export function ShiftRail({ about, shift, problem, own }: ShiftRailProps) {
  const id = useId()
  const { area, date, from, to, vehicle, foot } = shift
  const fault = shiftFault(from, to)
  const kinds = [...new Set(about.areas.map(({ kind }) => kind))].sort((a, b) => Number(b === 'beat') - Number(a === 'beat'))
  const kept = about.own !== null && sameCrews(shift, about.own.shift)
  const known = about.areas.some(({ kind, code }) => kind === area?.kind && code === area.code)
  return (
    <aside className="rail" aria-label="Shift">
      {about.own !== null && (
        <section className="shift-own">
          {own ? (
            <p className="quiet">
              <strong>The plan of this run</strong>, with its own crews. Another date, area or problem keeps them; other hours,
              numbers or start put crews of two constables in their place. Requests and lists given to the run are not taken over.
            </p>
          ) : (
            <button type="button" className="button" onClick={planOfRun}>
              Back to the plan of the run
            </button>
          )}
        </section>
      )}
      <fieldset className="shift-where">
        <legend>Where and for what</legend>
        <label htmlFor={`${id}-area`}>Area</label>
        <select
          id={`${id}-area`}
          value={area === null ? '' : `${area.kind}:${area.code}`}
          onChange={({ target: { value } }) => {
            const [kind, ...code] = value.split(':')
            changeShift({ area: value === '' ? null : { kind, code: code.join(':') } })
          }}
        >
          <option value="">Whole force ({counted(about.force[problem] ?? 0, 'place', 'places')} listed)</option>
          {area !== null && !known && <option value={`${area.kind}:${area.code}`}>{area.code}: not in these results</option>}
          {kinds.map((kind) => (
            <optgroup key={kind} label={`By ${kind}`}>
              {about.areas
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <option key={one.code} value={`${kind}:${one.code}`}>
                    {areaOption(one, problem)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <p className="quiet">
          Numbers are of this problem alone. Listed: on the hotspot list of the run, which a plan for the whole force chooses
          from. Known: all a plan for one area chooses from, those that did not reach the list too.
        </p>
        <label htmlFor={`${id}-problem`}>Problem</label>
        <select id={`${id}-problem`} value={problem} onChange={({ target }) => planFor(target.value)}>
          {about.problems.map((one) => (
            <option key={one.id} value={one.id}>
              {capital(one.words)}
            </option>
          ))}
        </select>
      </fieldset>
      <fieldset className="shift-when">
        <legend>Shift</legend>
        <label htmlFor={`${id}-date`}>Date</label>
        <DateField id={`${id}-date`} key={date} value={date} dataTo={about.dataTo} />
        <label htmlFor={`${id}-from`}>Start</label>
        <TimeField id={`${id}-from`} value={from} onChange={(minute) => changeShift({ from: minute })} />
        <label htmlFor={`${id}-to`}>End</label>
        <TimeField id={`${id}-to`} value={to} onChange={(minute) => changeShift({ to: minute })} />
        {to <= from && <p className="quiet">Ends on the next day.</p>}
        {fault !== '' && <p className="note">{fault}</p>}
      </fieldset>
      <fieldset className="shift-who">
        <legend>Crews</legend>
        <Count
          words="By vehicle"
          value={vehicle}
          least={foot === 0 ? 1 : 0}
          most={MOST_CREWS - foot}
          onChange={(n) => changeShift({ vehicle: n })}
        />
        <Count
          words="On foot"
          value={foot}
          least={vehicle === 0 ? 1 : 0}
          most={MOST_CREWS - vehicle}
          onChange={(n) => changeShift({ foot: n })}
        />
        {!own && kept && <p className="quiet">The crews of the run.</p>}
        {!own && !kept && (
          <p className="quiet">Of two constables each. 30 minutes of briefing and 45 of breaks; calls leave 60 % of the rest.</p>
        )}
        <StartChoice shift={shift} about={about} />
      </fieldset>
      <AskedVisits shift={shift} />
      <PlanFiles shift={shift} problem={problem} />
    </aside>
  )
}

interface DateFieldProps {
  readonly id: string
  /** The day that is planned. */
  readonly value: string
  readonly dataTo: string
}

/** A day that is not taken stays in the field with what is wrong with it, and which day is planned instead. */
function DateField({ id, value, dataTo }: DateFieldProps) {
  const [fault, setFault] = useState('')
  const take = (day: string) => {
    const found = dateFault(day, dataTo)
    setFault(found)
    if (found === '' && day !== value) changeShift({ date: day })
  }
  return (
    <>
      <input
        id={id}
        type="date"
        defaultValue={value}
        min={dataTo}
        aria-describedby={`${id}-fault`}
        aria-invalid={fault !== ''}
        // a year that is half typed begins with 0
        onChange={({ target }) => !target.value.startsWith('0') && take(target.value)}
        onBlur={({ target }) => take(target.value)}
      />
      <p id={`${id}-fault`} className={fault === '' ? 'unseen' : 'note'} role="status">
        {fault !== '' && `${fault} Still planned: ${dayWords(value)}.`}
      </p>
    </>
  )
}

function TimeField({ id, value, onChange }: { id: string; value: number; onChange: (minute: number) => void }) {
  return (
    <input
      id={id}
      type="time"
      step={300}
      key={value}
      defaultValue={clockText(value)}
      onBlur={({ target }) => {
        const minute = clockMinutes(target.value)
        if (minute !== null && minute !== value) onChange(minute)
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

interface CountProps {
  readonly words: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}

function Count({ words, value, least, most, onChange }: CountProps) {
  return (
    <div className="count">
      <span>{words}</span>
      <button
        type="button"
        className="icon"
        aria-label={`One fewer ${words.toLowerCase()}`}
        disabled={value <= least}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <output>{value}</output>
      <button
        type="button"
        className="icon"
        aria-label={`One more ${words.toLowerCase()}`}
        disabled={value >= most}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  )
}

/** Whether a plan is being made, and the way to give it up. */
export function PlanningNotice() {
  const planning = usePatrol((state) => state.planning)
  if (planning === null) return null
  return <WorkingNotice words="Planning the shift" share={null} onStop={planning.stop} />
}

import { useId, useState } from 'react'
import { askedWords, windowFault } from '../../patrolWords.js'
import { askVisit, degreesOf, dropVisit, toggleMust, usePatrol } from '../../state/patrolActions.js'
import { clockMinutes } from '../../state/shift.js'
import { exactly } from '../../words.js'
import type { ShiftAsked, ShownPlan } from '../../worker/patrolTask.js'
import { readStart } from './readStart.js'

const OWN_PLACE = ''

/** What somebody asks for: hotspots that must be visited, and visits at a time or at a place of their own. */
export function AskedVisits({ shift }: { shift: ShiftAsked }) {
  const plan = usePatrol((state) => state.plan)
  const { mustDo, requests } = shift
  const hotspots = plan?.hotspots ?? []
  const nameOf = (id: string) => hotspots.find((one) => one.id === id)?.name ?? id
  return (
    <fieldset className="shift-asked">
      <legend>Asked for</legend>
      {mustDo.length + requests.length === 0 && (
        <p className="quiet">Nothing. What must be visited comes before everything else; the list marks hotspots.</p>
      )}
      <ul>
        {mustDo.map((id) => (
          <Asked key={id} words={`${nameOf(id)}: must be visited`} onDrop={() => toggleMust(id)} />
        ))}
        {requests.map((visit, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a request is told by its place in the list alone
          <Asked key={row} words={askedWords(visit, nameOf)} onDrop={() => dropVisit(row)} />
        ))}
      </ul>
      <details>
        <summary>Ask for a visit</summary>
        <VisitForm shift={shift} hotspots={hotspots.filter(({ excluded }) => !excluded)} />
      </details>
    </fieldset>
  )
}

function Asked({ words, onDrop }: { words: string; onDrop: () => void }) {
  return (
    <li>
      <span>{words}</span>
      <button type="button" className="icon" aria-label={`No longer ask: ${words}`} onClick={onDrop}>
        ×
      </button>
    </li>
  )
}

function VisitForm({ shift, hotspots }: { shift: ShiftAsked; hotspots: ShownPlan['hotspots'] }) {
  const id = useId()
  const [fault, setFault] = useState('')
  const [chosen, setChosen] = useState<string>(OWN_PLACE)
  const add = async (form: HTMLFormElement) => {
    const given = new FormData(form)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const [from, to] = [clockMinutes(text('from')), clockMinutes(text('to'))]
    if ((from === null) !== (to === null)) return setFault('Give both times, or neither.')
    const window = from === null || to === null ? null : { from, to }
    const turned = window === null ? '' : windowFault(window, shift)
    if (turned !== '') return setFault(turned)
    const written = chosen === OWN_PLACE ? readStart(text('place')) : null
    if (written === undefined) return setFault('That is no place: easting, northing, or SP 753 605, or longitude, latitude.')
    const at = written === null ? chosen : await degreesOf(written)
    if (at === null) return setFault('That is no place of the National Grid.')
    const name = hotspots.find((one) => one.id === chosen)?.name ?? text('name')
    setFault('')
    askVisit({ at, window, fixed: given.get('fixed') !== null, name })
    form.reset()
    setChosen(OWN_PLACE)
  }
  return (
    <form
      className="visit-form"
      onSubmit={(event) => {
        event.preventDefault()
        void add(event.currentTarget)
      }}
    >
      <label htmlFor={`${id}-where`}>Where</label>
      <select id={`${id}-where`} value={chosen} onChange={({ target }) => setChosen(target.value)}>
        <option value={OWN_PLACE}>A place of its own</option>
        {hotspots.map((one) => (
          <option key={one.id} value={one.id}>
            {exactly(one.number)} {one.name}
          </option>
        ))}
      </select>
      {chosen === OWN_PLACE && (
        <>
          <label htmlFor={`${id}-place`}>Easting, northing, or SP 753 605, or longitude, latitude</label>
          <input id={`${id}-place`} name="place" type="text" required aria-describedby={`${id}-fault`} />
          <label htmlFor={`${id}-name`}>What it is called</label>
          <input id={`${id}-name`} name="name" type="text" maxLength={60} required />
        </>
      )}
      <div className="both">
        <label htmlFor={`${id}-from`}>
          Not before
          <input id={`${id}-from`} name="from" type="time" step={300} />
        </label>
        <label htmlFor={`${id}-to`}>
          Not after
          <input id={`${id}-to`} name="to" type="time" step={300} />
        </label>
      </div>
      <label className="choice">
        <input name="fixed" type="checkbox" defaultChecked />
        <span>It must be made; otherwise where it fits</span>
      </label>
      <p id={`${id}-fault`} className="note" role="alert" hidden={fault === ''}>
        {fault}
      </p>
      <button type="submit" className="button">
        Ask for it
      </button>
    </form>
  )
}

import { useState } from 'react'
import { changeShift, setOutFrom } from '../../state/patrolActions.js'
import type { PatrolAbout, ShiftAsked } from '../../worker/patrolTask.js'
import { readStart } from './readStart.js'

/** Where crews parade. */
export function StartChoice({ shift, about }: { shift: ShiftAsked; about: PatrolAbout }) {
  const { start } = shift
  const own = about.own?.shift.start ?? null
  const given = start === null ? '' : `${start.lng.toFixed(5)}, ${start.lat.toFixed(5)}`
  const [fault, setFault] = useState(false)
  return (
    <div className="start">
      <label htmlFor="start-place">They set out from</label>
      <input
        id="start-place"
        type="text"
        key={given}
        defaultValue={given}
        aria-describedby="start-help"
        aria-invalid={fault}
        onBlur={({ target }) => {
          const text = target.value.trim()
          const read = text === '' ? null : readStart(text)
          setFault(read === undefined)
          if (read === undefined || text === given) return
          if (read === null) changeShift({ start: null })
          else void setOutFrom(read)
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <p id="start-help" className={fault ? 'note' : 'quiet'}>
        {fault ? 'That is no place: ' : ''}Easting, northing, or SP 753 605, or longitude, latitude of the station; blank for the
        middle of the hotspots.
      </p>
      {own !== null && start === null && (
        <button type="button" className="more" onClick={() => changeShift({ start: own })}>
          From the start of the run’s first crew
        </button>
      )}
    </div>
  )
}

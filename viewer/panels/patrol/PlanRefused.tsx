import { EngineError, ERROR_CODES } from '../../../engine/index.js'
import { capital } from '../../words.js'

interface PlanRefusedProps {
  readonly error: Error
  /** A plan from before stays beside it, and is not of this shift. */
  readonly before: boolean
}

/** Why the shift that is set cannot be planned. */
export function PlanRefused({ error, before }: PlanRefusedProps) {
  const shown = before ? ' What is shown is the plan before.' : ''
  if (error instanceof EngineError && error.code === 'aborted')
    return <p>Stopped by you: change the shift to plan again.{shown}</p>
  const known = error instanceof EngineError
  return (
    <p>
      <strong>{known ? capital(ERROR_CODES[error.code]) : 'This shift could not be planned'}.</strong>{' '}
      {known
        ? (error.hint ?? '').replace(/ with --[a-z-]+|, or name places with --hotspots/g, '')
        : `${error.message}. If another version of hexbeat made these results, make them again.`}
      {shown}
    </p>
  )
}

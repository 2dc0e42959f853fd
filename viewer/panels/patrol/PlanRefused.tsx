import { EngineError, ERROR_CODES } from '../../../engine/index.js'
import { capital } from '../../words.js'

/** Why the shift that is set cannot be planned; a plan from before stays beside it, and is not of this shift. */
export function PlanRefused({ error }: { error: Error }) {
  if (error instanceof EngineError && error.code === 'aborted')
    return (
      <p className="note plan-refused" role="alert">
        Stopped by you: change the shift to plan again. What is shown is the plan before.
      </p>
    )
  const known = error instanceof EngineError
  return (
    <p className="note plan-refused" role="alert">
      <strong>{known ? capital(ERROR_CODES[error.code]) : 'This shift could not be planned'}.</strong>{' '}
      {known ? (error.hint ?? '').replace(/ with --[a-z-]+|, or name places with --hotspots/g, '') : error.message} What is shown
      is the plan before.
    </p>
  )
}

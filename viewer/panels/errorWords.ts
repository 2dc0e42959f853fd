import { EngineError } from '../../engine/index.js'

/** What the reader had when it happened. */
interface Behind {
  /** Results from before, or files to be analysed, are still open behind it. */
  readonly over: boolean
}

/** The heading of what could not be done. */
export function errorTitle(error: EngineError | Error, { over }: Behind): string {
  const code = error instanceof EngineError ? error.code : null
  if (code === 'aborted') return 'Stopped'
  if (code === 'results-newer') return 'These results are of a newer hexbeat'
  if (over) return 'That could not be done'
  // a table may have been chosen for crimes: only what is of results says so
  return code === null || code.startsWith('results-') ? 'These results cannot be opened' : 'These files cannot be read'
}

/** What to do about it; '' where the error says nothing of that. */
export function errorHint(error: EngineError | Error, { over }: Behind): string {
  if (error instanceof EngineError) {
    if (error.code === 'aborted' && !over) return 'Nothing is open. Try again, or open a results folder of this computer.'
    return error.hint ?? ''
  }
  if (error.message.startsWith('The worker stopped'))
    return 'The part of the page that reads and counts has ended, most often because memory ran out. Close other pages and try again; what is shown stays, and the next change starts it anew.'
  return 'Is the server still running? Start it again with “hexbeat view”, then reload this page.'
}

import { EngineError } from '../../engine/error.js'

/** Code of the EngineError a call throws; 'no error' where it throws none. */
export function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
  return 'no error'
}

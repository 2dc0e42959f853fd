import { EngineError } from '../../engine/index.js'
import type { SentError } from './protocol.js'

/** An error made fit to cross threads. */
export function sendError(error: unknown): SentError {
  if (!(error instanceof EngineError)) return { code: null, message: error instanceof Error ? error.message : String(error) }
  const { file, line, column, value, hint } = error
  const place = { file, line, column, value, hint }
  return { code: error.code, place: Object.fromEntries(Object.entries(place).filter(([, part]) => part !== undefined)) }
}

/** The error as it was thrown on the other side. */
export const receiveError = (sent: SentError): Error =>
  sent.code === null ? new Error(sent.message) : new EngineError(sent.code, sent.place)

import { EngineError } from '../../engine/index.js'
import { decimal } from '../stat/statistic.js'

/** The number a flag holds. @throws EngineError 'option-invalid' with the hint where it is none, or does not fit */
export function decimalFlag(flag: string, text: string, fits: (value: number) => boolean, hint: string): number {
  const value = decimal(text)
  if (Number.isFinite(value) && fits(value)) return value
  throw refused(flag, text, hint)
}

/** A flag that cannot be as it is. */
export function refused(column: string, value: string | undefined, hint: string): EngineError {
  return new EngineError('option-invalid', { column, ...(value === undefined ? {} : { value }), hint })
}

/** A flag without which nothing can be done. @throws EngineError 'argument-missing' */
export function needed<T>(value: T | undefined, column: string, hint: string): T {
  if (value !== undefined) return value
  throw new EngineError('argument-missing', { column, hint })
}

import { EngineError } from '../error.js'

/** What a statistic asks of a column, and the named error where it is not so. */

/** @throws EngineError 'length-mismatch' */
export function checkLength(column: string, length: number, expected: number): void {
  if (length !== expected)
    throw new EngineError('length-mismatch', { column, value: String(length), hint: `It must have ${expected} rows.` })
}

/** Numbers from 0 up: @throws EngineError 'value-not-finite', 'value-out-of-range' */
export function checkAmounts(column: string, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    if (Number.isFinite(values[row]) && values[row] >= 0) continue
    const code = Number.isFinite(values[row]) ? 'value-out-of-range' : 'value-not-finite'
    throw new EngineError(code, { column, value: String(values[row]), hint: `Row ${row}: give numbers from 0 up.` })
  }
}

/** Whole numbers from 0 up: @throws EngineError 'value-not-finite', 'count-invalid' */
export function checkCounts(column: string, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    if (values[row] >= 0 && Number.isInteger(values[row])) continue
    const code = Number.isFinite(values[row]) ? 'count-invalid' : 'value-not-finite'
    throw new EngineError(code, { column, value: String(values[row]), hint: `Row ${row}: give whole numbers from 0 up.` })
  }
}

/** A parameter that is finite and above 0: @throws EngineError 'value-out-of-range' */
export function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0))
    throw new EngineError('value-out-of-range', { column: name, value: String(value), hint: 'Give a number above 0.' })
}

import { EngineError } from './error.js'

/** Choices that no type guards once the caller is JavaScript or JSON: a misspelt one must not pass for another. */

/** @throws EngineError 'option-invalid' naming the option where the value is none of the choices */
export function checkChoice<T extends string>(option: string, value: T, choices: readonly T[]): void {
  if (!choices.includes(value)) throw invalid(option, value, `Give ${choices.join(' or ')}.`)
}

/** @throws EngineError 'option-unknown' naming the first option given that is none of the known */
export function checkNames(given: object, known: readonly string[]): void {
  const stranger = Object.keys(given).find((name) => !known.includes(name))
  if (stranger !== undefined) throw new EngineError('option-unknown', { value: stranger, hint: `Known: ${known.join(', ')}` })
}

/** The null of a permutation p. @throws EngineError 'option-invalid' */
export function checkNull(permute: 'total' | 'conditional'): void {
  checkChoice('permute', permute, ['total', 'conditional'])
}

/** @throws EngineError 'option-invalid': a seed that is cut to a whole number gives the draws of another */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw invalid('seed', seed, 'Give a whole number from 0.')
}

function invalid(column: string, value: string | number, hint: string): EngineError {
  return new EngineError('option-invalid', { column, value: String(value), hint })
}
